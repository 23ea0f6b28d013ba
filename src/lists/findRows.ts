import type { VisibleStore } from '../access/scope'
import { DamagedArchiveError } from '../data/archive/archivedDays'
import { type Database, DatabaseError, type MainDatabase } from '../data/database'
import { readInDatabases } from '../data/inDatabases'
import { namesOutOfReach } from '../data/outOfReach'
import { loadProducts } from '../data/products'
import { loadOrders } from '../data/storeDayOrders'
import { extentFor, loadWindows, type WindowExtent } from '../data/storeWindows'
import { NO_BALANCES } from '../diagnosis/balances'
import { addDays, type BusinessDate } from '../diagnosis/businessDate'
import { type Cell, text } from '../diagnosis/cell'
import { foundTheDayBefore, subjectKey } from '../diagnosis/change'
import { type ListName, listNamed } from '../diagnosis/lists/index'
import type { Order } from '../diagnosis/order'
import { type AnyListed, type Examination, examine, type Subject } from '../diagnosis/rule'
import type { ListTotal, ProductInfo } from '../diagnosis/ruleList'
import { type StoreWindow, storeWindow, type WindowData } from '../diagnosis/storeWindow'

/** A row of a list: a finding of a store's day, with what it shows. */
export interface ListRow {
  store: string
  date: BusinessDate
  subject: Subject
  channel: string | null
  /** Of the product, or of the products in the order. */
  categories: string[]
  /** What a search looks through, in lower case. */
  searchText: string
  cells: Partial<Record<string, Cell>>
  /** What it stands for, where one row stands for what was found of a product; absent where it is one finding. */
  findings?: readonly ListRow[]
  /** With its lines; of a finding on an order, where the list keeps them. */
  order: Order | undefined
}

/** What a rule finds, and what it adds up to. */
interface FoundRows {
  /** The rows that are asked for. */
  rows: ListRow[]
  /** What they add up to by the rule's own figures: all rows of a card's day give the card's numbers. */
  total: ListTotal
  /** What all rows may be narrowed to. */
  choices: { channels: string[]; categories: string[] }
  /** Different orders or products among the rows. */
  subjects: number
  /** Whether the rule could assess any day of any store: where it could not, no rows do not mean that all is well. */
  known: boolean
  /** Stores of which the rule cannot know on the business date. */
  storesWithoutData: string[]
  /** Stores whose stock does not move, so that the rule cannot know on the business date. */
  storesFrozen: string[]
  /** Whether what the others lack is not history but an order on the day before. */
  lacksDayBefore: boolean
  /** Stores without an order on any of the days. */
  storesWithoutOrders: string[]
  /** Days whose stored orders cannot be read, by store: nothing of them is among the rows. */
  damagedDays: DamagedDays[]
  /** Stores whose database is not there: nothing of them is among the rows. */
  storesOutOfReach: string[]
}

/** Days of a store whose stored orders are damaged. */
export interface DamagedDays {
  store: string
  dates: BusinessDate[]
}

/** Stores read at the same time, up to a megabyte each: many hide the database's round trips, all would not fit into memory. */
const STORES_AT_ONCE = 20

/**
 * The rows behind a rule's card: what the rule finds on the business date and, where asked for, on the
 * days before it, of each store. One day of a store is looked at at a time: it is summed up and let go.
 * A store whose database is not there is left out, and named.
 * @param days business dates, the last one included; 1 is the card's own
 * @param isWanted whether a row is asked for: the others only tell what the list may be narrowed to
 * @throws OutOfReachError where none of the stores can be read
 */
