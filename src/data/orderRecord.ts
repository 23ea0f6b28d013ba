import { getTableColumns } from 'drizzle-orm'
import type { Order, OrderLine } from '../diagnosis/order'
import { toMilli } from '../diagnosis/quantity'
import { orders } from './schema'

const { storeId: _, ...orderColumns } = getTableColumns(orders)

/** The columns of `orders` that tell what an order is, whichever store it is of. */
export const ORDER_RECORD_COLUMNS = orderColumns

/** An order as a row of `orders`: its marketing amounts and its lines packed as JSON arrays. */
export type OrderRecord = Omit<typeof orders.$inferSelect, 'storeId'>

/** What of an order is packed, and so of the version that its row names. */
type PackedValues = Pick<Order, 'marketingMicro' | 'lines'>

/**
 * The version in which orders are packed. Raise it with every change of {@link LineRecord} or of the marketing
 * amounts, and keep the decoder of each version before: orders are the source of truth and stay readable for ever.
 */
export const ORDER_RECORD_VERSION = 4

const DECODERS: ReadonlyMap<number, (record: OrderRecord) => PackedValues> = new Map([
  [1, decodeVersion1],
  [2, decodeVersion2],
  [3, decodeVersion4],
  [4, decodeVersion4],
])

type LineRecord = [
  productKey: string,
  /** null where the key is the name: such texts are a third of an order. */
  productName: string | null,
  category: string,
  subcategory: string,
  quantityMilli: number,
  unitPriceMicro: number | null,
  listPriceMicro: number | null,
  costMicro: number | null,
  grossProfitMicro: number | null,
  serviceFeeMicro: number | null,
  rebateMicro: number,
  stockMilli: number | null,
  sellingPriceMicro: number | null,
]

/**
 * Lines are kept in one canonical order: a file with its lines shuffled is the same import.
 * @param importId the import that stores it so; null where none does
 */
export function toOrderRecord(
  { marketingMicro, lines, fileLine, ...values }: Order,
  importId: number | null,
): OrderRecord {
  return {
    ...values,
    importId,
    fileLine: fileLine ?? null,
    recordVersion: ORDER_RECORD_VERSION,
    marketingMicro: JSON.stringify(marketingMicro),
    lines: canonicalText(lines.map(toLineRecord)),
  }
}

/**
 * What the order says; which file and line said it stays with the record.
 * @throws Error where newer code packed the order in a version that this code does not know, or its row is damaged
 */
export function fromOrderRecord(record: OrderRecord): Order {
  const { recordVersion, importId: _, fileLine: __, marketingMicro: ___, lines: ____, ...values } = record
  const decode = DECODERS.get(recordVersion)
  if (!decode) {
    throw new Error(
      `The order ${record.orderId} is stored in version ${recordVersion}, which newer code wrote: this code knows up to ${ORDER_RECORD_VERSION}.`,
    )
  }
  try {
    return { ...values, ...decode(record) }
  } catch (error) {
    throw new Error(`The stored order ${record.orderId} is damaged.`, { cause: error })
  }
}

/** Quantities and stock were whole pieces. */
function decodeVersion1(record: OrderRecord): PackedValues {
  const { marketingMicro, lines } = decodeVersion2(record)
  return {
    marketingMicro,
    lines: lines.map((line) => ({
      ...line,
      quantityMilli: toMilli(line.quantityMilli),
      stockMilli: line.stockMilli === null ? null : toMilli(line.stockMilli),
    })),
  }
}

/** The price on sale was not kept. */
function decodeVersion2(record: OrderRecord): PackedValues {
  const { marketingMicro, lines } = decodeVersion4(record)
  return { marketingMicro, lines: lines.map((line) => ({ ...line, sellingPriceMicro: null })) }
}

/** Version 4, in which names that are in their keys are left out; version 3 had all of them, and where they are there they are read. */
function decodeVersion4({ marketingMicro, lines }: OrderRecord): PackedValues {
  return {
    marketingMicro: JSON.parse(marketingMicro) as number[],
    lines: (JSON.parse(lines) as LineRecord[]).map(fromLineRecord),
  }
}

/** From this version on, a product's name is left out of a line whose key is made of it. */
const NAMES_LEFT_OUT_SINCE = 4
/** What a key begins with that is made of the name. */
const NAME_KEY = 'n:'

function packedName(key: string, name: string): string | null {
  return key === NAME_KEY + name ? null : name
}

function unpackedName(key: string, packed: string | null): string {
  return packed ?? key.slice(NAME_KEY.length)
}

/** A line of a stored order of whatever version, with its product's name. */
export type StoredLine = [
  key: string,
  name: string,
  category: string,
  subcategory: string,
  ...amounts: (number | null)[],
]

/** The lines of a stored order, their values as they are packed. @throws where they are none */
export function storedLines({ lines }: Pick<OrderRecord, 'lines'>): StoredLine[] {
  return (JSON.parse(lines) as [string, string | null, ...unknown[]][]).map(
    ([key, name, ...values]) => [key, unpackedName(key, name), ...values] as StoredLine,
  )
}

/** The text of lines in a record of a version. */
export function linesText(lines: readonly StoredLine[], recordVersion: number): string {
  if (recordVersion < NAMES_LEFT_OUT_SINCE) return canonicalText(lines)
  return canonicalText(lines.map(([key, name, ...values]) => [key, packedName(key, name), ...values]))
}

/** Lines have no order of their own: one is as good as another, but it is always the same. */
function canonicalText(lines: readonly unknown[]): string {
  return `[${lines
    .map((line) => JSON.stringify(line))
    .sort()
    .join(',')}]`
}

function toLineRecord(line: OrderLine): LineRecord {
  return [
    line.productKey,
    packedName(line.productKey, line.productName),
    line.category,
    line.subcategory,
    line.quantityMilli,
    line.unitPriceMicro,
    line.listPriceMicro,
    line.costMicro,
    line.grossProfitMicro,
    line.serviceFeeMicro,
    line.rebateMicro,
    line.stockMilli,
    line.sellingPriceMicro,
  ]
}

function fromLineRecord(record: LineRecord): OrderLine {
  const [productKey, productName, category, subcategory, quantityMilli, ...amounts] = record
  const [
    unitPriceMicro,
    listPriceMicro,
    costMicro,
    grossProfitMicro,
    serviceFeeMicro,
    rebateMicro,
    stockMilli,
    sellingPriceMicro,
  ] = amounts
  return {
    productKey,
    productName: unpackedName(productKey, productName),
    category,
    subcategory,
    quantityMilli,
    unitPriceMicro,
    listPriceMicro,
    costMicro,
    grossProfitMicro,
    serviceFeeMicro,
    rebateMicro,
    stockMilli,
    sellingPriceMicro,
  }
}
