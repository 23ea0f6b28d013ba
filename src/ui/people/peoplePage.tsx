import type { Lang } from '../../diagnosis/words'
import { renderAccountPage } from '../components/accountPage'
import { Icon } from '../components/icons'
import { count } from '../i18n/format'
import { localeOf } from '../i18n/locale'
import { auditHref, meHref, peopleHref, personAnchor } from '../links'
import { NewLink } from './newLink'
import { PersonEntry } from './personEntry'
import { PersonForm } from './personForm'
import { ProblemText } from './problem'
import type { PeopleProps } from './props'
import type { PeopleView, PersonForm as Typed } from './view'

/** Everybody who may see anything, whole: for admins, who add, change and remove people here. */
export function renderPeoplePage(view: PeopleView, lang: Lang): string {
  const { people, me } = localeOf(lang).words
  return renderAccountPage({
    view,
    title: people.title,
    hrefIn: peopleHref,
    back: { href: meHref(lang), name: me.title },
    lang,
    content: (ready, locale) => <People view={ready} locale={locale} />,
  })
}

function People({ view, locale }: PeopleProps) {
  const { words, lang } = locale
  const active = view.people.filter((person) => person.active).length
  return (
    <>
      <div class="page-title plain">
        <h2>{words.people.title}</h2>
        <p class="about">
          <span>{words.people.counted(count(active), count(view.people.length - active))}</span>
          <a href={auditHref(lang)}>{words.me.audit}</a>
        </p>
      </div>
      {view.newLink && <NewLink link={view.newLink} locale={locale} />}
      <Elsewhere view={view} locale={locale} />
      <AddPerson view={view} locale={locale} />
      <section class="block">
        <h3>{words.people.everybody}</h3>
        {view.people.length === 0 && <p class="note">{words.people.nobody}</p>}
        <div class="people">
          {view.people.map((person) => (
            <PersonEntry key={person.id} person={person} view={view} locale={locale} />
          ))}
        </div>
      </section>
    </>
  )
}

/** That something was not done, at the top of the page: the person whom it is about may stand far below. */
function Elsewhere({ view: { refused, people }, locale }: PeopleProps) {
  if (!refused || refused.personId === null) return null
  const { words } = locale
  const isThere = people.some(({ id }) => id === refused.personId)
  return (
    <p class="notice alarm" role="alert">
      <Icon name="alert" />
      <span>
        {words.people.notSaved}
        <ProblemText problem={refused.problem} locale={locale} />
      </span>
      {isThere && (
        <a class="act" href={`#${personAnchor(refused.personId)}`}>
          {words.people.toPerson}
        </a>
      )}
    </p>
  )
}

/** Least first: what somebody may see beyond it is said on purpose. */
const NOBODY: Typed = { name: '', role: 'viewer', allStores: false, stores: [], email: '' }

function AddPerson({ view: { refused, people, stores, editId }, locale }: PeopleProps) {
  const { words, lang } = locale
  // One form at a time: each holds all stores.
  if (editId !== undefined || (refused && refused.personId !== null)) {
    return (
      <p class="acts">
        <a class="act" href={peopleHref(lang)}>
          {words.people.add}
        </a>
      </p>
    )
  }
  const mine = refused?.personId === null ? refused : undefined
  return (
    <details class="fold add" open={mine !== undefined || people.length < 2}>
      <summary>{words.people.add}</summary>
      <PersonForm
        id="new"
        action={peopleHref(lang)}
        typed={mine?.form ?? NOBODY}
        problem={mine?.problem}
        stores={stores}
        submit={words.people.addButton}
        locale={locale}
      />
    </details>
  )
}
