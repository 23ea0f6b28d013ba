import { linesText, type OrderRecord, type StoredLine, storedLines } from '../orderRecord'

/**
 * The orders of a day as columns: values of one kind stand together, lines by product, so that they pack well. No I/O. What
 * products are called stands beside them, once for all days ({@link ProductText}).
 */

/** The version in which {@link toDayColumns} writes. Every version ever written stays readable. */
export const ARCHIVE_VERSION = 1

/** What a line says of its product, but for its key. */
export interface ProductText {
  name: string
  category: string
  subcategory: string
}

/** Which product a line is of, and which of the texts that it has had. */
export interface ProductPlace {
  productId: number
  variant: number
}

/** A product as a line of an archived order names it. */
export interface ArchivedProduct extends ProductPlace, ProductText {
  key: string
}

/** A day's orders in two texts. */
export interface DayColumns {
  /** Numbers of the products, rising: a JSON array. One with two texts stands there twice. */
  products: string
  /** Everything else: JSON. */
  columns: string
}

type Amount = number | null

/** Columns of orders that are values by themselves. */
const ORDER_VALUES = [
  'orderId',
  'orderedAt',
  'channel',
  'deliveryFeeMicro',
  'userDeliveryFeeMicro',
  'deliveryDiscountMicro',
  'bagFeeMicro',
  'distanceMetres',
  'recordVersion',
  'importId',
  'fileLine',
] as const satisfies readonly Exclude<keyof OrderRecord, 'marketingMicro' | 'lines'>[]

/** Values that a line has beside its product. */
const FIRST_AMOUNT = 4

interface Columns {
  /** A column each, an order a place. */
  orders: Record<(typeof ORDER_VALUES)[number], unknown[]>
  marketing: Amount[][]
  /** How many amounts the lines of each order have: earlier record versions have fewer. */
  widths: number[]
  /** Which text of its product each place of the products is. */
  variants: number[]
  /** Lines of each place of the products. */
  counts: number[]
  /** The order of each line. */
  places: number[]
  /** A column each, a line a place. */
  amounts: Amount[][]
}

/** The orders of a day in the one order in which they are packed, and counted for its hash. */
export function sortedOrders(records: readonly OrderRecord[]): OrderRecord[] {
  const keyOf = ({ orderedAt, orderId }: OrderRecord) => `${orderedAt} ${orderId}`
  return records.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}

/** @param placeOf finds the product of a line */
export function toDayColumns(
  records: readonly OrderRecord[],
  placeOf: (key: string, text: ProductText) => ProductPlace,
): DayColumns {
  const orders = sortedOrders(records)
  const lines = orders
    .flatMap((record, order) =>
      storedLines(record).map(([key, name, category, subcategory, ...amounts]) => ({
        ...placeOf(key, { name, category, subcategory }),
        order,
        amounts,
      })),
    )
    .sort((a, b) => a.productId - b.productId || a.variant - b.variant || a.order - b.order)
  const ofProduct = [...Map.groupBy(lines, ({ productId, variant }) => `${productId} ${variant}`).values()]
  const widest = Math.max(...lines.map(({ amounts }) => amounts.length))
  const marketing = orders.map(({ marketingMicro }) => JSON.parse(marketingMicro) as Amount[])
  const columns: Columns = {
    orders: Object.fromEntries(
      ORDER_VALUES.map((name) => [name, orders.map((order) => order[name])]),
    ) as Columns['orders'],
    marketing: transposed(marketing, marketing[0]?.length ?? 0),
    widths: orders.map((record) => (storedLines(record)[0]?.length ?? FIRST_AMOUNT) - FIRST_AMOUNT),
    variants: ofProduct.map(([first]) => first?.variant ?? 0),
    counts: ofProduct.map(({ length }) => length),
    places: lines.map(({ order }) => order),
    amounts: transposed(
      lines.map(({ amounts }) => amounts),
      widest,
    ),
  }
  return {
    products: JSON.stringify(ofProduct.map(([first]) => first?.productId)),
    columns: JSON.stringify(columns),
  }
}

/**
 * The orders again, as they were stored.
 * @throws Error where the texts are not those of a day
 */
export function fromDayColumns(
  { products, columns }: DayColumns,
  productAt: (place: ProductPlace) => ArchivedProduct,
): OrderRecord[] {
  const { orders, marketing, widths, variants, counts, places, amounts } = JSON.parse(columns) as Columns
  const lines: StoredLine[][] = widths.map(() => [])
  let line = 0
  for (const [at, productId] of (JSON.parse(products) as number[]).entries()) {
    const { key, name, category, subcategory } = productAt({ productId, variant: variants[at] ?? 0 })
    for (let left = counts[at] ?? 0; left > 0; left--, line++) {
      const order = places[line] ?? -1
      const own = amounts.slice(0, widths[order]).map((column) => column[line] ?? null)
      lines[order]?.push([key, name, category, subcategory, ...own])
    }
  }
  return lines.map(
    (ofOrder, place) =>
      ({
        ...Object.fromEntries(ORDER_VALUES.map((name) => [name, orders[name][place]])),
        marketingMicro: JSON.stringify(marketing.map((column) => column[place] ?? null)),
        lines: linesText(ofOrder, orders.recordVersion[place] as number),
      }) as OrderRecord,
  )
}

function transposed(rows: readonly (readonly Amount[])[], width: number): Amount[][] {
  return Array.from({ length: width }, (_, place) => rows.map((row) => row[place] ?? null))
}
