import type { BusinessDate } from '../../diagnosis/businessDate'
import type { CoveredDay, StoreCoverage } from '../../history/coverage'
import { Name } from '../components/parts'
import { count, shortDate } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import { coverageDayHref, pageHref } from '../links'
import { CoverageSummary } from './summary'

/** Stores and days: a row a store where there is room; else a block a store, of seven days a line. */

interface CoverageGridProps {
  stores: readonly StoreCoverage[]
  locale: Locale
}

export function CoverageGrid({ stores, locale }: CoverageGridProps) {
  const { words, lang } = locale
  const dates = stores[0]?.days.map(({ date }) => date) ?? []
  return (
    <table class="coverage">
      <caption class="unseen">{words.coverage.title}</caption>
      <thead>
        <tr>
          <th scope="col">{words.form.store}</th>
          {dates.map((date, i) => (
            <th key={date} scope="col">
              <span class="unseen">{shortDate(date, lang)}</span>
              <DayNumber date={date} first={i === 0} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {stores.map((store) => (
          <tr key={store.store}>
            <th scope="row">
              <a href={pageHref({ stores: [store.store], date: null }, lang)}>
                <Name text={store.store} fallback={words.scope.unnamed} />
              </a>
              <CoverageSummary store={store} locale={locale} />
            </th>
            {store.days.map((day, i) => (
              <td key={day.date}>
                <Day store={store.store} day={day} first={i === 0} locale={locale} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface DayProps {
  store: string
  day: CoveredDay
  /** Whether it is the first of its row. */
  first: boolean
  locale: Locale
}

/** A day's box: its orders, and a sign where they are not all. What is not well leads to what to do. */
function Day({ store, day, first, locale }: DayProps) {
  const { words, lang } = locale
  const { date, state } = day
  const box = (
    <>
      <DayNumber date={date} first={first} />
      <span class="sign" aria-hidden="true">
        {markOf(day, locale)}
      </span>
    </>
  )
  const label = words.coverage.day(shortDate(date, lang), count(day.orders), state)
  if (state === 'complete' || state === 'before') {
    return (
      <span class={`day ${state}`}>
        <span class="unseen">{label}</span>
        {box}
      </span>
    )
  }
  return (
    <a class={`day ${state}`} href={coverageDayHref(store, date, lang)} title={label} aria-label={label}>
      {box}
    </a>
  )
}

/** The day of the month; where a month begins, and a row, with the month. */
function DayNumber({ date, first }: { date: BusinessDate; first: boolean }) {
  const [, month, day] = date.split('-').map(Number)
  return (
    <span class="of-month" aria-hidden="true">
      {first || day === 1 ? `${month}/${day}` : day}
    </span>
  )
}

function markOf({ state, orders }: CoveredDay, { words }: Locale): string {
  const { marks } = words.coverage
  const number = orders === 0 ? '' : String(orders)
  switch (state) {
    case 'complete':
      return number
    case 'missing':
    case 'before':
      return marks[state]
    case 'doubtful':
    case 'notOver':
      return number + marks[state]
  }
}

const STATES = ['complete', 'missing', 'doubtful', 'notOver', 'before'] as const
/** Orders of the days that the legend shows. */
const SAMPLE_ORDERS = { complete: 128, missing: 0, doubtful: 31, notOver: 52, before: 0 }

/** What the boxes mean. */
export function Legend({ locale }: { locale: Locale }) {
  const { coverage } = locale.words
  return (
    <ul class="coverage-legend" aria-label={coverage.legend}>
      {STATES.map((state) => (
        <li key={state}>
          <span class={`day ${state}`} aria-hidden="true">
            {markOf({ date: '', state, orders: SAMPLE_ORDERS[state] }, locale)}
          </span>
          {coverage.states[state]}
        </li>
      ))}
    </ul>
  )
}
