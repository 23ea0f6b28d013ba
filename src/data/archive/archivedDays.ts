import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { type BusinessDate, dayNumber } from '../../diagnosis/businessDate'
import { errorText } from '../../log'
import type { Database, Statement } from '../database'
import { excluded, excludedValues, jsonPairs, jsonSlices, jsonValues } from '../jsonRows'
import { ORDER_RECORD_COLUMNS, type OrderRecord, storedLines } from '../orderRecord'
import { archivedDays, archivedOrderDays, archivedProducts, products } from '../schema'
import {
  ARCHIVE_VERSION,
  type ArchivedProduct,
  fromDayColumns,
  type ProductPlace,
  type ProductText,
  sortedOrders,
  toDayColumns,
} from './dayColumns'
import { gunzipped, gzipped } from './gzip'

/** Archived days as D1 stores them: the orders of a day in one row, and an index of their numbers. */

/** A day's orders, packed. */
export interface PackedDay {
  businessDate: BusinessDate
  orderCount: number
  lineCount: number
  contentHash: string
  products: string
  /** In hex: a parameter and a result carry text. */
  ordersHex: string
}

/** What is archived of some days. */
export interface ArchivedOrders {
  byDate: ReadonlyMap<BusinessDate, readonly OrderRecord[]>
  /** Why a day cannot be read. */
  damaged: ReadonlyMap<BusinessDate, string>
}

/** A stored day is not what it was when it was archived. */
export class DamagedArchiveError extends Error {
  readonly storeId: number
  readonly dates: readonly BusinessDate[]

  /** @param damaged why each day cannot be read; at least one */
  constructor(storeId: number, damaged: ReadonlyMap<BusinessDate, string>) {
    const days = [...damaged].map(([date, reason]) => `${date} (${reason})`)
    super(
      `archived orders are damaged: ${days.join(', ')}; import all orders of the day again, or restore a backup`,
    )
    this.name = 'DamagedArchiveError'
    this.storeId = storeId
    this.dates = [...damaged.keys()]
  }
}

/** Hex of a packed day: with room in a parameter, which may have 2 MB. */
const MAX_HEX_CHARACTERS = 1_800_000
/** A day has at most 8,000 lines; what unpacks to more is none. */
const MAX_UNPACKED_BYTES = 32_000_000

/** @throws Error where the day has no room in a row, or a product is not stored */
export async function packDay(
  businessDate: BusinessDate,
  records: readonly OrderRecord[],
  variants: ProductVariants,
): Promise<PackedDay> {
  const { products: ids, columns } = toDayColumns(records, variants.placeOf)
  const ordersHex = toHex(await gzipped(columns))
  if (ordersHex.length > MAX_HEX_CHARACTERS) throw new Error(`${businessDate} has no room in a row`)
  return {
    businessDate,
    orderCount: records.length,
    lineCount: lineCountOf(records),
    contentHash: await hashOf(records),
    products: ids,
    ordersHex,
  }
}

/** As {@link packDay}, of orders that are deleted without being read back: what is packed is unpacked at once. @throws also where that fails */
export async function packVerified(
  businessDate: BusinessDate,
  records: readonly OrderRecord[],
  variants: ProductVariants,
): Promise<PackedDay> {
  const packed = await packDay(businessDate, records, variants)
  await unpackDay({ ...packed, archiveVersion: ARCHIVE_VERSION }, variants.productAt)
  return packed
}

/** @throws Error where it is not the day that was packed */
async function unpackDay(
  row: ArchivedRow,
  productAt: (place: ProductPlace) => ArchivedProduct,
): Promise<OrderRecord[]> {
  if (row.archiveVersion !== ARCHIVE_VERSION) {
    throw new Error(`it is packed in version ${row.archiveVersion}, this code knows ${ARCHIVE_VERSION}`)
  }
  const columns = await gunzipped(fromHex(row.ordersHex), MAX_UNPACKED_BYTES)
  const records = fromDayColumns({ products: row.products, columns }, productAt)
  if (records.length !== row.orderCount) throw new Error(`${records.length} of ${row.orderCount} orders`)
  if (lineCountOf(records) !== row.lineCount) throw new Error('not all of its lines')
  if ((await hashOf(records)) !== row.contentHash) throw new Error('its hash is another one')
  return records
}

function lineCountOf(records: readonly OrderRecord[]): number {
  return records.reduce((sum, record) => sum + storedLines(record).length, 0)
}

const ORDER_VALUES = Object.keys(ORDER_RECORD_COLUMNS) as (keyof OrderRecord)[]

/** SHA-256 of the rows as they are stored, whatever way they are packed. */
async function hashOf(records: readonly OrderRecord[]): Promise<string> {
  const rows = sortedOrders(records).map((record) => ORDER_VALUES.map((name) => record[name]))
  const bytes = new TextEncoder().encode(JSON.stringify(rows))
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))
}

/** A day as it is read. */
type ArchivedRow = PackedDay & { archiveVersion: number }

