import type { MicroYuan } from './money'
import type { Milli } from './quantity'

/** A product's merchandise lines of one day. */
export interface ProductDay {
  productId: number
  /** Σ 月售, with cancelled (0) and returned (negative) lines. */
  quantityMilli: Milli
  /** The same quantity by channel. */
  channels: [channel: string, quantityMilli: Milli][]
  revenueMicro: MicroYuan
  /** Σ list price × quantity over the lines that know it: what a discount is measured against. */
  listValueMicro: MicroYuan
  /** The lines whose gross profit is known; a margin is computed on these alone. */
  withKnownProfit: {
    quantityMilli: Milli
    revenueMicro: MicroYuan
    grossProfitMicro: MicroYuan
    lines: number
  }
  /** Whether a line has a quantity above 0. */
  sold: boolean
  /** Σ over the day's sales with a known cost: what a unit costs. */
  saleCostMicro: MicroYuan
  saleCostQuantityMilli: Milli
  /** Stock on the last merchandise line of the day that knows it. */
  stockMilli: Milli | null
}

/** The values of a {@link ProductDay} by name; the known ones are those of `withKnownProfit`. */
interface ProductValues {
  productId: number
  quantityMilli: Milli
  revenueMicro: MicroYuan
  listValueMicro: MicroYuan
  knownQuantityMilli: Milli
  knownRevenueMicro: MicroYuan
  knownGrossProfitMicro: MicroYuan
  knownLines: number
  sold: boolean
  saleCostMicro: MicroYuan
  saleCostQuantityMilli: Milli
  stockMilli: Milli | null
}

/** A column of {@link ProductDays}. */
export type ProductColumn = keyof ProductValues

/** Columns that can be summed. */
export type NumberColumn = Exclude<ProductColumn, 'sold' | 'stockMilli'>

/**
 * A day's products side by side: each value is a column, each product a row, in ascending order of their numbers. A diagnosis looks
 * at some ten thousand product days, at most of them for a number or two: it reads those off their columns, without an object
 * for each day of each product. A column may be one that is made when it is first asked for.
 */
export interface ProductDays extends Readonly<{ [Name in ProductColumn]: readonly ProductValues[Name][] }> {
  /** The quantity of a row by channel. */
  channelsOf(row: number): ProductDay['channels']
}

/** @param products in ascending order of their numbers */
export function productDays(products: readonly ProductDay[]): ProductDays {
  return {
    productId: products.map(({ productId }) => productId),
    quantityMilli: products.map(({ quantityMilli }) => quantityMilli),
    revenueMicro: products.map(({ revenueMicro }) => revenueMicro),
    listValueMicro: products.map(({ listValueMicro }) => listValueMicro),
    knownQuantityMilli: products.map(({ withKnownProfit }) => withKnownProfit.quantityMilli),
    knownRevenueMicro: products.map(({ withKnownProfit }) => withKnownProfit.revenueMicro),
    knownGrossProfitMicro: products.map(({ withKnownProfit }) => withKnownProfit.grossProfitMicro),
    knownLines: products.map(({ withKnownProfit }) => withKnownProfit.lines),
    sold: products.map(({ sold }) => sold),
    saleCostMicro: products.map(({ saleCostMicro }) => saleCostMicro),
    saleCostQuantityMilli: products.map(({ saleCostQuantityMilli }) => saleCostQuantityMilli),
    stockMilli: products.map(({ stockMilli }) => stockMilli),
    channelsOf: (row) => products[row]?.channels ?? [],
  }
}

/** One product of a day; undefined where the day has no line of it. */
export function productDayOf(days: ProductDays, productId: number): ProductDay | undefined {
  const row = days.productId.indexOf(productId)
  return row === -1 ? undefined : productDayAt(days, row)
}

/** All products of a day. */
export function eachProductDay(days: ProductDays): ProductDay[] {
  return days.productId.map((_, row) => productDayAt(days, row))
}

function productDayAt(days: ProductDays, row: number): ProductDay {
  const at = <Name extends ProductColumn>(column: Name) => days[column][row] as ProductValues[Name]
  return {
    productId: at('productId'),
    quantityMilli: at('quantityMilli'),
    channels: days.channelsOf(row),
    revenueMicro: at('revenueMicro'),
    listValueMicro: at('listValueMicro'),
    withKnownProfit: {
      quantityMilli: at('knownQuantityMilli'),
      revenueMicro: at('knownRevenueMicro'),
      grossProfitMicro: at('knownGrossProfitMicro'),
      lines: at('knownLines'),
    },
    sold: at('sold'),
    saleCostMicro: at('saleCostMicro'),
    saleCostQuantityMilli: at('saleCostQuantityMilli'),
    stockMilli: at('stockMilli'),
  }
}
