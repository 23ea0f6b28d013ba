import type { VisibleStore } from '../access/scope'
import type { Database } from '../data/database'
import type { Directory } from '../data/directory'
import { extentFor, loadWindows } from '../data/storeWindows'
import type { BusinessDate } from '../diagnosis/businessDate'
import { narrowToChannel, withOrderFigures } from '../diagnosis/channelFigures'
import { type DayFigures, diagnoseStore, mergeFigures } from '../diagnosis/diagnose'
import { storeWindow } from '../diagnosis/storeWindow'
import { errorText, logEvent } from '../log'
import { retrying } from '../retry'
import { TimeLimitError, withinLimit } from '../timeLimit'
import type { CardOutcome, ReadyCard } from './cardOutcome'
import { currentDirectory } from './edge'
import type { Services } from './services'
import { withTaskNames } from './taskNames'

/** Stores that are read for one visit, some 20 ms each; beyond, the card stays one of all channels, and says so. */
const MAX_STORES = 60
/** With the orders of all days a window takes a megabyte. */
const STORES_AT_ONCE = 20

/**
 * A card with its KPIs and rules on orders narrowed to one channel: computed for each visit and not stored, for
 * few ask for it.
 */
export async function narrowCard(
  services: Services,
  ready: ReadyCard,
  channel: string,
): Promise<CardOutcome> {
  try {
    return await withinLimit(narrow(services, ready, channel), services.answerLimitMs)
  } catch (error) {
    logEvent('card.unavailable', { channel: true, error: errorText(error) })
    const reason = error instanceof TimeLimitError ? 'timeout' : 'failed'
    return { status: 'unavailable', reason, error: errorText(error) }
  }
}

async function narrow(services: Services, ready: ReadyCard, channel: string): Promise<CardOutcome> {
  const { card, directory } = ready
  if (!card.figures) return ready
  const db = services.openDatabase()
  const withOrders = new Set(card.figures.stores)
  if (withOrders.size > MAX_STORES) return ready
  const stores = card.figures.stores.flatMap((name) => directory.named(name) ?? [])
  const [newest, { found, isSettled }] = await Promise.all([
    retrying(() => currentDirectory(services.edge, db)),
    narrowedFigures(db, stores, card.businessDate, channel),
  ])
  const [first, ...others] = await withTaskNames(db, found)
  const narrowed = first && others.reduce(mergeFigures, first)
  if (!narrowed) return ready
  const figures = withOrderFigures(card.figures, narrowed)
  const answer = { ...ready, onlyChannel: channel, card: { ...card, figures } }
  // A stale card is not made fresh by a part of it, and one with a part of newer data is no card of either.
  if (ready.source === 'stale') return answer
  return isSettled && isOf(newest, stores)
    ? { ...answer, source: 'live' }
    : { ...answer, source: 'stale', staleReason: 'changed' }
}

async function narrowedFigures(
  db: Database,
  stores: readonly VisibleStore[],
  date: BusinessDate,
  channel: string,
): Promise<{ found: { store: VisibleStore; figures: DayFigures }[]; isSettled: boolean }> {
  let isSettled = true
  const found: { store: VisibleStore; figures: DayFigures }[] = []
  for (let at = 0; at < stores.length; at += STORES_AT_ONCE) {
    const group = stores.slice(at, at + STORES_AT_ONCE)
    const extent = { orders: 'ofAllDays', ...extentFor(group.length) } as const
    const windows = await loadWindows(
      db,
      group.map((store) => ({ store, date })),
      extent,
    )
    for (const [i, store] of group.entries()) {
      const window = windows[i]
      if (window?.status !== 'read') throw new Error(window?.error ?? 'a window was not read')
      isSettled &&= window.isSettled
      const figures = diagnoseStore(storeWindow(narrowToChannel(window.data, channel)))
      if (figures) found.push({ store, figures })
    }
  }
  return { found, isSettled }
}

/** Whether some stores' data is still that of which they were read. */
function isOf(newest: Directory, stores: readonly VisibleStore[]): boolean {
  return stores.every(({ id, dataVersion }) => newest.withId(id)?.dataVersion === dataVersion)
}