/**
 * The statements that read archived days, for a batch; {@link toArchivedOrders} unpacks what they find.
 * @param which a condition on `archived_days`
 * @param drafts whether also those that do not count yet
 */
export function selectArchived(db: Database, storeId: number, which: SQL, drafts?: 'draftsToo') {
  const counts = drafts ? undefined : eq(archivedDays.isVerified, true)
  const days = and(eq(archivedDays.storeId, storeId), counts, which)
  return [
    db
      .select({
        businessDate: archivedDays.businessDate,
        archiveVersion: archivedDays.archiveVersion,
        orderCount: archivedDays.orderCount,
        lineCount: archivedDays.lineCount,
        contentHash: archivedDays.contentHash,
        products: archivedDays.products,
        ordersHex: sql<string>`hex(${archivedDays.orders})`.as('orders_hex'),
      })
      .from(archivedDays)
      .where(days),
    selectProductTexts(
      db,
      storeId,
      sql`(SELECT line.value FROM ${archivedDays}, json_each(${archivedDays.products}) AS line WHERE ${days})`,
    ),
  ] as const
}

/** Days among some. */
export function isOfDates(dates: readonly BusinessDate[]): SQL {
  return inArray(archivedDays.businessDate, jsonValues(dates))
}

/** Days on which an archived order of one of some numbers may be. */
export function mayHoldOrders(storeId: number, orderIds: readonly string[]): SQL {
  return sql`${archivedDays.businessDate} IN (
    SELECT ${dateOf(archivedOrderDays.businessDay)} FROM ${archivedOrderDays}
    WHERE ${archivedOrderDays.storeId} = ${storeId} AND ${archivedOrderDays.orderHash} IN ${jsonValues(orderIds.map(orderHash))})`
}

/** The archived days on which an order of some numbers may be, of several stores. @param pairs store and number */
export function selectDaysOfOrders(db: Database, pairs: readonly (readonly [number, string])[]) {
  const hashes = pairs.map(([storeId, orderId]) => [storeId, orderHash(orderId)] as const)
  return db
    .select({
      storeId: archivedOrderDays.storeId,
      date: dateOf(archivedOrderDays.businessDay).as('archived_date'),
    })
    .from(archivedOrderDays)
    .where(sql`(${archivedOrderDays.storeId}, ${archivedOrderDays.orderHash}) IN ${jsonPairs(hashes)}`)
}

function dateOf(businessDay: typeof archivedOrderDays.businessDay): SQL<string> {
  return sql<string>`date(${businessDay} * 86400, 'unixepoch')`
}

/** What the store's products are called in archived orders. @param ids a set of numbers of products */
export function selectProductTexts(db: Database, storeId: number, ids: SQL) {
  return db
    .select({
      productId: archivedProducts.productId,
      variant: archivedProducts.variant,
      key: products.key,
      name: archivedProducts.name,
      category: archivedProducts.category,
      subcategory: archivedProducts.subcategory,
    })
    .from(archivedProducts)
    .innerJoin(
      products,
      and(eq(products.storeId, archivedProducts.storeId), eq(products.id, archivedProducts.productId)),
    )
    .where(and(eq(archivedProducts.storeId, storeId), inArray(archivedProducts.productId, ids)))
}

/** Unpacks what {@link selectArchived} has found, each day by itself. */
export async function toArchivedOrders(
  rows: readonly ArchivedRow[],
  texts: readonly ArchivedProduct[],
): Promise<ArchivedOrders> {
  const productAt = productsByPlace(texts)
  const byDate = new Map<BusinessDate, OrderRecord[]>()
  const damaged = new Map<BusinessDate, string>()
  for (const row of rows) {
    try {
      byDate.set(row.businessDate, await unpackDay(row, productAt))
    } catch (error) {
      damaged.set(row.businessDate, errorText(error))
    }
  }
  return { byDate, damaged }
}

function productsByPlace(texts: readonly ArchivedProduct[]): (place: ProductPlace) => ArchivedProduct {
  const byPlace = new Map(texts.map((text) => [placeKey(text), text]))
  return (place) => productOf(byPlace, place)
}

function productOf(byPlace: ReadonlyMap<string, ArchivedProduct>, place: ProductPlace): ArchivedProduct {
  const product = byPlace.get(placeKey(place))
  if (!product) throw new Error(`its product ${placeKey(place)} is not stored`)
  return product
}

/** The texts of products, those that are stored and those that come to them. */
export interface ProductVariants {
  /** @throws Error where the store has no product of the key */
  placeOf(key: string, text: ProductText): ProductPlace
  /** @throws Error where there is no such text */
  productAt(place: ProductPlace): ArchivedProduct
  /** To be stored before a day that names them. */
  added(): (ProductPlace & ProductText)[]
}

