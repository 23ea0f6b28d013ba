import { type CardRow, loadCurrentCards, saveCards } from '../data/cardRows'
import type { Database } from '../data/database'
import type { StoreRecord } from '../data/directory'
import type { StoreFailure } from '../data/runs'
import { loadWindow } from '../data/storeWindows'
import type { BusinessDate } from '../diagnosis/businessDate'
import { storeWindow } from '../diagnosis/storeWindow'
import { errorText } from '../log'
import {
  absentCard,
  type Card,
  emptyCard,
  isOfCurrentRollups,
  mergeCards,
  parseCard,
  storeCard,
} from './card'
import { isClosedOn, preparedDatesOf } from './cardRequest'
import { withTaskNames } from './taskNames'

/** A store's card with the store. */
export interface StoreCard {
  store: StoreRecord
  card: Card
}

/** Cards saved at a time: a run that is cut off has lost no more than these. */
const CARDS_PER_SAVE = 20

/**
 * Computes the cards of some stores, one after the other, and saves them in the database as it goes. A
 * store that fails does not stop the others.
 */
export async function computeCards(
  db: Database,
  wanted: readonly WantedCard[],
  computedAt: string,
): Promise<{ cards: StoreCard[]; failures: StoreFailure[] }> {
  const cards: StoreCard[] = []
  const failures: StoreFailure[] = []
  let unsaved: StoreCard[] = []
  const save = async () => {
    const named = await withNames(db, unsaved)
    await saveCards(db, named.map(toCardRow))
    cards.push(...named)
    unsaved = []
  }
  for (const { store, date } of wanted) {
    try {
      const window = storeWindow(await loadWindow(db, store, date))
      unsaved.push({ store, card: storeCard(window, store, computedAt) })
    } catch (error) {
      failures.push({ store: store.name, error: errorText(error) })
    }
    if (unsaved.length === CARDS_PER_SAVE) await save()
  }
  if (unsaved.length > 0) await save()
  return { cards, failures }
}

async function withNames(db: Database, cards: readonly StoreCard[]): Promise<StoreCard[]> {
  const open = cards.flatMap(({ store, card: { figures } }) => (figures ? [{ store, figures }] : []))
  const named = (await withTaskNames(db, open)).values()
  return cards.map(({ store, card }) => ({
    store,
    card: card.figures ? { ...card, figures: named.next().value ?? card.figures } : card,
  }))
}

/**
 * What is known of some stores on a date without computing: the cards stored in the database that are of
 * the stores' current data, and that stores without any order around the date are absent.
 * @returns the stores that neither holds for are `missing`
 */
export async function loadStoredCards(
  db: Database,
  stores: readonly StoreRecord[],
  date: BusinessDate,
  now: string,
): Promise<{ cards: StoreCard[]; missing: StoreRecord[] }> {
  const open = stores.filter((store) => !isClosedOn(store, date))
  const rows = await loadCurrentCards(
    db,
    open.map(({ id }) => id),
    date,
  )
  const rowOf = new Map(rows.map((row) => [row.storeId, row]))
  const cards: StoreCard[] = []
  const missing: StoreRecord[] = []
  for (const store of stores) {
    const row = rowOf.get(store.id)
    const kept = row?.dataVersion === store.dataVersion ? parseCard(row.card) : undefined
    if (kept && isOfCurrentRollups(kept)) cards.push({ store, card: kept })
    else if (isClosedOn(store, date)) cards.push({ store, card: absentCard(store, date, now) })
    else missing.push(store)
  }
  return { cards, missing }
}

/** A card that is to be there. */
export interface WantedCard {
  store: StoreRecord
  date: BusinessDate
}

/** As {@link loadStoredCards}, of some stores on the days that are prepared. @param sharedDate of all stores together */
export async function loadPreparedCards(
  db: Database,
  stores: readonly StoreRecord[],
  sharedDate: BusinessDate,
  now: string,
): Promise<{ cards: StoreCard[]; missing: WantedCard[] }> {
  const wanted = stores.flatMap((store) =>
    preparedDatesOf(store, sharedDate).map((date) => ({ store, date })),
  )
  const cards: StoreCard[] = []
  const missing: WantedCard[] = []
  for (const [date, sameDay] of Map.groupBy(wanted, (card) => card.date)) {
    const kept = await loadStoredCards(
      db,
      sameDay.map(({ store }) => store),
      date,
      now,
    )
    cards.push(...kept.cards)
    missing.push(...kept.missing.map((store) => ({ store, date })))
  }
  return { cards, missing }
}

/**
 * The cards of several stores as one.
 * @param failed stores whose card could not be computed: named, not counted as zero
 */
export function combineCards(
  cards: readonly StoreCard[],
  failed: readonly string[],
  date: BusinessDate,
  computedAt: string,
): Card {
  const start = { ...emptyCard(date, computedAt), failed: [...failed] }
  // Merging takes as long as both sides are large: in pairs, no card is merged more often than it must.
  let sums = [start, ...cards.map(({ card }) => card)]
  while (sums.length > 1) {
    sums = sums.flatMap((card, i) => {
      const next = sums[i + 1]
      if (i % 2 === 1) return []
      return [next ? mergeCards(card, next) : card]
    })
  }
  return sums[0] ?? start
}

function toCardRow({ store, card }: StoreCard): CardRow {
  return {
    storeId: store.id,
    businessDate: card.businessDate,
    dataVersion: store.dataVersion,
    card: JSON.stringify(card),
  }
}
