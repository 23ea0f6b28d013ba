import type { CoveredDay } from '../../history/coverage'
import { Name } from '../components/parts'
import { count, daysBehind, longDate, shortDate } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import { COVERAGE_DAY_ANCHOR, importHref } from '../links'
import type { ChosenDay } from './view'

interface ChosenDayProps {
  chosen: ChosenDay
  mayImport: boolean
  nowIso: string
  locale: Locale
}

/** What a day lacks, and what to export for it. */
export function ChosenDayNote({ chosen, mayImport, nowIso, locale }: ChosenDayProps) {
  const { words, lang } = locale
  const { coverage } = words
  const { store, day, kind } = chosen
  const date = shortDate(day.date, lang)
  return (
    <section class="made chosen-day" id={COVERAGE_DAY_ANCHOR}>
      <h3>
        <Name text={store} fallback={words.scope.unnamed} /> {longDate(day.date, lang)}
      </h3>
      <p>{stateText(day, nowIso, locale)}</p>
      {isToExport(day, nowIso) && (
        <>
          <p>{kind ? coverage.exportLike(date, kind[lang]) : coverage.exportAny(date)}</p>
          {day.state === 'missing' && <p class="note">{coverage.closedThen}</p>}
          {mayImport ? (
            <p class="acts">
              <a class="act main" href={importHref(lang)}>
                {coverage.toImport}
              </a>
            </p>
          ) : (
            <p class="note">{coverage.askOperator}</p>
          )}
        </>
      )}
    </section>
  )
}

function isOver({ date }: CoveredDay, nowIso: string): boolean {
  return (daysBehind(date, nowIso) ?? 0) > 0
}

/** Whether an export of the day as it is now would help. */
function isToExport(day: CoveredDay, nowIso: string): boolean {
  switch (day.state) {
    case 'missing':
    case 'doubtful':
      return true
    case 'notOver':
      return isOver(day, nowIso)
    case 'complete':
    case 'before':
      return false
  }
}

function stateText(day: CoveredDay, nowIso: string, { words }: Locale): string {
  const { chosen } = words.coverage
  const orders = count(day.orders)
  switch (day.state) {
    case 'missing':
      return chosen.missing()
    case 'doubtful':
      if (day.doubt && 'rejectedOrders' in day.doubt) return chosen.rejected(count(day.doubt.rejectedOrders))
      return chosen.fewOrders(orders, count(day.doubt?.usualOrders ?? Number.NaN))
    case 'notOver':
      return isOver(day, nowIso) ? chosen.exportedEarly() : chosen.today()
    case 'complete':
      return chosen.complete(orders)
    case 'before':
      return chosen.before()
  }
}
