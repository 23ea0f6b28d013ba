import { MICRO_PER_YUAN } from '../src/diagnosis/money.ts'
import type { DayComparison } from '../src/import/protocol.ts'
import type { ImportAnswer } from './importAnswer.ts'
import { grouped, printable, table } from './terminal.ts'

const STORE_CHARS = 40

/** What storing a file would change: a line for each store and day, beside what is usual there. */
export function comparisonLines({ stores, days }: Extract<ImportAnswer, { status: 'compared' }>): string[] {
  const head = ['store', 'day', 'orders', 'usual', 'revenue', 'new', 'changed', 'removed']
  const isNew = stores.filter((store) => store.isNew)
  const renamed = stores.filter(({ name, storedAs }) => name !== storedAs)
  return [
    ...table([head, ...days.map(dayRow)]),
    ...isNew.map(({ name }) => `! ${printable(name, STORE_CHARS)} is a new store.`),
    ...renamed.map(
      ({ name, storedAs }) =>
        `! ${printable(name, STORE_CHARS)} is stored as ${printable(storedAs, STORE_CHARS)}.`,
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
