import { describe, expect, it } from 'vitest'
import { CATALOGUE } from '../../scripts/demo/catalogue.ts'
import { storeName } from '../../scripts/demo/stores.ts'
import { demoCsv } from '../../scripts/demoData.ts'
import { addDays } from '../../src/diagnosis/businessDate.ts'
import { FEE_CHANNELS } from '../../src/diagnosis/thresholds.ts'
import { cell, demoRows, diagnose, isPlain, micro, ordersByStore, type Row } from './demoExport.ts'

const LAST_DATE = '2026-03-31'
const OPTIONS = { stores: 4, days: 30, lastDate: LAST_DATE }
const [TROUBLED, HEALTHY, YOUNG, LATE] = [0, 1, 2, 3].map(storeName) as [string, string, string, string]

const rows = demoRows(OPTIONS)
const plainRows = rows.filter(isPlain)
const orders = ordersByStore(rows)

function rulesOf(store: string, date = LAST_DATE, of = orders) {
  const figures = diagnose(store, of.get(store) ?? [], date)
  if (!figures) throw new Error(`${store} has no orders on ${date}.`)
  return figures.rules
}

const some = expect.toSatisfy((figure: number) => figure > 0)
const several = expect.toSatisfy((figure: number) => figure >= 2)
const inEach = expect.toSatisfy(
  (counts: number[]) => counts.length === 4 && counts.every((count) => count > 0),
)

function expectEveryRuleToFind(rules: ReturnType<typeof rulesOf>) {
  const worse = { direction: 'worse' }
  const slow = { count: some, amountFen: some }
  expect(rules).toMatchObject({
    lossOrders: { status: 'ok', count: some, amountFen: some, trend: worse },
    deliveryCost: { status: 'ok', count: some, amountFen: some, trend: worse, distances: inEach },
    stockouts: { status: 'ok', count: 3, persistent: 2, new: 1, amountFen: some },
    belowCost: { status: 'ok', count: 2, lines: 4, severeLines: 2, amountFen: some },
    salesDrop: { status: 'ok', count: several },
    marginDrop: { status: 'ok', amountFen: some, tiers: inEach },
    slowMoving: { status: 'ok', new: slow, ongoing: slow, severe: slow },
    newProducts: { status: 'ok', count: some, revenueFen: some },
    hotProducts: { status: 'ok', count: several, sustained: some },
    topProfit: { status: 'ok', count: several, profitFen: some },
  })
}

describe('the demo data', () => {
  it('is the same for the same arguments, and another for another seed', () => {
    const text = (seed?: number) => [...demoCsv({ ...OPTIONS, days: 5, ...(seed ? { seed } : {}) })].join('')
    expect(text()).toBe(text())
    expect(text(7)).not.toBe(text())
  })

  it('gives a store the same orders however many other stores there are', () => {
    const ofFirst = (stores: number) => [...demoCsv({ ...OPTIONS, stores, days: 4 })].slice(0, 5)
    expect(ofFirst(1)).toEqual(ofFirst(3))
  })

  it('has about as many lines as asked for', () => {
    const ofHealthy = rows.filter((row) => row.门店名称 === HEALTHY).length
    expect(ofHealthy / 30).toBeGreaterThan(160 * 0.8)
    expect(ofHealthy / 30).toBeLessThan(160 * 1.2)
  })

  it('names its stores and products once each', () => {
    const names = Array.from({ length: 1200 }, (_, i) => storeName(i))
    expect(new Set(names).size).toBe(names.length)
    expect(new Set(CATALOGUE.map((product) => product.name)).size).toBe(CATALOGUE.length)
    expect(CATALOGUE.length).toBeGreaterThanOrEqual(220)
    expect(new Set(CATALOGUE.map((product) => product.category)).size).toBeGreaterThanOrEqual(15)
  })
})

describe('the first demo store', () => {
  it('has something for every rule to find', () => {
    expectEveryRuleToFind(rulesOf(TROUBLED))
  })

  it.each([1, 2, 3, 4, 5])('has it whatever the seed (%i)', (seed) => {
    expectEveryRuleToFind(
      rulesOf(TROUBLED, LAST_DATE, ordersByStore(demoRows({ ...OPTIONS, stores: 1, seed }))),
    )
  })

  it.each([40, 500])('has it with %i lines a day', (linesPerStoreDay) => {
    const sized = ordersByStore(demoRows({ ...OPTIONS, stores: 1, linesPerStoreDay }))
    expectEveryRuleToFind(rulesOf(TROUBLED, LAST_DATE, sized))
  })

  it('has a few lines that cannot be read, and some that only look so', () => {
    const dirty = rows.filter((row) => !isPlain(row))
    expect(new Set(dirty.map((row) => row.订单ID)).size).toBe(10)
    expect(dirty.every((row) => row.门店名称 === TROUBLED && row.日期 !== undefined)).toBe(true)
    expect(dirty.some((row) => /^￥[０-９．]+$/.test(cell(row, '实收价格')))).toBe(true)
    expect(dirty.some((row) => row.订单ID === '1.00001E+15')).toBe(true)
    expect(dirty.some((row) => row.月售 === '')).toBe(true)
  })
})

