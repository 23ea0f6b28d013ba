import { type DemoOptions, demoCsv } from '../../scripts/demoData.ts'
import { foldDays, NO_BALANCES } from '../../src/diagnosis/balances.ts'
import { addDays, type BusinessDate } from '../../src/diagnosis/businessDate.ts'
import { compareText } from '../../src/diagnosis/channels.ts'
import { type DayRollup, rollUpDay } from '../../src/diagnosis/dayRollup.ts'
import { type DayFigures, diagnoseStore } from '../../src/diagnosis/diagnose.ts'
import { businessDateOf, type Order, type OrderLine } from '../../src/diagnosis/order.ts'
import { MARKETING_COLUMNS } from '../../src/diagnosis/orderFields.ts'
import { storeWindow, windowStart } from '../../src/diagnosis/storeWindow.ts'

/** Reads a demo export in the plainest way that works, to see what the diagnosis makes of it. */
export type Row = Record<string, string>

export function cell(row: Row, column: string): string {
  return row[column] ?? ''
}

export function demoRows(options: DemoOptions): Row[] {
  const [header, ...lines] = [...demoCsv(options)].join('').trimEnd().split('\n').map(cellsOf)
  return lines.map((cells) => Object.fromEntries(header?.map((column, i) => [column, cells[i] ?? '']) ?? []))
}

function cellsOf(line: string): string[] {
  const cells = line.match(/(?<=^|,)("(?:[^"]|"")*"|[^,]*)/g) ?? []
  return cells.map((cell) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell))
}

/** Whether the plainest of readers understands the row; the dirty ones are left to the importer's own tests. */
export function isPlain(row: Row): boolean {
  return (
    /^\d+$/.test(cell(row, '订单ID')) &&
    /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(cell(row, '日期')) &&
    /^-?\d+$/.test(cell(row, '月售')) &&
    ['实收价格', '商品采购成本', '利润额', '物流配送费'].every((column) =>
      /^-?\d+(\.\d+)?$/.test(cell(row, column)),
    )
  )
}

export function micro(row: Row, column: string): number {
  return Math.round(Number(row[column]) * 1_000_000)
}

/** The orders of each store, by name. */
export function ordersByStore(rows: readonly Row[]): Map<string, Order[]> {
  const stores = new Map<string, Map<string, Order>>()
  for (const row of rows.filter(isPlain)) {
    const orders = entry(stores, cell(row, '门店名称'), () => new Map<string, Order>())
    entry(orders, cell(row, '订单ID'), () => orderOf(row)).lines.push(lineOf(row))
  }
  return new Map([...stores].map(([store, orders]) => [store, [...orders.values()]]))
}

/** Diagnoses a store on a date, as the product does. */
export function diagnose(
  store: string,
  orders: readonly Order[],
  businessDate: BusinessDate,
): DayFigures | undefined {
  const productIds = new Map<string, number>()
  const names = new Map<number, string>()
  for (const line of orders.flatMap((order) => order.lines)) {
    names.set(
      entry(productIds, line.productKey, () => productIds.size),
      line.productName,
    )
  }
  const byDay = Map.groupBy(orders, businessDateOf)
  const rollups = [...byDay.keys()]
    .sort(compareText)
    .map((date): DayRollup => rollUpDay(date, byDay.get(date) ?? [], (key) => productIds.get(key) ?? -1))
  const firstDate = rollups[0]?.date ?? businessDate
  const start = windowStart(businessDate)
  const earlier = rollups.filter((day) => day.date < start)
  const opening = { date: start, balances: foldDays({ date: firstDate, balances: NO_BALANCES }, earlier) }
  const days = rollups.filter((day) => day.date >= start && day.date < addDays(businessDate, 1))
  return diagnoseStore(storeWindow({ store, businessDate, firstDate, days, opening, productNames: names }))
}

function entry<Key, Value>(map: Map<Key, Value>, key: Key, create: () => Value): Value {
  const found = map.get(key)
  if (found !== undefined) return found
  const created = create()
  map.set(key, created)
  return created
}

function orderOf(row: Row): Order {
  return {
    orderId: cell(row, '订单ID'),
    orderedAt: cell(row, '日期').replace(' ', 'T'),
    channel: cell(row, '渠道'),
    deliveryFeeMicro: micro(row, '物流配送费'),
    userDeliveryFeeMicro: micro(row, '用户支付配送费'),
    deliveryDiscountMicro: micro(row, '配送费减免金额'),
    bagFeeMicro: micro(row, '打包袋金额'),
    marketingMicro: MARKETING_COLUMNS.map((column) => micro(row, column)),
    distanceMetres: row.配送距离 ? Number(row.配送距离) : null,
    lines: [],
  }
}

function lineOf(row: Row): OrderLine {
  return {
    productKey: cell(row, '店内码'),
    productName: cell(row, '商品名称'),
    category: cell(row, '一级分类名'),
    subcategory: cell(row, '三级分类名'),
    quantityMilli: Number(row.月售) * 1000,
    unitPriceMicro: micro(row, '实收价格'),
    listPriceMicro: micro(row, '商品原价'),
    costMicro: micro(row, '商品采购成本'),
    grossProfitMicro: micro(row, '利润额'),
    serviceFeeMicro: micro(row, '平台服务费'),
    rebateMicro: micro(row, '企客后返'),
    stockMilli: Number(row.库存) * 1000,
    sellingPriceMicro: row.商品实售价 ? micro(row, '商品实售价') : null,
  }
}