export async function findRows(
  db: MainDatabase,
  name: ListName,
  stores: readonly VisibleStore[],
  businessDate: BusinessDate,
  days: number,
  isWanted: (row: ListRow) => boolean,
): Promise<FoundRows> {
  const rule = listNamed(name)
  const rows: ListRow[] = []
  const channels = new Set<string>()
  const categories = new Set<string>()
  const unknown: UnknownDay[] = []
  const storesWithOrders = new Set<string>()
  const lost: VisibleStore[] = []
  let figures = rule.figures([], EMPTY_WINDOW)
  let known = false
  for await (const day of foundDays(db, name, stores, businessDate, days)) {
    if (day.status === 'outOfReach') {
      lost.push(day.lost)
      continue
    }
    storesWithOrders.add(day.store)
    if (day.status === 'unknown') {
      unknown.push(day)
      continue
    }
    known = true
    for (const { row } of day.found) {
      if (row.channel !== null) channels.add(row.channel)
      for (const category of row.categories) categories.add(category)
    }
    const wanted = day.found.filter(({ row }) => isWanted(row))
    rows.push(...wanted.map(({ row }) => row))
    figures = rule.merge(figures, day.figuresOf(wanted.map(({ finding }) => finding)))
  }
  const storesOutOfReach = namesOutOfReach(stores, lost)
  const told = new Set([...storesWithOrders, ...storesOutOfReach])
  return {
    rows,
    total: rule.view.list.total(figures),
    choices: { channels: [...channels].sort(), categories: [...categories].sort() },
    subjects: new Set(rows.map(({ store, subject }) => JSON.stringify([store, subject]))).size,
    known,
    ...leftOutOn(businessDate, unknown),
    lacksDayBefore: !known && unknown.every(({ lacks }) => lacks === 'dayBefore'),
    storesWithoutOrders: stores.flatMap(({ name: store }) => (told.has(store) ? [] : [store])),
    damagedDays: damagedOf(unknown),
    storesOutOfReach,
  }
}

/** What a rule says of a store on one day, with a row for each finding; or a store of which nothing can be read. */
type FoundOnDay =
  | { status: 'outOfReach'; lost: VisibleStore }
  | {
      status: 'unknown'
      store: string
      date: BusinessDate
      lacks: 'history' | 'dayBefore' | 'movingStock' | 'readableOrders'
    }
  | {
      status: 'known'
      store: string
      found: { finding: unknown; row: ListRow }[]
      figuresOf(findings: readonly unknown[]): object
    }

type UnknownDay = Extract<FoundOnDay, { status: 'unknown' }>

/** Stores of which nobody knows on a day, by what they lack. */
function leftOutOn(date: BusinessDate, unknown: readonly UnknownDay[]) {
  const onDay = unknown.filter((each) => each.date === date && each.lacks !== 'readableOrders')
  const [frozen, others] = [true, false].map((isFrozen) =>
    onDay.flatMap(({ lacks, store }) => ((lacks === 'movingStock') === isFrozen ? [store] : [])),
  )
  return { storesWithoutData: others ?? [], storesFrozen: frozen ?? [] }
}

function damagedOf(unknown: readonly UnknownDay[]): DamagedDays[] {
  const damaged = unknown.filter(({ lacks }) => lacks === 'readableOrders')
  return [...Map.groupBy(damaged, ({ store }) => store)].map(([store, days]) => ({
    store,
    dates: days.map(({ date }) => date).sort(),
  }))
}

function lackOf(examination: Exclude<Examination<unknown>, { status: 'known' }>, { depthDays }: StoreWindow) {
  if (examination.status === 'unknown') return 'movingStock'
  return depthDays < examination.needDays ? 'history' : 'dayBefore'
}

/** What a rule says of each store on each of the days on which it has orders. */
async function* foundDays(
  db: MainDatabase,
  name: ListName,
  stores: readonly VisibleStore[],
  businessDate: BusinessDate,
  days: number,
): AsyncGenerator<FoundOnDay> {
  // What did not answer for some stores is not waited for again for others.
  const lostDatabases = new Set<string>()
  for (let at = 0; at < stores.length; at += STORES_AT_ONCE) {
    const open = stores
      .slice(at, at + STORES_AT_ONCE)
      .filter(
        ({ firstDate, lastDate }) => lastDate >= addDays(businessDate, 1 - days) && businessDate >= firstDate,
      )
    const inReach = open.filter(({ database }) => !lostDatabases.has(database))
    const extent = extentFor(open.length)
    const { read, lost } = await readInDatabases(db, inReach, (own, some) =>
      readStores(own, name, some, businessDate, days, extent),
    )
    for (const { database } of lost) lostDatabases.add(database)
    const readOf = new Map(read.flat().map((ofStore) => [ofStore.store.id, ofStore]))
    for (const store of open) {
      const ofStore = readOf.get(store.id)
      if (ofStore) yield* foundInStore(name, ofStore)
      else yield { status: 'outOfReach', lost: store }
    }
  }
}

