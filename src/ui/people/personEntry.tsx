import type { LinkRecord, PersonWithProofs } from '../../data/people'
import { Icon } from '../components/icons'
import { Name } from '../components/parts'
import { PostButton } from '../components/postButton'
import { Details, DeviceList, TokenList } from '../components/proofList'
import { ScopeName, StoreNames } from '../components/storeNames'
import { count, day, UNKNOWN } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import { peopleHref, personAnchor, personFormHref } from '../links'
import { PersonAccess } from './personAccess'
import { PersonForm } from './personForm'
import { PART_OF, ProblemText } from './problem'
import type { PeopleProps, Refused } from './props'
import type { PersonForm as Typed } from './view'

export interface EntryProps extends PeopleProps {
  person: PersonWithProofs
}

/** A person: a line at first sight, and behind it all that an admin may do. */
export function PersonEntry({ person, view, locale }: EntryProps) {
  const { editId, savedId, refused, newLink } = view
  const named = [editId, savedId, refused?.personId, newLink?.personId].includes(person.id)
  return (
    <details class="person" id={personAnchor(person.id)} open={named}>
      <summary>
        <PersonLine person={person} view={view} locale={locale} />
      </summary>
      <PersonBody person={person} view={view} locale={locale} />
    </details>
  )
}

function PersonLine({ person, view: { meId, nowIso }, locale }: EntryProps) {
  const { people, roles, scope } = locale.words
  return (
    <>
      <span class="person-name">
        <Name text={person.name} fallback={scope.unnamed} />
        {person.id === meId && <span class="chip fine">{people.me}</span>}
        {!person.active && <span class="chip bad">{people.inactive}</span>}
      </span>
      <span class="person-role">{roles[person.role].name}</span>
      <span class="person-stores">
        <StoresOf person={person} locale={locale} />
      </span>
      <span class="person-email">{person.email !== null && <bdi class="name">{person.email}</bdi>}</span>
      <span class="person-seen">{lastSeen(person, nowIso, locale)}</span>
      <Icon name="right" />
    </>
  )
}

/** A person's stores in few words. */
function StoresOf({ person: { allStores, stores }, locale }: Pick<EntryProps, 'person' | 'locale'>) {
  if (!allStores && stores.length === 0) return <>{locale.words.people.withoutStores}</>
  return <ScopeName stores={allStores ? [] : stores.map(({ name }) => name)} locale={locale} />
}

/** When a person was last here, as far as his devices and tokens tell: those that have ended tell nothing any more. */
function lastSeen(person: PersonWithProofs, nowIso: string, locale: Locale): string {
  const { people } = locale.words
  const used = [...person.sessions, ...person.tokens].flatMap(({ usedAt }) => usedAt ?? [])
  const last = used.toSorted().at(-1)
  if (last !== undefined) return people.seen(day(last, nowIso, locale.lang))
  return person.signedInAt === null ? people.neverSeen : people.seen(UNKNOWN)
}

/** Stores of a person that are named; more are counted. */
const STORES_NAMED = 20

function PersonBody({ person, view, locale }: EntryProps) {
  const { words, lang } = locale
  const { people } = words
  const { nowIso } = view
  const { id, createdAt, signedInAt, sessions, tokens } = person
  const refused = view.refused?.personId === id ? view.refused : undefined
  return (
    <div class="person-body">
      {refused && !refused.form && <NotDone refused={refused} locale={locale} />}
      {id === view.savedId && (
        <p role="status">
          <span class="chip fine">
            <Icon name="check" />
            {people.saved}
          </span>
        </p>
      )}
      <Details>
        <span>{people.added(day(createdAt, nowIso, lang))}</span>
        {signedInAt !== null && <span>{people.firstSeen(day(signedInAt, nowIso, lang))}</span>}
      </Details>
      <Edit person={person} view={view} locale={locale} />
      {person.active && <Links person={person} nowIso={nowIso} locale={locale} />}
      {person.active && (
        <section>
          <h4>{words.proofs.devices}</h4>
          <DeviceList
            sessions={sessions}
            endHref={(session) => personFormHref(id, `/sessions/${session}/end`, lang)}
            nowIso={nowIso}
            locale={locale}
          />
        </section>
      )}
      {tokens.length > 0 && (
        <section>
          <h4>{words.me.tokens}</h4>
          <TokenList
            tokens={tokens}
            revokeHref={(token) => personFormHref(id, `/tokens/${token}/revoke`, lang)}
            nowIso={nowIso}
            locale={locale}
          />
        </section>
      )}
      <PersonAccess person={person} isSelf={id === view.meId} locale={locale} />
    </div>
  )
}

