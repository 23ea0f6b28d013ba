import { MICRO_PER_YUAN } from '../src/diagnosis/money.ts'
import type { Lang } from '../src/diagnosis/words.ts'
import type { DayComparison } from '../src/import/protocol.ts'
import { importLocaleOf } from '../src/ui/import/words/index.ts'
import type { ImportOutcome } from './importOutcome.ts'
import { COMMAND_WORDS } from './importWords.ts'
import { grouped, printable, table } from './terminal.ts'

const STORE_CHARS = 40

/** What storing a file would change: a line for each store and day, beside what is usual there. */
export function comparisonLines(
  { stores, days }: Extract<ImportOutcome, { status: 'compared' }>,
  lang: Lang,
): string[] {
  const { preview } = importLocaleOf(lang).words.page
  const { store, date, orders, usual, revenue, isNew, changed, removed } = preview
  const newStores = stores.filter((match) => match.isNew)
  const renamed = stores.filter(({ name, storedAs }) => name !== storedAs)
  return [
    ...table([[store, date, orders, usual, revenue, isNew, changed, removed], ...days.map(dayRow)]),
    ...newStores.map(({ name }) => `! ${COMMAND_WORDS[lang].newStore(printable(name, STORE_CHARS))}`),
    ...renamed.map(
      ({ name, storedAs }) =>
        `! ${preview.storedAs(printable(name, STORE_CHARS), printable(storedAs, STORE_CHARS))}`,
    ),
  ]
}

function dayRow(day: DayComparison): string[] {
  return [
    printable(day.store, STORE_CHARS),
    printable(day.date),
    grouped(day.orders),
    day.usualOrders === null ? '?' : grouped(day.usualOrders),
    (day.revenueMicro / MICRO_PER_YUAN).toFixed(2),
    grouped(day.ordersNew),
    grouped(day.ordersChanged),
    grouped(day.ordersRemoved),
  ]
}
