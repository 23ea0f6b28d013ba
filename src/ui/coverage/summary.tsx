import type { BusinessDate } from '../../diagnosis/businessDate'
import type { StoreCoverage } from '../../history/coverage'
import { dayRanges } from '../i18n/dayRanges'
import { shortDate } from '../i18n/format'
import type { Locale } from '../i18n/locale'

/** What a store lacks, in a line. */

/** Runs of days that are named; of more, that there are more is said. */
const RUNS_NAMED = 3

/** Stores that lack most come first, then those with doubtful days, then the others by name. */
export function lacksFirst(stores: readonly StoreCoverage[]): StoreCoverage[] {
  return stores.toSorted(
    (a, b) =>
      b.missingDates.length - a.missingDates.length ||
      doubtfulDates(b).length - doubtfulDates(a).length ||
      (a.store < b.store ? -1 : 1),
  )
}

/** Latest first. */
function doubtfulDates({ days }: Pick<StoreCoverage, 'days'>): BusinessDate[] {
  return days.flatMap(({ date, state }) => (state === 'doubtful' ? [date] : [])).reverse()
}

interface CoverageSummaryProps {
  store: Pick<StoreCoverage, 'days' | 'missingDates' | 'lastCompleteDate'>
  locale: Locale
}

/** `缺 2 天：11月24日、25日`, and up to which day all is well. */
export function CoverageSummary({ store, locale }: CoverageSummaryProps) {
  const { coverage } = locale.words
  const { missingDates, lastCompleteDate } = store
  const doubtful = doubtfulDates(store)
  const complete =
    lastCompleteDate === null
      ? coverage.neverComplete
      : coverage.lastComplete(shortDate(lastCompleteDate, locale.lang))
  return (
    <span class="lacks">
      {missingDates.length > 0 && (
        <b class="missing">{coverage.missing(missingDates.length, named(missingDates, locale))}</b>
      )}
      {doubtful.length > 0 && (
        <b class="doubtful">{coverage.doubtful(doubtful.length, named(doubtful, locale))}</b>
      )}
      <span>{complete}</span>
    </span>
  )
}

/** Days in a row of words, the oldest of them first; of many, the latest. @param dates latest first */
export function named(dates: readonly BusinessDate[], { words, lang }: Locale): string {
  const oldestFirst = dates.toReversed()
  const named = dayRanges(oldestFirst, lang, RUNS_NAMED)
  const isCut = dayRanges(oldestFirst, lang).length > RUNS_NAMED
  return (isCut ? words.coverage.more : '') + named.join(words.listSeparator)
}
