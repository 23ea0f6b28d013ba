import type { VisibleStore } from '../access/scope'
import { extentFor, loadWindows } from '../data/storeWindows'
import { narrowToChannel, withOrderFigures } from '../diagnosis/channelFigures'
import { type DayFigures, diagnoseStore, mergeFigures } from '../diagnosis/diagnose'
import { storeWindow } from '../diagnosis/storeWindow'
import { errorText, logEvent } from '../log'
import { TimeLimitError, withinLimit } from '../timeLimit'
import type { CardOutcome, ReadyCard } from './cardOutcome'
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
  const found: { store: VisibleStore; figures: DayFigures }[] = []
  const stores = directory.stores.filter(({ name }) => withOrders.has(name))
  for (let at = 0; at < stores.length; at += STORES_AT_ONCE) {
    const group = stores.slice(at, at + STORES_AT_ONCE)
    const wanted = group.map((store) => ({ store, date: card.businessDate }))
    const extent = { orders: 'ofAllDays', ...extentFor(group.length) } as const
    const windows = await loadWindows(db, wanted, extent)
    for (const [i, store] of group.entries()) {
      const window = windows[i]
      if (window?.status !== 'read') throw new Error(window?.error ?? 'a window was not read')
      const figures = diagnoseStore(storeWindow(narrowToChannel(window.data, channel)))
      if (figures) found.push({ store, figures })
    }
  }
  const [first, ...others] = await withTaskNames(db, found)
  const narrowed = first && others.reduce(mergeFigures, first)
  if (!narrowed) return ready
  // A stale card is not made fresh by a part of it.
  const source = ready.source === 'stale' ? 'stale' : 'live'
  const figures = withOrderFigures(card.figures, narrowed)
  return { ...ready, source, onlyChannel: channel, card: { ...card, figures } }
}