describe('the other demo stores', () => {
  it('finds neither loss orders nor stockouts in the healthy one', () => {
    const rules = rulesOf(HEALTHY)
    for (const rule of [rules.lossOrders, rules.deliveryCost, rules.stockouts, rules.belowCost]) {
      expect(rule).toMatchObject({ status: 'ok', count: 0, amountFen: 0 })
    }
    expect(rules.topProfit).toMatchObject({ status: 'ok', count: 10 })
  })

  it('cannot compare two weeks of the one that is nine days old', () => {
    const rules = rulesOf(YOUNG)
    const insufficient = { status: 'insufficientData', needDays: 14, haveDays: 9 }
    expect(rules.salesDrop).toEqual(insufficient)
    expect(rules.marginDrop).toEqual(insufficient)
    expect(rules.lossOrders.status).toBe('ok')
  })

  it('leaves the late one without orders for two days', () => {
    const lateOrders = orders.get(LATE) ?? []
    expect(diagnose(LATE, lateOrders, LAST_DATE)).toBeUndefined()
    expect(diagnose(LATE, lateOrders, addDays(LAST_DATE, -1))).toBeUndefined()
    expect(diagnose(LATE, lateOrders, addDays(LAST_DATE, -2))).toBeDefined()
  })
})

describe('the amounts of the demo data', () => {
  it('agree with each other to the fen', () => {
    const wrong = plainRows.filter((row) => {
      const profitMicro = micro(row, '实收价格') * Number(row.月售) - micro(row, '商品采购成本')
      return Math.abs(profitMicro - micro(row, '利润额')) > 5000
    })
    expect(wrong).toEqual([])
  })

  it('are the same on every line of an order', () => {
    const columns = [
      '日期',
      '渠道',
      '物流配送费',
      '用户支付配送费',
      '平台佣金',
      '打包袋金额',
      '配送距离',
      '满减金额',
    ]
    const byOrder = Map.groupBy(plainRows, (row) => `${row.门店名称} ${row.订单ID}`)
    for (const [first, ...others] of byOrder.values()) {
      for (const other of others) expect(columns.map((c) => other[c])).toEqual(columns.map((c) => first?.[c]))
    }
  })

  it('have a service fee on every order of a fee channel that was not cancelled, and none at the till', () => {
    for (const order of [...orders.values()].flat()) {
      const feeMicro = order.lines.reduce((sum, line) => sum + (line.serviceFeeMicro ?? 0), 0)
      const sold = order.lines.some(
        (line) => line.quantityMilli > 0 && line.listPriceMicro && line.unitPriceMicro,
      )
      expect(feeMicro > 0).toBe(sold && order.channel !== '收银机订单')
      expect(FEE_CHANNELS.has(order.channel) || ['收银机订单', '闪购小程序'].includes(order.channel)).toBe(
        true,
      )
    }
  })

  it('know bags, notices, cancelled and returned lines, rebates and equal lines', () => {
    const has = (matches: (row: Row) => boolean) => expect(plainRows.some(matches)).toBe(true)
    has((row) => row.一级分类名 === '耗材')
    has((row) => row.商品原价 === '0.01')
    has((row) => row.月售 === '0' && row.库存 !== '0')
    has((row) => row.月售 === '-1')
    has((row) => /\.\d{5}$/.test(cell(row, '企客后返')))
    const lines = plainRows.filter((row) => row.一级分类名 !== '耗材').map((row) => JSON.stringify(row))
    expect(new Set(lines).size).toBeLessThan(lines.length)
  })

  it('let stock fall by what is sold, and rise overnight and by returns only', () => {
    for (const ofProduct of Map.groupBy(plainRows, (row) => `${row.门店名称} ${row.店内码}`).values()) {
      if (ofProduct[0]?.一级分类名 === '耗材' || ofProduct[0]?.商品原价 === '0.01') continue
      expect(ofProduct.every((row) => Number(row.库存) >= 0)).toBe(true)
      const byDay = Map.groupBy(ofProduct, (row) => row.日期?.slice(0, 10))
      for (const ofDay of byDay.values()) expectStockToFall(ofDay)
    }
  })
})

function expectStockToFall(ofDay: readonly Row[]) {
  const byOrder = [...Map.groupBy(ofDay, (row) => row.订单ID).values()]
  let stock = Number(byOrder[0]?.[0]?.库存)
  for (const ofOrder of byOrder.slice(1)) {
    stock -= ofOrder.reduce((sum, row) => sum + Number(row.月售), 0)
    expect(Number(ofOrder[0]?.库存)).toBe(stock)
  }
}
