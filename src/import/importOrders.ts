import type { Database } from '../data/database'
import { saveOrders } from '../data/importWriter'
import { loadOrderCounts } from '../data/orderCounts'
import { DayTooLargeError } from '../data/rollupRecord'
import type { BusinessDate } from '../diagnosis/businessDate'
import { businessDateOf, type Order } from '../diagnosis/order'
import { errorText, logEvent } from '../log'
import { halfImportedDays } from './halfImportedDays'
import { readOrders } from './readOrders'
import { dayTooLarge, type Refusal } from './refusal'
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
/** Lines written in one batch, whole days of one store: small enough for D1's limits, large enough to be fast. */
const BATCH_LINES = 2_000
/** Lines of one store on one day: beyond any shop's, and what a packed roll-up has room for. */
const MAX_DAY_LINES = 8_000
/** A pause between batches in which other requests get their turn at the database. */
const PAUSE_MS = 5

/**
 * Imports an order export: reads it whole, for what is wrong with a file may show at its last byte, then
 * stores its orders batch by batch. The same file twice changes nothing.
 */
export async function importOrders(
  db: Database,
  body: ReadableStream<Uint8Array>,
  now: Date,
): Promise<ImportOutcome> {
  const read = await readOrders(body, { maxBytes: MAX_IMPORT_BYTES, latestDate: tomorrowInShanghai(now) })
  if (read.status === 'refused') return read
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

function findTooLargeDay(stores: ReadonlyMap<string, Order[]>): Refusal | undefined {
  for (const [store, orders] of stores) {
    for (const [date, day] of Map.groupBy(orders, businessDateOf)) {
      const lines = countLines(day)
      if (lines > MAX_DAY_LINES) return dayTooLarge({ store, date, lines, limitLines: MAX_DAY_LINES })
    }
  }
  return undefined
}

function countLines(orders: readonly Order[]): number {
  return orders.reduce((sum, order) => sum + order.lines.length, 0)
}

/** Whole days of one store at a time, oldest first. */
function* batchesOf(stores: ReadonlyMap<string, Order[]>): Generator<{ store: string; orders: Order[] }> {
  for (const [store, orders] of stores) {
    let batch: Order[] = []
    let lines = 0
    for (const [, day] of [...Map.groupBy(orders, businessDateOf)].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const dayLines = countLines(day)
      if (batch.length > 0 && lines + dayLines > BATCH_LINES) {
        yield { store, orders: batch }
        batch = []
        lines = 0
      }
      batch.push(...day)
      lines += dayLines
    }
    if (batch.length > 0) yield { store, orders: batch }
  }
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