/** What a rule says of a store's days, and what the database has of all that it finds on them. */
interface ReadStore {
  store: VisibleStore
  data: WindowData
  /** Of the days on which the store has orders, the last one first. */
  examined: { date: BusinessDate; examination: Examination<unknown> }[]
  /** Of these, those whose stored orders cannot be read. */
  damaged: ReadonlySet<BusinessDate>
  records: SubjectRecords
}

/**
 * Reads the windows of some stores of a database in one trip, then what it has of all that is found in them, in another.
 * @returns of another database than the main one, the stores that could be read
 * @throws DatabaseError where that is none
 */
async function readStores(
  db: Database,
  name: ListName,
  stores: readonly VisibleStore[],
  businessDate: BusinessDate,
  days: number,
  extent: WindowExtent,
): Promise<ReadStore[]> {
  const windows = await loadWindows(
    db,
    stores.map((store) => ({ store, date: businessDate })),
    {
      earlierDays: days - 1,
      orders: listNamed(name).findsOrder ? 'ofDiagnosedDays' : 'none',
      ...extent,
    },
  )
  const failures: string[] = []
  const read = stores.flatMap((store, i) => {
    const window = windows[i]
    if (window?.status === 'read') return [{ store, window }]
    failures.push(window?.error ?? 'a window was not read')
    return []
  })
  const [failure] = failures
  if (failure !== undefined) {
    if (db === db.main) throw new Error(failure)
    if (read.length === 0) throw new DatabaseError(failure)
  }
  return Promise.all(read.map(({ store, window }) => readStore(db, name, store, window.data, days)))
}

async function readStore(
  db: Database,
  name: ListName,
  store: VisibleStore,
  data: WindowData,
  days: number,
): Promise<ReadStore> {
  const rule = listNamed(name)
  const examined: ReadStore['examined'] = []
  let window = storeWindow(data)
  for (let back = 0; back < days; back++) {
    if (window.day(0)) examined.push({ date: window.businessDate, examination: examineForList(rule, window) })
    window = window.previous()
  }
  const keepsLines = !rule.view.list.manyRows
  const damaged = new Set<BusinessDate>()
  for (;;) {
    const readable = examined.filter(({ date }) => !damaged.has(date))
    const subjects = readable.flatMap(({ examination }) =>
      examination.status === 'known' ? examination.findings.map(rule.subject) : [],
    )
    try {
      const records = await loadSubjectRecords(db, store, subjects, keepsLines)
      return { store, data, examined, damaged, records }
    } catch (error) {
      // The others are read without the days that it names.
      const more =
        error instanceof DamagedArchiveError ? error.dates.filter((date) => !damaged.has(date)) : []
      if (more.length === 0) throw error
      for (const date of more) damaged.add(date)
    }
  }
}

/** What a rule finds, of which the list shows some. */
function examineForList(rule: AnyListed, window: StoreWindow): Examination<unknown> {
  const examination = examine(rule, window)
  const { lists } = rule.view.list
  if (examination.status !== 'known' || !lists) return examination
  return { ...examination, findings: examination.findings.filter((finding) => lists(finding)) }
}

/** A read store's days, one after the other: a window lists its products, so only one is there at a time. */
function* foundInStore(
  name: ListName,
  { store, data, examined, damaged, records }: ReadStore,
): Generator<FoundOnDay> {
  const rule = listNamed(name)
  let window = storeWindow(data)
  for (const { date, examination } of examined) {
    if (damaged.has(date)) {
      yield { status: 'unknown', store: store.name, date, lacks: 'readableOrders' }
      continue
    }
    while (window.businessDate > date) window = window.previous()
    if (examination.status !== 'known') {
      yield { status: 'unknown', store: store.name, date, lacks: lackOf(examination, window) }
      continue
    }
    yield {
      status: 'known',
      store: store.name,
      found: rowsOf(name, store, window, examination.findings, records),
      figuresOf: (findings) => rule.figures(findings, window),
    }
  }
}

/** What the database has of the products and orders that a rule found. */
interface SubjectRecords {
  products: ReadonlyMap<number, ProductInfo>
  orders: ReadonlyMap<string, OrderInfo>
}