/** @param idOf number of a product by its key; undefined for none */
export function productVariants(
  known: readonly ArchivedProduct[],
  idOf: (key: string) => number | undefined,
): ProductVariants {
  const places = new Map<string, ProductPlace>()
  const byPlace = new Map<string, ArchivedProduct>()
  const next = new Map<number, number>()
  const added: ArchivedProduct[] = []
  const textKey = (productId: number, { name, category, subcategory }: ProductText) =>
    JSON.stringify([productId, name, category, subcategory])
  const keep = (place: ArchivedProduct) => {
    places.set(textKey(place.productId, place), place)
    byPlace.set(placeKey(place), place)
    next.set(place.productId, Math.max(next.get(place.productId) ?? 0, place.variant + 1))
  }
  for (const product of known) keep(product)
  return {
    placeOf(key, text) {
      const productId = idOf(key)
      if (productId === undefined) throw new Error(`its product ${key} is not stored`)
      const place = places.get(textKey(productId, text))
      if (place) return place
      const { name, category, subcategory } = text
      const product = { productId, variant: next.get(productId) ?? 0, key, name, category, subcategory }
      keep(product)
      added.push(product)
      return product
    },
    productAt: (place) => productOf(byPlace, place),
    added: () => added,
  }
}

/** The statements that store texts of products; where somebody else has stored another one under the same number, they fail the batch. */
export function insertProductTexts(
  db: Database,
  storeId: number,
  texts: readonly (ProductPlace & ProductText)[],
): Statement[] {
  const rows = texts.map(({ productId, variant, name, category, subcategory }) => [
    ...[productId, variant],
    ...[name, category, subcategory],
  ])
  return jsonSlices(rows).map((slice) =>
    db
      .insert(archivedProducts)
      .select(
        sql`SELECT ${storeId}, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(${slice}) WHERE true`,
      ),
  )
}

/**
 * The statements that store packed days.
 * @param isVerified whether the orders stand there alone from now on; else a day that already does is left as it is
 */
export function upsertArchived(
  db: Database,
  storeId: number,
  days: readonly PackedDay[],
  isVerified: boolean,
): Statement[] {
  const key = [archivedDays.storeId, archivedDays.businessDate]
  const rows = days.map((day) => [
    ...[day.businessDate, ARCHIVE_VERSION, Number(isVerified), day.orderCount, day.lineCount],
    ...[day.contentHash, day.products, day.ordersHex],
  ])
  return jsonSlices(rows).map((slice) =>
    db
      .insert(archivedDays)
      .select(
        sql`SELECT ${storeId}, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, unhex(value ->> 7)
          FROM json_each(${slice}) WHERE true`,
      )
      .onConflictDoUpdate({
        target: key,
        set: excludedValues(archivedDays, key),
        setWhere: sql`${archivedDays.isVerified} <= ${excluded(archivedDays.isVerified)}`,
      }),
  )
}

/** The statements that delete archived days. */
export function deleteArchived(db: Database, storeId: number, dates: readonly BusinessDate[]): Statement[] {
  if (dates.length === 0) return []
  return [db.delete(archivedDays).where(and(eq(archivedDays.storeId, storeId), isOfDates(dates)))]
}

/** Numbers of orders of a day. */
export interface OrdersOfDay {
  date: BusinessDate
  orderIds: Iterable<string>
}

/** The statements that note on which day archived orders are. */
export function indexOrders(db: Database, storeId: number, days: readonly OrdersOfDay[]): Statement[] {
  return jsonSlices(hashesOf(days)).map((slice) =>
    db
      .insert(archivedOrderDays)
      .select(
        sql`SELECT ${storeId}, value ->> 0, value ->> 1 FROM json_each(${slice}) WHERE true ORDER BY value ->> 0`,
      )
      .onConflictDoNothing(),
  )
}

/** The statements that note that archived orders are on a day no more; others of the same hash that stay are to be noted after. */
export function unindexOrders(db: Database, storeId: number, days: readonly OrdersOfDay[]): Statement[] {
  const { orderHash, businessDay } = archivedOrderDays
  return jsonSlices(hashesOf(days)).map((slice) =>
    db
      .delete(archivedOrderDays)
      .where(
        sql`${archivedOrderDays.storeId} = ${storeId} AND (${orderHash}, ${businessDay}) IN (SELECT value ->> 0, value ->> 1 FROM json_each(${slice}))`,
      ),
  )
}

function hashesOf(days: readonly OrdersOfDay[]): [hash: number, day: number][] {
  return days.flatMap(({ date, orderIds }) =>
    [...orderIds].map((orderId) => [orderHash(orderId), dayNumber(date)] as [number, number]),
  )
}

/** FNV-1a of 32 bits (Fowler, Noll, Vo), as a signed number: SQLite stores it in four bytes. */
function orderHash(orderId: string): number {
  let hash = 0x811c9dc5 | 0
  for (let at = 0; at < orderId.length; at++) {
    hash = Math.imul(hash ^ orderId.charCodeAt(at), 0x01000193)
  }
  return hash
}

function placeKey({ productId, variant }: ProductPlace): string {
  return `${productId}/${variant}`
}

function toHex(bytes: Uint8Array): string {
  let hex = ''
  for (const byte of bytes) hex += HEX[byte]
  return hex
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

function fromHex(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: hex.length / 2 }, (_, at) =>
    Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16),
  )
}
