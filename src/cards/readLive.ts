import type { Database } from '../data/database'
import { loadDirectory, type StoreRecord } from '../data/directory'
import type { BusinessDate } from '../diagnosis/businessDate'
import { logEvent } from '../log'
import type { CardOutcome } from './cardOutcome'
import { type CardRequest, resolveRequest } from './cardRequest'
import { combineCards, computeCards, loadStoredCards, type StoreCard } from './computeCards'
import type { EdgeState } from './edge'
import { entriesOf, fillCache } from './fillCache'
import type { Services } from './services'
import { oncePerLease } from './singleFlight'

/** The answer from the database: stored cards of the current data, and the missing ones computed. */
export async function readLive(
  services: Services,
  edge: EdgeState | undefined,
  request: CardRequest,
): Promise<CardOutcome> {
  const db = services.openDatabase()
  const directory = await loadDirectory(db)
  const resolved = resolveRequest(directory, request)
  if (resolved.status !== 'resolved') return resolved

  const { stores, businessDate } = resolved
  const now = services.now().toISOString()
  const kept = await loadStoredCards(db, stores, businessDate, now)
  const computesOtherDay = kept.missing.length > 0 && request.date !== null
  if (computesOtherDay && request.mayCompute && !(await request.mayCompute())) return { status: 'limited' }
  const { cards, failed } =
    kept.missing.length === 0
      ? { cards: kept.cards, failed: [] }
      : await computeMissing(db, stores, businessDate, now)
  if (cards.length === 0) throw new Error(`no card could be computed for ${failed.join(', ')}`)

  const whole = resolved.cards.length === 1 && stores.length > 1
  const merged = combineCards(cards, failed, businessDate, now)
  const card = whole ? { ...merged, dataVersion: directory.version } : merged
  services.defer(
    fillCache(
      services,
      edge,
      directory,
      failed.length === 0 ? entriesOf(cards, whole ? card : undefined) : [],
    ),
  )
  return {
    status: 'ready',
    card,
    source: kept.missing.length === 0 ? 'cache' : 'live',
    checkedAt: now,
    directory: resolved.directory,
  }
}

async function computeMissing(
  db: Database,
  stores: readonly StoreRecord[],
  date: BusinessDate,
  now: string,
): Promise<{ cards: StoreCard[]; failed: string[] }> {
  const find = async () => {
    const { cards, missing } = await loadStoredCards(db, stores, date, now)
    return missing.length === 0 ? { cards, failed: [] } : undefined
  }
  const compute = async () => {
    const { cards: kept, missing } = await loadStoredCards(db, stores, date, now)
    const computed = await computeCards(
      db,
      missing.map((store) => ({ store, date })),
      now,
    )
    for (const failure of computed.failures) logEvent('store.failed', { ...failure, date })
    return { cards: [...kept, ...computed.cards], failed: computed.failures.map(({ store }) => store) }
  }
  const name = `card/${date}/${stores.map(({ id }) => id).join(',')}`
  return oncePerLease(db, name, find, compute)
}
