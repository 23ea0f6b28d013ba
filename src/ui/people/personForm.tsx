import type { ComponentChildren } from 'preact'
import { ROLES, type Role } from '../../access/role'
import { MAX_CHARS } from '../../limits'
import { Choice, Choices, TextField } from '../components/field'
import { nameOr } from '../components/parts'
import { count } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import { areMany, type StoreChoice, type StoreDirectory } from '../problem'
import { type FormPart, PART_OF, ProblemText } from './problem'
import { type PeopleProblem, STORE_LINES_FIELD, type PersonForm as Typed } from './view'

interface PersonFormProps {
  /** Different for each form of the page: its fields are named after it. */
  id: string
  action: string
  typed: Typed
  problem: PeopleProblem | undefined
  /** All stores that there are. */
  stores: StoreDirectory
  submit: string
  /** Beside the button. */
  children?: ComponentChildren
  locale: Locale
}

/** Says what a person is: to add one, or to change one. What the role decides is folded away by the styles alone. */
export function PersonForm(props: PersonFormProps) {
  const { id, action, typed, problem, submit, children, locale } = props
  const { people } = locale.words
  const wrong = (part: FormPart) =>
    problem && PART_OF[problem.code] === part ? <ProblemText problem={problem} locale={locale} /> : undefined
  const wrongName = wrong('name')
  const wrongEmail = wrong('email')
  return (
    <form class="fields person-form" method="post" action={action}>
      <TextField
        id={`${id}-name`}
        name="name"
        label={people.name}
        value={typed.name}
        maxLength={MAX_CHARS.personName}
        required
        {...(wrongName && { wrong: wrongName })}
      />
      <Choices id={`${id}-role`} class="role-choice" legend={people.role} wrong={wrong('role')}>
        {ROLES.map((role) => (
          <RoleChoice key={role} role={role} checked={role === typed.role} locale={locale} />
        ))}
      </Choices>
      <StoreChoices {...props} wrong={wrong('stores')} />
      <TextField
        id={`${id}-email`}
        name="email"
        inputMode="email"
        label={people.email}
        value={typed.email}
        hint={people.emailHint}
        {...(wrongEmail && { wrong: wrongEmail })}
      />
      <div class="acts">
        <button type="submit" class="act main">
          {submit}
        </button>
        {children}
      </div>
    </form>
  )
}

function RoleChoice({ role, checked, locale }: { role: Role; checked: boolean; locale: Locale }) {
  const { name, may } = locale.words.roles[role]
  return (
    <Choice name="role" value={role} checked={checked}>
      <b>{name}</b> <span class="faint">{may}</span>
    </Choice>
  )
}

/** All stores, or those that are ticked. An admin has all: for him this is passed over. */
function StoreChoices({ id, typed, stores, wrong, locale }: PersonFormProps & { wrong: ComponentChildren }) {
  const { people } = locale.words
  return (
    <>
      <Choices id={`${id}-scope`} class="scope-choice" legend={people.scope} wrong={wrong}>
        <Choice name="scope" value="all" checked={typed.allStores}>
          {people.allStores}
        </Choice>
        <Choice name="scope" value="some" checked={!typed.allStores}>
          {people.someStores}
        </Choice>
      </Choices>
      <fieldset class="ticks">
        <legend class="unseen">{people.tick}</legend>
        {stores.length === 0 ? (
          <p class="note">{people.noStoresThere}</p>
        ) : (
          <NamedStores id={id} stores={stores} named={typed.stores} locale={locale} />
        )}
      </fieldset>
      <p class="note admin-scope">{people.adminScope}</p>
    </>
  )
}

interface NamedStoresProps {
  id: string
  stores: StoreDirectory
  named: readonly string[]
  locale: Locale
}

/** Boxes to tick; of many stores, lines to type names into, and what such a line may mean that is no name. */
function NamedStores({ id, stores, named, locale }: NamedStoresProps) {
  const { people, listSeparator } = locale.words
  if (!areMany(stores)) return <Ticks stores={stores} ticked={new Set(named)} locale={locale} />
  const { matches } = stores
  return (
    <div class="field">
      <label for={`${id}-stores`}>{people.nameStores}</label>
      <textarea id={`${id}-stores`} name={STORE_LINES_FIELD} rows={5} spellcheck={false} dir="auto">
        {named.join('\n')}
      </textarea>
      {matches.count > 0 && (
        <p class="note">
          {people.meantStores(count(matches.count))}
          {matches.stores.map((store, i) => (
            <span key={store}>
              {i > 0 && listSeparator}
              <bdi class="name">{store}</bdi>
            </span>
          ))}
        </p>
      )}
    </div>
  )
}

interface TicksProps {
  stores: readonly StoreChoice[]
  ticked: ReadonlySet<string>
  locale: Locale
}

function Ticks({ stores, ticked, locale }: TicksProps) {
  return (
    <ul>
      {stores.map(({ store }) => (
        <li key={store}>
          <label class="choice">
            <input type="checkbox" name="store" value={store} checked={ticked.has(store)} />
            <bdi class="name">{nameOr(store, locale.words.scope.unnamed)}</bdi>
          </label>
        </li>
      ))}
    </ul>
  )
}