/** What was not done, and why. */
function NotDone({ refused, locale }: { refused: Refused; locale: Locale }) {
  return (
    <p class="notice alarm">
      <Icon name="alert" />
      <span>
        {locale.words.people.notSaved}
        <ProblemText problem={refused.problem} locale={locale} />
      </span>
    </p>
  )
}

/** The form where it is asked for: with all stores in it, it is too long to stand at everybody. */
function Edit({ person, view, locale }: EntryProps) {
  const { words, lang } = locale
  const { people } = words
  const { id } = person
  const refused = view.refused?.personId === id ? view.refused : undefined
  if (view.editId !== id && !refused?.form) {
    return (
      <>
        <AllStoresOf person={person} locale={locale} />
        <p class="acts">
          <a class="act" href={peopleHref(lang, id)}>
            {people.edit}
          </a>
        </p>
      </>
    )
  }
  return (
    <section>
      <h4>{people.edit}</h4>
      {refused && PART_OF[refused.problem.code] === null && <NotDone refused={refused} locale={locale} />}
      <PersonForm
        id={personAnchor(id)}
        action={personFormHref(id, '', lang)}
        typed={refused?.form ?? typedOf(person)}
        problem={refused?.problem}
        stores={view.stores}
        submit={people.save}
        locale={locale}
      >
        <a class="act" href={`${peopleHref(lang)}#${personAnchor(id)}`}>
          {people.cancel}
        </a>
      </PersonForm>
    </section>
  )
}

/** A person's stores by name, where the line above names but the first. */
function AllStoresOf({ person: { stores }, locale }: Pick<EntryProps, 'person' | 'locale'>) {
  if (stores.length < 2) return null
  const named = stores.slice(0, STORES_NAMED).map(({ name }) => ({ store: name }))
  return (
    <p class="note">
      <StoreNames stores={named} locale={locale} />
      {stores.length > STORES_NAMED && locale.words.scope.andOthers(stores.length)}
    </p>
  )
}

/** What a person is now. An admin has all stores by his role: with another one, his stores are to be chosen. */
function typedOf({ name, role, allStores, stores, email }: PersonWithProofs): Typed {
  return {
    name,
    role,
    allStores: allStores && role !== 'admin',
    stores: stores.map((store) => store.name),
    email: email ?? '',
  }
}

interface LinksProps {
  person: PersonWithProofs
  nowIso: string
  locale: Locale
}

function Links({ person: { id, links }, nowIso, locale }: LinksProps) {
  const { words, lang } = locale
  const { people } = words
  return (
    <section>
      <h4>{people.link}</h4>
      <p class="note">
        {links.length === 0
          ? people.noLink
          : [...links.map((link) => linkState(link, nowIso, locale)), people.makeLinkNote].join(' ')}
      </p>
      <PostButton action={personFormHref(id, '/link', lang)} label={people.makeLink} />
    </section>
  )
}

function linkState({ devices, maxDevices, expiresAt }: LinkRecord, nowIso: string, locale: Locale): string {
  const { people } = locale.words
  if (devices > 0) return people.linkUsed(count(devices), count(maxDevices))
  return Date.parse(expiresAt) <= Date.parse(nowIso)
    ? people.linkExpired
    : people.linkUnused(day(expiresAt, nowIso, locale.lang))
}
