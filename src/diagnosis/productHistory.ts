import { type BusinessDate, dayNumber } from './businessDate'
import type { NumberColumn, ProductColumn, ProductDay, ProductDays } from './productDays'
import { WINDOW_DAYS } from './thresholds'

/** A span of days by offset from D, both included: `{ from: 6, to: 0 }` is D−6 … D. */
export interface Span {
  from: number
  to: number
}

/** What a product's day says in a column; undefined where the product has no line on it. */
type Value<Column extends ProductColumn> = ProductDays[Column][number] | undefined

/**
 * A product's days as they are seen from a business date D, by offset: days back from it. They are read off the columns of the
 * store's days.
 */
export class ProductHistory {
  readonly productId: number
  readonly #index: ProductIndex
  readonly #product: number
  readonly #today: number

  /**
   * @param product its place in the index
   * @param today the place of D in the index
   */
  constructor(index: ProductIndex, productId: number, product: number, today: number) {
    this.productId = productId
    this.#index = index
    this.#product = product
    this.#today = today
  }

  /** What the day at an offset says; undefined where the product has no line on it. */
  value<Column extends ProductColumn>(offset: number, column: Column): Value<Column> {
    return this.#index.value(this.#product, this.#today - offset, column)
  }

  /** Σ of a column within the span. */
  sumWithin({ from, to }: Span, column: NumberColumn): number {
    return this.#index.sum(this.#product, this.#today - from, this.#today - to, column)
  }

  /** What the days with lines within the span say, oldest first. */
  valuesWithin<Column extends ProductColumn>(
    { from, to }: Span,
    column: Column,
  ): ProductDays[Column][number][] {
    const found: ProductDays[Column][number][] = []
    for (let offset = from; offset >= to; offset--) {
      const value = this.value(offset, column)
      if (value !== undefined) found.push(value)
    }
    return found
  }

  /** What was sold by channel on the days with lines within the span, oldest first. */
  channelsWithin({ from, to }: Span): ProductDay['channels'][] {
    const found: ProductDay['channels'][] = []
    for (let offset = from; offset >= to; offset--) {
      const channels = this.#index.channels(this.#product, this.#today - offset)
      if (channels) found.push(channels)
    }
    return found
  }

  /** Offset of the product's last sale, `from` or earlier, among all days that were read; undefined for none. */
  lastSaleOffset(from: number): number | undefined {
    for (let offset = from; offset <= this.#today; offset++) {
      if (this.value(offset, 'sold')) return offset
    }
    return undefined
  }
}

/** A row that the product does not have on the day. */
const NO_ROW = -1

/** More than an index has. */
const MAX_DAYS = 100_000

/** Where the products of a store stand in some of its days: one index for the windows of all of these days. */
export class ProductIndex {
  /** The number of the first day, whose place is 0; a day without an order has a place too. */
  readonly #firstDay: number
  readonly #days: (ProductDays | undefined)[] = []
  /** The columns that were asked for, by day. */
  readonly #columns: { [Column in ProductColumn]?: (ProductDays[Column] | undefined)[] } = {}
  /** The place of each product, in the order in which they first have a line. */
  readonly #places = new Map<number, number>()
  /** The row of each product on each of the days, the days of one product beside one another. */
  readonly #rows: Int32Array
  /** The place of the product of each row, by day. */
  readonly #productsOf: Int32Array[] = []
  /** Sums of all products over some days, by what and by which days. */
  readonly #sums: { [Column in NumberColumn]?: Map<number, Float64Array> } = {}

  /** @param days in ascending order */
  constructor(days: readonly { date: BusinessDate; products: ProductDays }[]) {
    this.#firstDay = days[0] ? dayNumber(days[0].date) : 0
    for (const { date, products } of days) {
      const day = dayNumber(date) - this.#firstDay
      this.#days[day] = products
      this.#productsOf[day] = this.#placesOf(products.productId)
    }
    this.#rows = new Int32Array(this.#places.size * this.#days.length).fill(NO_ROW)
    for (const [day, products] of this.#productsOf.entries()) {
      for (let row = 0; row < (products?.length ?? 0); row++) {
        this.#rows[this.#rowAt(products?.[row] ?? 0, day)] = row
      }
    }
  }

