import { type BusinessDate, dayNumber } from './businessDate'
import type { MicroYuan } from './money'
import type { ProductDays } from './productDays'
import type { Milli } from './quantity'

/** What a product brings into a day from all of its history before: enough for its unit cost and stock. */
export interface Balance {
  saleCostMicro: MicroYuan
  saleCostQuantityMilli: Milli
  /** Last known stock, null where no line ever told. */
  stockMilli: Milli | null
  /** Number of the day of the last sale, null for none so far. */
  lastSaleDay: number | null
}

/** The balances of some products side by side: each value is a column, each product a row. */
export type Balances = Readonly<{ [Name in keyof Balance]: readonly Balance[Name][] }> & {
  readonly productId: readonly number[]
}

/** The balances of a store's products as a day begins, all earlier history folded in. */
export interface Opening {
  date: BusinessDate
  balances: Balances
}

/** As a store's history begins. */
export const NO_BALANCES: Balances = {
  productId: [],
  saleCostMicro: [],
  saleCostQuantityMilli: [],
  stockMilli: [],
  lastSaleDay: [],
}

/** One product's balance; undefined where it was never sold or in stock. */
export function balanceOf(balances: Balances, productId: number): Balance | undefined {
  const row = balances.productId.indexOf(productId)
  if (row === -1) return undefined
  return {
    saleCostMicro: balances.saleCostMicro[row] ?? 0,
    saleCostQuantityMilli: balances.saleCostQuantityMilli[row] ?? 0,
    stockMilli: balances.stockMilli[row] ?? null,
    lastSaleDay: balances.lastSaleDay[row] ?? null,
  }
}

/**
 * Carries balances over the days that follow.
 * @param days in ascending order, none before the opening's date
 */
export function foldDays(
  { balances: before }: Opening,
  days: readonly { date: BusinessDate; products: ProductDays }[],
): Balances {
  const productId = [...before.productId]
  const saleCostMicro = [...before.saleCostMicro]
  const saleCostQuantityMilli = [...before.saleCostQuantityMilli]
  const stockMilli = [...before.stockMilli]
  const lastSaleDay = [...before.lastSaleDay]
  const rows = new Map<number, number>()
  for (let row = 0; row < productId.length; row++) rows.set(productId[row] ?? 0, row)
  for (const { date, products } of days) {
    for (const id of products.productId) {
      if (rows.has(id)) continue
      rows.set(id, productId.length)
      productId.push(id)
      saleCostMicro.push(0)
      saleCostQuantityMilli.push(0)
      stockMilli.push(null)
      lastSaleDay.push(null)
    }
    const day = dayNumber(date)
    const at = products.productId.map((id) => rows.get(id) ?? 0)
    addTo(saleCostMicro, at, products.saleCostMicro)
    addTo(saleCostQuantityMilli, at, products.saleCostQuantityMilli)
    products.stockMilli.forEach((stock, row) => {
      if (stock !== null) stockMilli[at[row] ?? 0] = stock
    })
    products.sold.forEach((sold, row) => {
      if (sold) lastSaleDay[at[row] ?? 0] = day
    })
  }
  return { productId, saleCostMicro, saleCostQuantityMilli, stockMilli, lastSaleDay }
}

/** @param at where in the sums each value belongs */
function addTo(sums: number[], at: readonly number[], values: readonly number[]): void {
  for (const [row, value] of values.entries()) {
    const place = at[row] ?? 0
    sums[place] = (sums[place] ?? 0) + value
  }
}
