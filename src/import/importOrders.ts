import type { Database } from '../data/database'
import { loadStoreNames } from '../data/directory'
import { saveOrders } from '../data/importWriter'
import { loadOrderCounts } from '../data/orderCounts'
import { DayTooLargeError } from '../data/rollupRecord'
import type { BusinessDate } from '../diagnosis/businessDate'
import type { Order } from '../diagnosis/order'
import { storeKey } from '../diagnosis/storeName'
import { errorText, logEvent } from '../log'
import type { Answers } from './answers'
import { batchesOf, findTooLargeDay } from './batches'
import { halfImportedDays } from './halfImportedDays'
import { readOrders } from './readOrders'
import { foreignStores, type Refusal } from './refusal'
import { recallAnswers, rememberAnswers } from './rememberedAnswers'
import type { ImportWarning, ReadReport } from './report'
import type { Unanswered } from './unanswered'

/** What an import did, for its sender. */
export interface ImportReport extends ReadReport {
  /** Orders that are now stored as the file has them. */
  ordersStored: number
  /** Those of them that were not stored before. */
  ordersNew: number
  /** Those of them that were new or different. */
  ordersChanged: number
  /** Cancelled orders that were stored before, and are no more. */
  ordersRemoved: number
  /** Stores' days whose sums were written anew. */
  daysChanged: number
}

export type ImportOutcome =
  | { status: 'imported'; report: ImportReport }
  /** All of it was stored before. */
  | { status: 'unchanged'; report: ImportReport }
  /** It is an export, and no line of it could be taken. */
  | { status: 'nothingImported'; report: ImportReport }
  | { status: 'refused'; refusal: Refusal }
  /** Nothing is stored before its sender says more of the file. */
  | ({ status: 'needsAnswer' } & Unanswered)
  /** Whole orders are stored as far as it came; importing the file again completes it. */
  | { status: 'interrupted'; report: ImportReport; message: string }

/** Whose import it is. */
export interface ImportSender {
  /** Under which name his answers are remembered. */
  owner: string
  /** Whether he may store orders of a store; a file with any other is refused whole. */
  mayImport(store: string): boolean
  /** What he says of the file. */
  answers: Answers
}

/** Text of a file, unpacked: what fits an isolate's memory as orders, with room to spare. */
const MAX_IMPORT_BYTES = 48 * 1024 * 1024
/** A pause between batches in which other requests get their turn at the database. */
const PAUSE_MS = 5
/** Cancelled orders looked for at a time. */
const REMOVED_AT_ONCE = 500

/**
 * Imports an order export: reads it whole, for what is wrong with a file may show at its last byte, then
 * stores its orders batch by batch. The same file twice changes nothing.
 */
export async function importOrders(
  db: Database,
  body: ReadableStream<Uint8Array>,
  now: Date,
  sender: ImportSender,
): Promise<ImportOutcome> {
  const read = await readOrders(body, {
    maxBytes: MAX_IMPORT_BYTES,
    latestDate: tomorrowInShanghai(now),
    answers: sender.answers,
    recall: (headerSignature) => recallAnswers(db, sender.owner, headerSignature),
  })
  if (read.status !== 'read') return read
  const known = await loadStoreNames(db)
  const nameOf = knownNames(known)
  const stores = new Map<string, Order[]>()
  // Several spellings in the file may be one store.
  for (const [store, orders] of read.stores) {
    stores.set(nameOf(store), [...(stores.get(nameOf(store)) ?? []), ...orders])
  }
  // Told as the file has them: how they are stored, and whether, is not its sender's business.
  const foreign = [...new Set([...read.stores.keys(), ...read.cancelled.keys()])].filter(
    (store) => !sender.mayImport(nameOf(store)),
  )
  if (foreign.length > 0) return { status: 'refused', refusal: foreignStores(foreign) }
  const tooLarge = findTooLargeDay(stores)
  if (tooLarge) return { status: 'refused', refusal: tooLarge }

  const report: ImportReport = { ...read.report, ...NOTHING_STORED }
  const changedDays = new Map<string, BusinessDate[]>()
  const save = async (store: string, orders: readonly Order[], removedIds: readonly string[] = []) => {
    const saved = await saveOrders(db, store, orders, removedIds)
    report.ordersStored += orders.length
    report.ordersNew += saved.ordersNew
    report.ordersChanged += saved.ordersChanged
    report.ordersRemoved += saved.ordersRemoved
    report.daysChanged += saved.daysChanged.length
    changedDays.set(store, [...(changedDays.get(store) ?? []), ...saved.daysChanged])
    await scheduler.wait(PAUSE_MS)
  }
  try {
    for (const { store, orders } of batchesOf(stores)) await save(store, orders)
    for (const { store, ids } of removals(read.cancelled, nameOf)) {
      // A store that is not there has nothing to be taken out, and does not come into being by that.
      if (stores.has(store) || known.includes(store)) await save(store, [], ids)
    }
    await rememberAnswers(db, read.report.headerSignature, sender.owner, read.said, now)
  } catch (error) {
    logEvent('import.interrupted', { error: errorText(error), ordersStored: report.ordersStored })
    return {
      status: 'interrupted',
      report,
      message: interruption(report, error),
    }
  }
  report.warnings = [...report.warnings, ...(await halfDays(db, changedDays))]
  return { status: statusOf(report), report }
}

const NOTHING_STORED = { ordersStored: 0, ordersNew: 0, ordersChanged: 0, ordersRemoved: 0, daysChanged: 0 }

function statusOf(report: ImportReport): 'imported' | 'unchanged' | 'nothingImported' {
  if (report.orders === 0 && report.ordersCancelled === 0) return 'nothingImported'
  return report.ordersChanged + report.ordersRemoved + report.daysChanged === 0 ? 'unchanged' : 'imported'
}

/** A store's name as it is stored already, in whatever spelling the file has it. */
function knownNames(stored: readonly string[]): (store: string) => string {
  const byKey = new Map(stored.map((name) => [storeKey(name), name]))
  const known = new Set(stored)
  return (store) => (known.has(store) ? store : (byKey.get(storeKey(store)) ?? store))
}

/** What is cancelled, some orders of one store at a time. */
function* removals(
  cancelled: ReadonlyMap<string, readonly string[]>,
  nameOf: (store: string) => string,
): Generator<{ store: string; ids: readonly string[] }> {
  for (const [store, ids] of cancelled) {
    for (let at = 0; at < ids.length; at += REMOVED_AT_ONCE) {
      yield { store: nameOf(store), ids: ids.slice(at, at + REMOVED_AT_ONCE) }
    }
  }
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