/** What a row needs of an order: its lines take ten times as much. */
interface OrderInfo {
  categories: string[]
  productNames: string[]
  /** undefined where the list keeps no lines. */
  order: Order | undefined
}

/** Orders read with their lines at the same time. */
const ORDERS_AT_ONCE = 1_000

async function loadSubjectRecords(
  db: Database,
  store: VisibleStore,
  subjects: readonly Subject[],
  keepsLines: boolean,
): Promise<SubjectRecords> {
  const productIds = new Set(subjects.flatMap((s) => (s.kind === 'product' ? [s.productId] : [])))
  const orderIds = new Set(subjects.flatMap((s) => (s.kind === 'order' ? [s.orderId] : [])))
  const [products, orders] = await Promise.all([
    loadProducts(db, store.id, [...productIds]),
    loadOrderInfos(db, store, [...orderIds], keepsLines),
  ])
  return { products, orders }
}

async function loadOrderInfos(
  db: Database,
  store: VisibleStore,
  orderIds: readonly string[],
  keepsLines: boolean,
): Promise<Map<string, OrderInfo>> {
  const infos = new Map<string, OrderInfo>()
  for (let at = 0; at < orderIds.length; at += ORDERS_AT_ONCE) {
    const orders = await loadOrders(db, store.id, orderIds.slice(at, at + ORDERS_AT_ONCE))
    for (const [orderId, order] of orders) {
      infos.set(orderId, {
        categories: order.lines.map(({ category }) => category),
        productNames: order.lines.map(({ productName }) => productName),
        order: keepsLines ? order : undefined,
      })
    }
  }
  return infos
}

function rowsOf(
  name: ListName,
  store: VisibleStore,
  window: StoreWindow,
  findings: readonly unknown[],
  records: SubjectRecords,
): { finding: unknown; row: ListRow }[] {
  const rule = listNamed(name)
  const before = findings.length > 0 ? foundTheDayBefore(rule, window) : undefined
  return findings.map((finding) => {
    const subject = rule.subject(finding)
    const { product, order, categories, productNames } = recordsOf(subject, records)
    const history = subject.kind === 'product' ? window.history(subject.productId) : undefined
    const change = before && (before.has(subjectKey(subject)) ? 'ongoing' : 'new')
    const cells = rule.view.list.cells(finding, { window, product, order, history, change })
    const row: ListRow = {
      store: store.name,
      date: window.businessDate,
      subject,
      channel: channelOf(cells),
      categories: [...new Set(categories.filter((category) => category !== ''))],
      searchText: searchTextOf(subject, productNames),
      cells: {
        ...cells,
        store: text(store.name),
        date: { kind: 'date', date: window.businessDate },
        ...productCells(product),
      },
      order,
    }
    return { finding, row }
  })
}

/** What the database has of a subject. */
function recordsOf(
  subject: Subject,
  { products, orders }: SubjectRecords,
): OrderInfo & { product: ProductInfo | undefined } {
  const none = { categories: [], productNames: [], order: undefined, product: undefined }
  if (subject.kind === 'order') return { ...none, ...orders.get(subject.orderId) }
  const product = subject.kind === 'product' ? products.get(subject.productId) : undefined
  return product ? { ...none, product, categories: [product.category], productNames: [product.name] } : none
}

/** What every list of products has of a product. */
function productCells(product: ProductInfo | undefined): ListRow['cells'] {
  if (!product) return { category: null, code: null }
  const { category, code } = product
  return { category: text(category), code: code === null ? null : text(code) }
}

function channelOf({ channel }: ListRow['cells']): string | null {
  return channel?.kind === 'text' && channel.text !== '' ? channel.text : null
}

function searchTextOf(subject: Subject, productNames: readonly string[]): string {
  return [subject.kind === 'order' ? subject.orderId : '', ...productNames].join('\n').toLowerCase()
}

/** The window of a store without a day, for the figures of nothing. */
const EMPTY_WINDOW: StoreWindow = storeWindow({
  store: '',
  businessDate: '1970-01-01',
  firstDate: '1970-01-01',
  days: [],
  opening: { date: '1970-01-01', balances: NO_BALANCES },
  productNames: new Map(),
})