  #placesOf(productIds: readonly number[]): Int32Array {
    const places = new Int32Array(productIds.length)
    for (let row = 0; row < places.length; row++) places[row] = this.#placeOf(productIds[row] ?? 0)
    return places
  }

  #placeOf(productId: number): number {
    const known = this.#places.get(productId)
    if (known !== undefined) return known
    const place = this.#places.size
    this.#places.set(productId, place)
    return place
  }

  /** The products of which Σ of a column within a span before a business date is as wanted, which 0 is not. */
  historiesWhere(
    date: BusinessDate,
    { from, to }: Span,
    column: NumberColumn,
    isWanted: (sum: number) => boolean,
  ): ProductHistory[] {
    const today = dayNumber(date) - this.#firstDay
    const sums = this.#sumsOf(today - from, today - to, column)
    const histories: ProductHistory[] = []
    for (const [productId, product] of this.#places) {
      if (isWanted(sums[product] ?? 0)) histories.push(new ProductHistory(this, productId, product, today))
    }
    return histories
  }

  /** The products that have a line on a business date. */
  historiesOfDay(date: BusinessDate): ProductHistory[] {
    const today = dayNumber(date) - this.#firstDay
    const productIds = this.#days[today]?.productId ?? []
    const products = this.#productsOf[today]
    return productIds.map(
      (productId, row) => new ProductHistory(this, productId, products?.[row] ?? 0, today),
    )
  }

  /** A product that has a line within the window of a business date; undefined for one that has none. */
  historyOn(date: BusinessDate, productId: number): ProductHistory | undefined {
    const today = dayNumber(date) - this.#firstDay
    const product = this.#places.get(productId)
    if (product === undefined || !this.#hasLine(product, today)) return undefined
    return new ProductHistory(this, productId, product, today)
  }

  value<Column extends ProductColumn>(product: number, day: number, column: Column): Value<Column> {
    const row = this.#row(product, day)
    return row === NO_ROW ? undefined : this.#column(column, day)?.[row]
  }

  /** @param from the earliest of the days, `to` the last */
  sum(product: number, from: number, to: number, column: NumberColumn): number {
    return this.#sumsOf(from, to, column)[product] ?? 0
  }

  /** Σ of a column over some days of each product: a rule that asks for one asks for many. */
  #sumsOf(from: number, to: number, column: NumberColumn): Float64Array {
    this.#sums[column] ??= new Map()
    const known = this.#sums[column]
    const key = from * MAX_DAYS + to
    let sums = known.get(key)
    if (!sums) {
      sums = this.#addUp(from, to, column)
      known.set(key, sums)
    }
    return sums
  }

  #addUp(from: number, to: number, name: NumberColumn): Float64Array {
    const sums = new Float64Array(this.#places.size)
    for (let day = Math.max(from, 0); day <= to; day++) {
      const products = this.#productsOf[day]
      const column = this.#column(name, day)
      if (!products || !column) continue
      for (let row = 0; row < products.length; row++) {
        const product = products[row] ?? 0
        sums[product] = (sums[product] ?? 0) + (column[row] ?? 0)
      }
    }
    return sums
  }

  channels(product: number, day: number): ProductDay['channels'] | undefined {
    const row = this.#row(product, day)
    return row === NO_ROW ? undefined : this.#days[day]?.channelsOf(row)
  }

  #hasLine(product: number, today: number): boolean {
    for (let day = today; day > today - WINDOW_DAYS; day--) {
      if (this.#row(product, day) !== NO_ROW) return true
    }
    return false
  }

  #row(product: number, day: number): number {
    if (day < 0 || day >= this.#days.length) return NO_ROW
    return this.#rows[this.#rowAt(product, day)] ?? NO_ROW
  }

  #rowAt(product: number, day: number): number {
    return product * this.#days.length + day
  }

  #column<Column extends ProductColumn>(name: Column, day: number): ProductDays[Column] | undefined {
    let columns: (ProductDays[Column] | undefined)[] | undefined = this.#columns[name]
    if (!columns) {
      columns = []
      Object.assign(this.#columns, { [name]: columns })
    }
    columns[day] ??= this.#days[day]?.[name]
    return columns[day]
  }
}
