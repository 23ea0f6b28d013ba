import type { ComponentChildren } from 'preact'
import type { BusinessDate } from '../../diagnosis/businessDate'
import { MAX_CHARS } from '../../limits'
import { DAY_CHOICES } from '../../lists/listQuery'
import { StoreSelect } from '../components/storeSelect'
import type { Locale } from '../i18n/locale'
import { clearedHref, listHref, listParameters, listPath } from '../links'
import type { StoreDirectory } from '../problem'
import type { ListTarget } from '../target'
import type { RuleListRows } from './view'

interface FilterFormProps {
  target: ListTarget
  /** The last day of the list. */
  date: BusinessDate
  choices: RuleListRows['choices']
  directory: StoreDirectory
  locale: Locale
}

/** What the form's own fields say: everything else goes along as it is. A narrowed list begins at its first page. */
const OWN_FIELDS: ReadonlySet<string> = new Set(['store', 'date', 'days', 'q', 'channel', 'category', 'page'])

/** A plain GET form that narrows the list. */
export function FilterForm({ target, date, choices, directory, locale }: FilterFormProps) {
  const { scope, query } = target
  const { list } = locale.words
  const carried = listParameters(target, locale.lang).filter(
    ([name, value]) => value && !OWN_FIELDS.has(name),
  )
  return (
    <form class="filters" method="get" action={listPath(query.rule)} aria-label={list.filterLabel}>
      {carried.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value ?? ''} />
      ))}
      <label class="search">
        <span class="unseen">{list.search}</span>
        <input
          type="search"
          name="q"
          value={query.search}
          placeholder={list.searchHint}
          maxLength={MAX_CHARS.search}
          dir="auto"
        />
      </label>
      {scope.stores.length > 1 ? (
        <Several name="store" values={scope.stores} text={locale.words.scope.chosen(scope.stores.length)}>
          {directory.length !== 1 && (
            <a
              href={listHref({ scope: { ...scope, stores: [] }, query: { ...query, page: 1 } }, locale.lang)}
            >
              {locale.words.form.change}
            </a>
          )}
        </Several>
      ) : (
        <StoreSelect directory={directory} chosen={scope.stores[0]} everything locale={locale} />
      )}
      <label>
        <span class="unseen">{list.date}</span>
        <input type="date" name="date" value={date} />
      </label>
      <label>
        <span class="unseen">{list.days}</span>
        <select name="days">
          {DAY_CHOICES.map((days) => (
            <option key={days} value={days} selected={days === query.days}>
              {list.dayChoice(days)}
            </option>
          ))}
        </select>
      </label>
      <Narrowing
        name="channel"
        label={list.channel}
        all={list.allChannels}
        several={list.chosenChannels}
        choices={choices.channels}
        chosen={query.channels}
      />
      <Narrowing
        name="category"
        label={list.category}
        all={list.allCategories}
        several={list.chosenCategories}
        choices={choices.categories}
        chosen={query.categories}
      />
      <button type="submit">{list.filter}</button>
      {isNarrowed(query) && (
        <a class="clear" href={clearedHref(target, locale.lang)}>
          {list.clear}
        </a>
      )}
    </form>
  )
}

/** Whether a query leaves rows out. */
export function isNarrowed({ search, channels, categories }: ListTarget['query']): boolean {
  return search.trim() !== '' || channels.length > 0 || categories.length > 0
}

/** What a query keeps to, each in the words that it is asked with. */
export function narrowedTo({ search, channels, categories }: ListTarget['query']): string[] {
  return [search.trim(), ...channels, ...categories].filter((part) => part !== '')
}

/** How many of its fields leave rows out or add days: what the button says that hides them. */
export function activeFilters({ search, channels, categories, days }: ListTarget['query']): number {
  return [search.trim() !== '', channels.length > 0, categories.length > 0, days > 1].filter(Boolean).length
}

interface NarrowingProps {
  name: string
  label: string
  /** The choice of everything. */
  all: string
  several: (n: number) => string
  choices: readonly string[]
  chosen: readonly string[]
}

function Narrowing({ name, label, all, several, choices, chosen }: NarrowingProps) {
  if (chosen.length > 1) return <Several name={name} values={chosen} text={several(chosen.length)} />
  // What was asked for is shown, also where no row has it.
  const options = [...new Set([...choices, ...chosen])]
  if (options.length === 0) return null
  return (
    <label>
      <span class="unseen">{label}</span>
      <select name={name}>
        <option value="">{all}</option>
        {options.map((option) => (
          <option key={option} value={option} selected={chosen.includes(option)} dir="auto">
            {option}
          </option>
        ))}
      </select>
    </label>
  )
}

interface SeveralProps {
  name: string
  values: readonly string[]
  text: string
  children?: ComponentChildren
}

/** A select holds one value: several that were asked for by address stay as they are until the user changes them. */
function Several({ name, values, text, children }: SeveralProps) {
  return (
    <span class="chosen">
      {values.map((value) => (
        <input key={value} type="hidden" name={name} value={value} />
      ))}
      {text}
      {children}
    </span>
  )
}
