import { expect, test } from 'vitest'
import { csv, FULL_LINE, GOOD_LINE, readGood, readOnlyOrder } from './exportFile'

test('every column of the rules arrives in its field, in micro-yuan', async () => {
  const { stores } = await readGood(csv(FULL_LINE))
  expect(Object.fromEntries(stores)).toEqual({
    示例门店: [
      {
        orderId: '1001',
        orderedAt: '2026-01-18T07:31:02',
        channel: '饿了么',
        deliveryFeeMicro: 6_200_000,
        userDeliveryFeeMicro: 3_000_000,
        deliveryDiscountMicro: 1_000_000,
        bagFeeMicro: 500_000,
        marketingMicro: [1e6, 2e6, 3e6, 4e6, 5e6, 6e6, 7e6],
        distanceMetres: 1234,
        lines: [
          {
            productKey: 's:0012',
            productName: '可乐',
            category: '饮料',
            subcategory: '碳酸',
            quantityMilli: 1000,
            unitPriceMicro: 3_500_000,
            listPriceMicro: 4_000_000,
            costMicro: 2_123_457,
            grossProfitMicro: 1_380_000,
            serviceFeeMicro: 350_000,
            rebateMicro: 123_450,
            stockMilli: 7000,
            sellingPriceMicro: 3_800_000,
          },
        ],
        fileLine: 2,
      },
    ],
  })
})

test('an order knows the line that it begins on, wherever its others stand', async () => {
  const [a, b] = [GOOD_LINE, { ...GOOD_LINE, 订单ID: '2' }]
  const { orders } = await readGood(csv(a, b, a).replace('\n', '\n\n'))
  expect(orders.map(({ orderId, fileLine, lines }) => [orderId, fileLine, lines.length])).toEqual([
    [GOOD_LINE.订单ID, 3, 2],
    ['2', 4, 1],
  ])
})

test('what an export leaves out is 0 for fees and unknown for cost, prices, stock and distance', async () => {
  const blank = {
    ...FULL_LINE,
    ...Object.fromEntries(
      Object.keys(FULL_LINE)
        .slice(6)
        .map((c) => [c, '']),
    ),
  }
  const expected = {
    deliveryFeeMicro: 0,
    userDeliveryFeeMicro: 0,
    deliveryDiscountMicro: 0,
    bagFeeMicro: 0,
    marketingMicro: [0, 0, 0, 0, 0, 0, 0],
    distanceMetres: null,
    lines: [
      {
        productKey: 'n:可乐',
        category: '',
        unitPriceMicro: null,
        listPriceMicro: null,
        costMicro: null,
        grossProfitMicro: null,
        serviceFeeMicro: null,
        rebateMicro: 0,
        stockMilli: null,
        sellingPriceMicro: null,
      },
    ],
  }
  expect(await readOnlyOrder(csv(blank))).toMatchObject(expected)
  expect(await readOnlyOrder(csv({ ...GOOD_LINE, 实收价格: '' }))).toMatchObject(expected)
})

test('a product is its 店内码, else its 条码, else its name, and the three are never confused', async () => {
  const keyOf = async (cells: object) =>
    (await readOnlyOrder(csv({ ...GOOD_LINE, ...cells }))).lines[0]?.productKey
  expect(await keyOf({ 店内码: '007', 条码: '6901' })).toBe('s:007')
  expect(await keyOf({ 店内码: 'nan', 条码: '6901' })).toBe('b:6901')
  expect(await keyOf({ 店内码: '-', 条码: 'null', 商品名称: '6901' })).toBe('n:6901')
})

test('the profit of the export is taken as it is, and computed only where it is missing', async () => {
  const profitOf = async (cells: object) =>
    (await readOnlyOrder(csv({ ...GOOD_LINE, 销量: '3', ...cells }))).lines[0]?.grossProfitMicro
  expect(await profitOf({ 商品采购成本: '6', 利润额: '4.51' })).toBe(4_510_000)
  expect(await profitOf({ 商品采购成本: '6', 利润额: '0' })).toBe(0)
  expect(await profitOf({ 商品采购成本: '6', 利润额: '' })).toBe(4_500_000)
  expect(await profitOf({ 商品采购成本: '6' })).toBe(4_500_000)
  expect(await profitOf({ 商品采购成本: '' })).toBeNull()
  expect(await profitOf({ 商品采购成本: '6', 实收价格: '' })).toBeNull()
})

test('a profit beside a blank cost counts, but not one that took the missing cost for 0', async () => {
  const profitOf = async (cells: object) =>
    (await readOnlyOrder(csv({ ...GOOD_LINE, 销量: '3', ...cells }))).lines[0]?.grossProfitMicro
  expect(await profitOf({ 商品采购成本: '', 利润额: '3' })).toBe(3_000_000)
  expect(await profitOf({ 商品采购成本: '', 利润额: '0' })).toBeNull()
  expect(await profitOf({ 商品采购成本: '', 利润额: '10.5' })).toBeNull()
  expect(await profitOf({ 商品采购成本: '', 利润额: '10.495' })).toBeNull()
  expect(await profitOf({ 商品采购成本: '', 利润额: '10.49' })).toBe(10_490_000)
  expect(await profitOf({ 商品采购成本: '', 实收价格: '', 利润额: '0.005' })).toBe(5_000)
})

test('without a cost column the list price is not taken for the cost', async () => {
  const order = await readOnlyOrder(csv({ ...GOOD_LINE, 商品原价: '9' }))
  expect(order.lines[0]).toMatchObject({ listPriceMicro: 9_000_000, costMicro: null, grossProfitMicro: null })
})

