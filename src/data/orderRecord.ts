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
export const ORDER_RECORD_VERSION = 3

const DECODERS: ReadonlyMap<number, (record: OrderRecord) => PackedValues> = new Map([
  [1, decodeVersion1],
  [2, decodeVersion2],
  [3, decodeVersion3],
])

type LineRecord = [
  productKey: string,
  productName: string,
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
    lines: `[${lines
      .map((line) => JSON.stringify(toLineRecord(line)))
      .sort()
      .join(',')}]`,
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
  const { marketingMicro, lines } = decodeVersion3(record)
  return { marketingMicro, lines: lines.map((line) => ({ ...line, sellingPriceMicro: null })) }
}

function decodeVersion3({ marketingMicro, lines }: OrderRecord): PackedValues {
  return {
    marketingMicro: JSON.parse(marketingMicro) as number[],
    lines: (JSON.parse(lines) as LineRecord[]).map(fromLineRecord),
  }
}

function toLineRecord(line: OrderLine): LineRecord {
  return [
    line.productKey,
    line.productName,
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
    productName,
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
