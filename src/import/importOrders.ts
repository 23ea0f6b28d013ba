import type { Database } from '../data/database'
import { saveOrders } from '../data/importWriter'
import { loadOrderCounts } from '../data/orderCounts'
import { DayTooLargeError } from '../data/rollupRecord'
import type { BusinessDate } from '../diagnosis/businessDate'
import { errorText, logEvent } from '../log'
import { columnOf } from './answers'
import { batchesOf, findTooLargeDay } from './batches'
import { halfImportedDays } from './halfImportedDays'
import { readOrders } from './readOrders'
import { foreignStores, missingColumns, type Refusal } from './refusal'
import type { ImportWarning, ReadReport } from './report'

/** What an import did, for its sender. */
export interface ImportReport extends ReadReport {
  /** Orders that are now stored as the file has them. */
  ordersStored: number
  /** Those of them that were new or different. */
  ordersChanged: number
  /** Stores' days whose sums were written anew. */
  daysChanged: number
}

export type ImportOutcome =
  | { status: 'imported'; report: ImportReport }
  | { status: 'refused'; refusal: Refusal }
  /** Whole orders are stored as far as it came; importing the file again completes it. */
  | { status: 'interrupted'; report: ImportReport; message: string }

/** Text of a file, unpacked: what fits an isolate's memory as orders, with room to spare. */
const MAX_IMPORT_BYTES = 48 * 1024 * 1024
/** A pause between batches in which other requests get their turn at the database. */
const PAUSE_MS = 5

/**
 * Imports an order export: reads it whole, for what is wrong with a file may show at its last byte, then
 * stores its orders batch by batch. The same file twice changes nothing.
 * @param mayImport whether the sender may store orders of a store; a file with any other is refused whole
 */
export async function importOrders(
  db: Database,
  body: ReadableStream<Uint8Array>,
  now: Date,
  mayImport: (store: string) => boolean,
): Promise<ImportOutcome> {
  const read = await readOrders(body, { maxBytes: MAX_IMPORT_BYTES, latestDate: tomorrowInShanghai(now) })
  if (read.status === 'refused') return read
  // Nobody can be asked here yet: what would be asked for is missing.
  if (read.status === 'needsAnswer') {
    return { status: 'refused', refusal: missingColumns(read.questions.map(columnOf), read.header) }
  }
  const foreign = [...read.stores.keys()].filter((store) => !mayImport(store))
  if (foreign.length > 0) return { status: 'refused', refusal: foreignStores(foreign) }
  const tooLarge = findTooLargeDay(read.stores)
  if (tooLarge) return { status: 'refused', refusal: tooLarge }

  const report: ImportReport = { ...read.report, ordersStored: 0, ordersChanged: 0, daysChanged: 0 }
  const changedDays = new Map<string, BusinessDate[]>()
  try {
    for (const { store, orders } of batchesOf(read.stores)) {
      const saved = await saveOrders(db, store, orders)
      report.ordersStored += orders.length
      report.ordersChanged += saved.ordersChanged
      report.daysChanged += saved.daysChanged.length
      changedDays.set(store, [...(changedDays.get(store) ?? []), ...saved.daysChanged])
      await scheduler.wait(PAUSE_MS)
    }
  } catch (error) {
    logEvent('import.interrupted', { error: errorText(error), ordersStored: report.ordersStored })
    return {
      status: 'interrupted',
      report,
      message: interruption(report, error),
    }
  }
  report.warnings = [...report.warnings, ...(await halfDays(db, changedDays))]
  return { status: 'imported', report }
}

function interruption({ orders, ordersStored }: ImportReport, error: unknown): string {
  const stored = `after ${ordersStored} of ${orders} orders. Those are stored whole.`
  return error instanceof DayTooLargeError
    ? `The import stopped ${stored} ${error.message}: check the columns of the store and of the time.`
    : `The database failed ${stored} Import the file again to complete it.`
}

/** A day of grace for clocks; the stores' own clock is eight hours ahead of UTC. */
function tomorrowInShanghai(now: Date): BusinessDate {
  return new Date(now.getTime() + (24 + 8) * 3_600_000).toISOString().slice(0, 10)
}

/** What looks half-imported; a database that does not answer the question takes nothing from the import. */
async function halfDays(
  db: Database,
  changedDays: ReadonlyMap<string, BusinessDate[]>,
): Promise<ImportWarning[]> {
  const warnings: ImportWarning[] = []
  try {
    for (const [store, dates] of changedDays) {
      if (dates.length > 0) warnings.push(...halfImportedDays(store, dates, await loadOrderCounts(db, store)))
    }
  } catch (error) {
    logEvent('import.unwarned', { error: errorText(error) })
  }
  return warnings
}