test('cancelled and returned lines are kept', async () => {
  const order = await readOnlyOrder(csv({ ...GOOD_LINE, 销量: '0' }, { ...GOOD_LINE, 销量: '-1' }))
  expect(order.lines.map((line) => line.quantityMilli)).toEqual([0, -1000])
})

test('a distance of 0 is one', async () => {
  expect(await readOnlyOrder(csv({ ...GOOD_LINE, 配送距离: '0' }))).toMatchObject({ distanceMetres: 0 })
})

test('a part of a metre moves the distance up, so that it leaves no band that it is beyond', async () => {
  expect(await readOnlyOrder(csv({ ...GOOD_LINE, 配送距离: '3000.0' }))).toMatchObject({
    distanceMetres: 3000,
  })
  expect(await readOnlyOrder(csv({ ...GOOD_LINE, 配送距离: '3000.2' }))).toMatchObject({
    distanceMetres: 3001,
  })
})

test('lines of an order are found wherever they stand, and order-level values are those of its first', async () => {
  const line = (id: string, name: string) => ({ ...GOOD_LINE, 订单ID: id, 商品名称: name })
  const { orders } = await readGood(csv(line('1', 'a'), line('2', 'b'), line('1', 'c')))
  expect(orders.map((order) => [order.orderId, order.lines.map((l) => l.productName)])).toEqual([
    ['1', ['a', 'c']],
    ['2', ['b']],
  ])
})

test('two equal lines within one order both stay', async () => {
  const { orders, report } = await readGood(csv(GOOD_LINE, GOOD_LINE))
  expect(orders[0]?.lines).toHaveLength(2)
  expect(report).toMatchObject({ linesRead: 2, linesAccepted: 2, orders: 1 })
})

test('one order id in two stores is two orders', async () => {
  const { stores, report } = await readGood(csv(GOOD_LINE, { ...GOOD_LINE, 门店名称: '另一店' }))
  expect([...stores.keys()]).toEqual(['示例门店', '另一店'])
  expect(report).toMatchObject({ orders: 2, stores: 2 })
})

test('order ids stay text: leading zeros, many digits and letters', async () => {
  for (const id of ['000123', '12345678901234567890123', 'A-12_x', '12E45']) {
    expect(await readOnlyOrder(csv({ ...GOOD_LINE, 订单ID: ` ${id}\t` }))).toMatchObject({ orderId: id })
  }
})

test('a product name may be any text, also markup', async () => {
  for (const name of ['<script>alert(1)</script>', "x'; DROP TABLE orders", '=1+1', '🥤', '1']) {
    const order = await readOnlyOrder(csv({ ...GOOD_LINE, 商品名称: name }))
    expect(order.lines[0]?.productName).toBe(name)
  }
})

test('the report counts lines, orders, stores and days', async () => {
  const { report } = await readGood(
    csv(
      GOOD_LINE,
      GOOD_LINE,
      { ...GOOD_LINE, 订单ID: '2', 下单时间: '2026/1/16 23:59' },
      { ...GOOD_LINE, 订单ID: '3', 门店名称: '另一店', 下单时间: '2026-01-16' },
    ),
  )
  expect(report).toMatchObject({
    linesRead: 4,
    linesAccepted: 4,
    orders: 3,
    stores: 2,
    days: { count: 2, from: '2026-01-16', to: '2026-01-18' },
    rejected: { count: 0, lines: [], capped: false },
    unknownColumns: [],
  })
})

test('unknown columns are named as written, and known ones that nobody stores are not', async () => {
  const { report } = await readGood(
    csv({
      ...GOOD_LINE,
      订单编号: '9',
      备注: 'x',
      平台佣金: 'oops',
      城市: '沪',
      门店ID: '4',
    }),
  )
  expect(report).toMatchObject({ unknownColumns: ['备注'], linesAccepted: 1 })
})

test('an address is neither kept nor reported', async () => {
  const secret = '幸福路一号'
  const good = { ...GOOD_LINE, 收货地址: secret, 配送距离: '100' }
  const rows = csv(good, { ...good, 订单ID: '2', 销量: 'x' })
  const slipped = `3,示例门店,2026-01-18,饿了么,可乐,1,3.5,上海,${secret},\n4,a,2026-01-18,b,c,1,2,x,${secret}, \n`
  const short = `5,${secret}\n6,a,"${secret}"x\n`
  const { stores, report } = await readGood(rows + slipped + short)
  expect(report.rejected.count).toBe(3)
  expect(report.warnings).toContainEqual(expect.objectContaining({ code: 'unreadableCells', cells: 2 }))
  expect(JSON.stringify([...stores, report])).not.toContain(secret)
})

test('weighed goods are kept to the gram, and their profit follows from a revenue that is rounded once', async () => {
  const weighed = { ...GOOD_LINE, 实收价格: '9.99', 商品采购成本: '1', 利润额: '' }
  const order = await readOnlyOrder(csv({ ...weighed, 销量: '0.333', 库存: '12.5' }))
  // 9.99 元 × 0.333 = 3.32667 元
  expect(order.lines[0]).toMatchObject({
    quantityMilli: 333,
    stockMilli: 12_500,
    grossProfitMicro: 2_326_670,
  })
  const returned = await readOnlyOrder(
    csv({ ...weighed, 销量: '-0.5', 实收价格: '0.000001', 商品采购成本: '0' }),
  )
  expect(returned.lines[0]).toMatchObject({ quantityMilli: -500, grossProfitMicro: -1 })
})
