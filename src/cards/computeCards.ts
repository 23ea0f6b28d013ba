import { type CardRow, type CurrentCardRow, loadCardsOn, upsertCards } from '../data/cardRows'
import { type MainDatabase, runStatements, type Statement } from '../data/database'
import type { StoreRecord } from '../data/directory'
import { readInDatabases } from '../data/inDatabases'
import { type NewOpening, upsertOpenings } from '../data/openings'
import type { StoreFailure } from '../data/runFailure'
import { settleStores } from '../data/storeVersions'
import { extentFor, type LoadedWindow, loadWindows, type WindowOutcome } from '../data/storeWindows'
import type { BusinessDate } from '../diagnosis/businessDate'
import { storeWindow } from '../diagnosis/storeWindow'
import { errorText } from '../log'
import { retrying } from '../retry'
import {
  absentCard,
  CARDS_VERSION,
  type Card,
  cardText,
  emptyCard,
  isOfCurrentRollups,
  mergeAll,
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

/** A card that is to be there. */
export interface WantedCard {
  store: StoreRecord
  date: BusinessDate
}

/** Cards that were computed, and what is to be stored of them. */
export interface ComputedCards {
  cards: StoreCard[]
  failures: StoreFailure[]
  /** Stores whose data the directory does not know as it was read: a change of it is under way, or has died. */
  unsettled: StoreRecord[]
  rows: CardRow[]
  /** That were made for the cards. */
  openings: OwnOpening[]
}

type OwnOpening = NewOpening & Pick<StoreRecord, 'database'>

/** Saves cards, with other statements of the main database, and openings where their stores are. */
export async function saveCards(
  db: MainDatabase,
  { rows, openings }: Pick<ComputedCards, 'rows' | 'openings'>,
  others: readonly Statement[] = [],
): Promise<void> {
  const isMain = ({ database }: OwnOpening) => database === db.main.name
  const own = openings.filter(isMain)
  const elsewhere = openings.filter((opening) => !isMain(opening))
  await Promise.all([
    runStatements(db, [...upsertCards(db, rows, own), ...others]),
    // They are made anew where they are not there.
    readInDatabases(db, elsewhere, (at, some) => runStatements(at, upsertOpenings(at, some))),
  ])
}

/** Stores whose windows are in memory at once, half a megabyte each. */
const STORES_AT_ONCE = 30

/**
 * Computes the cards of some stores and saves them in the database as it goes. A store that fails does not stop the others.
 * @returns the last cards may still be under way to the database: whoever names them to others waits for `saved`
 */
export async function computeCards(
  db: MainDatabase,
  wanted: readonly WantedCard[],
  computedAt: string,
): Promise<{ cards: StoreCard[]; failures: StoreFailure[]; saved: Promise<void> }> {
  const cards: StoreCard[] = []
  const failures: StoreFailure[] = []
  let saved = Promise.resolve()
  for (let at = 0; at < wanted.length; at += STORES_AT_ONCE) {
    const group = wanted.slice(at, at + STORES_AT_ONCE)
    const windows = await loadWindows(db, group, extentFor(group.length))
    const computed = await cardsOf(db, group, windows, computedAt)
    await saved
    saved = retrying(() => saveCards(db, computed))
    // Who waits for it hears of it: until then it is no failure of nobody's.
    saved.catch(() => undefined)
    cards.push(...computed.cards)
    failures.push(...computed.failures)
    // So that the next attempt finds them as they are.
    await settleStores(db, computed.unsettled)
  }
  return { cards, failures, saved }
}

/** A row of D1 has 2 MB, and so has a parameter; what stands beside the card in a row is small. */
const MAX_CARD_BYTES = 1_900_000

const MAX_BYTES_A_CHARACTER = 3

/** What a text takes, at most; exact only where that may matter. */
function bytesOf(text: string): number {
  const most = text.length * MAX_BYTES_A_CHARACTER
  return most <= MAX_CARD_BYTES ? most : new TextEncoder().encode(text).length
}

/** The cards of windows that were read, each made by itself. */
export async function cardsOf(
  db: MainDatabase,
  wanted: readonly WantedCard[],
  windows: readonly WindowOutcome[],
  computedAt: string,
): Promise<ComputedCards> {
  const failures: StoreFailure[] = []
  const unsettled: StoreRecord[] = []
  const read: (LoadedWindow & StoreCard)[] = []
  for (const [i, { store }] of wanted.entries()) {
    const window = windows[i]
    try {
      if (window?.status !== 'read') throw new Error(window?.error ?? 'its days were not read')
      if (!window.isSettled) {
        unsettled.push(store)
        throw new Error('its orders were just being changed')
      }
      read.push({ ...window, card: storeCard(storeWindow(window.data), store, computedAt) })
    } catch (error) {
      failures.push({ store: store.name, error: errorText(error) })
    }
  }
  const cards: StoreCard[] = []
  const rows: CardRow[] = []
  for (const { store, card } of await withNames(db, read)) {
    const row = toCardRow(store, card)
    const bytes = bytesOf(row.card)
    if (bytes > MAX_CARD_BYTES) {
      const error = `its card has ${bytes} bytes, more than a row of the database holds`
      failures.push({ store: store.name, error })
    } else {
      cards.push({ store, card })
      rows.push(row)
    }
  }
  const openings = read.flatMap(({ newOpening, store: { database } }) =>
    newOpening ? [{ ...newOpening, database }] : [],
  )
  return { cards, failures, unsettled, rows, openings }
}

/** Cards with what the products of their tasks are called: by what was read with the windows, else by one query for all. */
async function withNames(
  db: MainDatabase,
  read: readonly (Pick<LoadedWindow, 'products'> & StoreCard)[],
): Promise<StoreCard[]> {
  const open = read.flatMap(({ store, card: { figures }, products }) =>
    figures ? [{ store, figures, products }] : [],
  )
  const named = (await withTaskNames(db, open)).values()
  return read.map(({ store, card }) => ({
    store,
    card: card.figures ? { ...card, figures: named.next().value ?? card.figures } : card,
  }))
}

/** Cards that there are, and what is missing of those that are wanted. */
export interface FoundCards<Missing> {
  cards: StoreCard[]
  missing: Missing[]
}

/**
 * What is known of some stores on a date without computing: the cards stored in the database that are of
 * the stores' current data, and that stores without any order around the date are absent.
 * @param rows the stores' current cards, perhaps also of other days
 * @returns the stores that neither holds for are `missing`
 */
export function findCards(
  rows: readonly CurrentCardRow[],
  stores: readonly StoreRecord[],
  date: BusinessDate,
  now: string,
): FoundCards<StoreRecord> {
  const rowOf = new Map(rows.filter((row) => row.businessDate === date).map((row) => [row.storeId, row]))
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

/** As {@link findCards}, with the rows read. */
export async function loadStoredCards(
  db: MainDatabase,
  stores: readonly StoreRecord[],
  date: BusinessDate,
  now: string,
): Promise<FoundCards<StoreRecord>> {
  const open = stores.filter((store) => !isClosedOn(store, date))
  const ids = open.map(({ id }) => id)
  return findCards(await loadCardsOn(db, CARDS_VERSION, ids, date), stores, date, now)
}

/**
 * As {@link findCards}, of some stores on the days that are prepared.
 * @param rowsOn the stores' current cards of a date
 * @param sharedDate of all stores together
 */
export async function findPreparedCards(
  rowsOn: (stores: readonly StoreRecord[], date: BusinessDate) => Promise<readonly CurrentCardRow[]>,
  stores: readonly StoreRecord[],
  sharedDate: BusinessDate,
  now: string,
): Promise<FoundCards<WantedCard>> {
  const wanted = stores.flatMap((store) =>
    preparedDatesOf(store, sharedDate).map((date) => ({ store, date })),
  )
  const cards: StoreCard[] = []
  const missing: WantedCard[] = []
  for (const [date, sameDay] of Map.groupBy(wanted, (card) => card.date)) {
    const ofDay = sameDay.map(({ store }) => store)
    const found = findCards(await rowsOn(ofDay, date), ofDay, date, now)
    cards.push(...found.cards)
    missing.push(...found.missing.map((store) => ({ store, date })))
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
  return mergeAll([start, ...cards.map(({ card }) => card)]) ?? start
}

function toCardRow(store: StoreRecord, card: Card): CardRow {
  return {
    schema: CARDS_VERSION,
    storeId: store.id,
    businessDate: card.businessDate,
    dataVersion: store.dataVersion,
    card: cardText(card),
  }
}
