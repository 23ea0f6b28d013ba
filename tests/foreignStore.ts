import { expect } from 'vitest'
import { dailyOrders, type ExportLine, exportFile } from './exportFile'

/** Three stores; what is of 二店 can be told from everything else, wherever it turns up. */

const DAYS = 20
const LAST_DATE = '2026-01-18'

export const FOREIGN_STORE = '二店'
/** As long as the foreign one, and there is none of it. */
export const NO_STORE = '九店'
export const FOREIGN_ORDER = 'FOREIGN-0'

/** A foreign day's figures: no sum of the other stores' comes near. */
const foreignOrders: ExportLine[] = dailyOrders(FOREIGN_STORE, DAYS, LAST_DATE).map((line, i) => ({
  ...line,
  订单ID: `FOREIGN-${i}`,
  渠道: '隐秘渠道',
  商品名称: '秘制酱鸭',
  一级分类名: '卤味密品',
  实收价格: '9876543.21',
  商品原价: '9876544',
  商品采购成本: '9999999',
  利润额: '-123455.79',
}))

const lossOrders = (store: string, days: number, lastDate: string): ExportLine[] =>
  dailyOrders(store, days, lastDate).map((line) => ({ ...line, 利润额: '-4', 商品采购成本: '14' }))

export const THREE_STORES = exportFile([
  ...lossOrders('一店', DAYS, LAST_DATE),
  ...foreignOrders,
  ...lossOrders('三店', DAYS, '2026-01-16'),
])

const FOREIGN = [
  /二店/,
  /FOREIGN-/,
  /隐秘渠道/,
  /秘制酱鸭/,
  /卤味密品/,
  /9,?876,?54/,
  /98[67]\.[5-9]\d?\s*万/,
  /123,?455/,
]

/** What a text tells of the foreign store. @param echoed an address that was asked for: pages repeat it */
export function foreignIn(text: string): string[] {
  return FOREIGN.flatMap((sign) => sign.exec(text)?.[0] ?? [])
}

export function expectNothingForeign(text: string, message: string): void {
  expect(foreignIn(text), message).toEqual([])
}
