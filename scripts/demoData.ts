import { csvRow } from '../src/exports/csvRow.ts'
import { spoil } from './demo/dirt.ts'
import { EXPORT_COLUMNS, orderRows } from './demo/exportRows.ts'
import { seededRandom } from './demo/random.ts'
import { storePlan } from './demo/stores.ts'
import { tradeOf } from './demo/trade.ts'

/**
 * Made-up exports of made-up stores, the same on every machine.
 *
 * The first store is in trouble: every rule of the diagnosis finds something. The second is healthy, the third
 * nine days old, the fourth has no data for the last two days; any others are a mixture. The first store's
 * export also contains about ten lines as dirty as real ones.
 */
export interface DemoOptions {
  stores: number
  /** Index of the first of them, for exports that are written in parts; 0 by default. */
  firstStore?: number
  days: number
  /** The last business date of the export. */
  lastDate: string
  /** Roughly, bags and notices included. */
  linesPerStoreDay?: number
  seed?: number
}

const DEFAULT_LINES_PER_STORE_DAY = 160
const DEFAULT_SEED = 20_260_101

/** CSV text in chunks of one store's day; no more than one store's shelves are ever held. */
export function* demoCsv(options: DemoOptions): Generator<string> {
  const { stores, days, lastDate, firstStore = 0 } = options
  const linesADay = options.linesPerStoreDay ?? DEFAULT_LINES_PER_STORE_DAY
  const seed = options.seed ?? DEFAULT_SEED
  yield lineOf(EXPORT_COLUMNS)
  for (let index = firstStore; index < firstStore + stores; index++) {
    const plan = storePlan(index, days, lastDate)
    let dayIndex = 0
    for (const orders of tradeOf(plan, seededRandom(seed, index), linesADay)) {
      const rowsByOrder = orders.map((order) => orderRows(plan.name, order))
      if (index === 0) spoil(dayIndex, rowsByOrder)
      yield rowsByOrder.flat().map(lineOf).join('')
      dayIndex++
    }
  }
}

function lineOf(cells: readonly string[]): string {
  return `${csvRow(cells)}\n`
}
