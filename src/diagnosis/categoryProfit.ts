import { compareText } from './channels'
import type { MicroYuan } from './money'
import type { Order } from './order'
import { sumOrder } from './orderDay'
import { isValidOrder } from './orderProfit'

/** What a category's lines of valid orders earned; '' for lines without one. */
export interface CategoryProfit {
  category: string
  /** Σ 利润额 over the lines that know it. */
  grossProfitMicro: MicroYuan
}

/** The gross profit of a day's valid orders by 一级分类名, consumables included: together it is the day's gross profit. */
export function categoryProfitsOf(orders: readonly Order[]): CategoryProfit[] {
  const byCategory = new Map<string, MicroYuan>()
  for (const order of orders) {
    if (!isValidOrder(sumOrder(order))) continue
    for (const { category, grossProfitMicro } of order.lines) {
      byCategory.set(category, (byCategory.get(category) ?? 0) + (grossProfitMicro ?? 0))
    }
  }
  return [...byCategory]
    .map(([category, grossProfitMicro]) => ({ category, grossProfitMicro }))
    .sort((a, b) => compareText(a.category, b.category))
}
