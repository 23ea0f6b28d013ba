import fc from 'fast-check'
import { expect, test } from 'vitest'
import { perUnitMicro } from '../../src/import/perUnit'
import { type Cells, csv, GOOD_LINE, readGood, readOnlyOrder, readRefused } from './exportFile'

const warningsOf = async (...args: Parameters<typeof readGood>) => (await readGood(...args)).report.warnings
const { 实收价格: _, ...UNPRICED } = GOOD_LINE

test('what a line cost in all is divided among its pieces, and its profit is exact', async () => {
  const order = await readOnlyOrder(
    csv({ ...UNPRICED, 销量: '3', 实付金额: '10', 商品采购成本: '6', 商品原价交易额: '12' }),
  )
  expect(order.lines[0]).toMatchObject({
    unitPriceMicro: 3_333_333,
    listPriceMicro: 4_000_000,
    grossProfitMicro: 4_000_000,
  })
})

test('what a piece cost is multiplied by the pieces of its line', async () => {
  const order = await readOnlyOrder(csv({ ...GOOD_LINE, 销量: '3', 成本价: '2' }))
  expect(order.lines[0]).toMatchObject({ costMicro: 6_000_000, grossProfitMicro: 4_500_000 })
})

test('a whole divided is rounded half away from zero; nothing is divided by no pieces', () => {
  expect(perUnitMicro(10, 4000)).toBe(3)
  expect(perUnitMicro(-10, 4000)).toBe(-3)
  expect(perUnitMicro(-9, -3000)).toBe(3)
  expect(perUnitMicro(9, -4000)).toBe(-2)
  expect(perUnitMicro(1, -4000)).toBe(0)
  expect(perUnitMicro(0, -4000)).toBe(0)
  expect(perUnitMicro(5, 0)).toBeNull()
})

test('a whole is divided by thousandths of a piece as exact arithmetic divides it', () => {
  const parts = fc.tuple(
    fc.integer({ min: -10_000_000_000_000, max: 10_000_000_000_000 }),
    fc.integer({ min: 1, max: 1_000_000_000 }),
  )
  fc.assert(
    fc.property(parts, ([line, milli]) => {
      const [magnitude, by] = [BigInt(Math.abs(line)) * 1000n, BigInt(milli)]
      const each = Number((magnitude * 2n + by) / (by * 2n))
      const signed = line < 0 && each !== 0 ? -each : each
      expect(perUnitMicro(line, milli)).toBe(signed)
      expect(perUnitMicro(line, -milli)).toBe(signed === 0 ? 0 : -signed)
    }),
  )
})

test('what is weighed is paid, listed and bought for its weight, by the line or by the kilogram', async () => {
  const byLine = await readOnlyOrder(
    csv({ ...UNPRICED, 销量: '0.75', 实付金额: '3', 商品采购成本: '2', 商品原价交易额: '3.3', 库存: '12.5' }),
  )
  expect(byLine.lines[0]).toMatchObject({
    quantityMilli: 750,
    unitPriceMicro: 4_000_000,
    listPriceMicro: 4_400_000,
    grossProfitMicro: 1_000_000,
    stockMilli: 12_500,
  })
  const byPiece = await readOnlyOrder(csv({ ...GOOD_LINE, 销量: '0.125', 成本价: '2' }))
  expect(byPiece.lines[0]).toMatchObject({
    unitPriceMicro: 3_500_000,
    costMicro: 250_000,
    grossProfitMicro: 187_500,
  })
})

test('a thousandth of a piece that makes the piece cost more than any sum holds is implausible', async () => {
  const { report } = await readGood(csv({ ...UNPRICED, 销量: '0.001', 实付金额: '10000.001' }))
  expect(report.rejected.lines).toMatchObject([{ column: '实收价格', reason: { code: 'implausible' } }])
  const listed = await readGood(csv({ ...GOOD_LINE, 销量: '0.001', 商品原价交易额: '9999999' }))
  expect(listed.orders[0]?.lines[0]).toMatchObject({ unitPriceMicro: 3_500_000, listPriceMicro: null })
  expect(listed.report.warnings).toContainEqual(
    expect.objectContaining({ code: 'unreadableCells', cells: 1 }),
  )
})

test('a line of no pieces has no price, and is not missed', async () => {
  const { orders, report } = await readGood(csv({ ...UNPRICED, 销量: '0', 实付金额: '0' }))
  expect(orders[0]?.lines[0]?.unitPriceMicro).toBeNull()
  expect(report.warnings.map(({ code }) => code)).not.toContain('unknownPrices')
})

test('lines without a price are counted, with the rows that they are', async () => {
  const { report } = await readGood(
    csv(GOOD_LINE, { ...GOOD_LINE, 实收价格: '' }, { ...GOOD_LINE, 实收价格: '无' }),
  )
  expect(report.warnings).toContainEqual({ code: 'unknownPrices', rows: { count: 2, lines: [3, 4] } })
})

const OPTIONAL: Cells = {
  商品采购成本: '2',
  商品原价: '4',
  库存: '3',
  平台服务费: '1',
  满减金额: '1',
  配送距离: '900',
  一级分类名: '饮料',
  条码: '69',
}

test.each([
  ['商品采购成本', 'x', { costMicro: null }],
  ['商品原价', '-10000001', { listPriceMicro: null }],
  ['利润额', '1.2.3', { grossProfitMicro: 1_500_000 }],
  ['库存', '多', { stockMilli: null }],
  ['库存', '12.0625', { stockMilli: null }],
  ['平台服务费', '免', { serviceFeeMicro: null }],
  ['一级分类名', 'x'.repeat(301), { category: '' }],
  ['条码', '6.90123E+12', { productKey: 'n:可乐' }],
])(
  'a cell of %s that cannot be read is a warning, and its value unknown',
  async (column, value, expected) => {
    const { orders, report } = await readGood(csv({ ...GOOD_LINE, ...OPTIONAL, [column]: value }))
    expect(orders[0]?.lines[0]).toMatchObject(expected)
    expect(report).toMatchObject({ linesAccepted: 1, rejected: { count: 0 } })
    expect(report.warnings).toContainEqual({
      code: 'unreadableCells',
      cells: 1,
      zeroCells: 0,
      examples: [expect.objectContaining({ line: 2, column, header: column })],
    })
  },
)

test('also what is of the order: a fee is 0, a distance unknown', async () => {
  const { orders, report } = await readGood(csv({ ...GOOD_LINE, ...OPTIONAL, 满减金额: '?', 配送距离: '-1' }))
  expect(orders[0]).toMatchObject({ distanceMetres: null, marketingMicro: [0, 0, 0, 0, 0, 0, 0] })
  expect(report.warnings).toContainEqual(
    expect.objectContaining({ code: 'unreadableCells', cells: 2, zeroCells: 1 }),
  )
})

test('unreadable cells are all counted, and the first few are shown', async () => {
  const lines = Array.from({ length: 30 }, (_, id) => ({ ...GOOD_LINE, 订单ID: `${id}`, 库存: 'x' }))
  const warning = (await warningsOf(csv(...lines))).find(({ code }) => code === 'unreadableCells')
  expect(warning).toMatchObject({ cells: 30 })
  expect(warning?.code === 'unreadableCells' && warning.examples).toHaveLength(20)
})

test('a decimal comma is read where the whole file writes them, and rejected where not', async () => {
  const comma = (cells: Cells) =>
    csv({ ...GOOD_LINE, ...cells })
      .replaceAll(',', ';')
      .replaceAll('.', ',')
  const order = await readOnlyOrder(comma({ 实收价格: '1.234', 商品采购成本: '0.500' }))
  expect(order.lines[0]).toMatchObject({ unitPriceMicro: 1_234_000, costMicro: 500_000 })
  const mixed = `${comma({ 实收价格: '0.500' })}2;a;2026-01-18;b;c;1;3.5\n`
  const { report } = await readGood(mixed)
  expect(report.rejected.lines).toMatchObject([{ line: 2, column: '实收价格', value: '0,500' }])
  const grouped = await readOnlyOrder(csv({ ...GOOD_LINE, 实收价格: '"1,234"' }))
  expect(grouped.lines[0]?.unitPriceMicro).toBe(1_234_000_000)
})

test('each column says by its own numbers which mark it writes', async () => {
  const lines = ['5', '6'].map((id) => ({
    ...GOOD_LINE,
    订单ID: id,
    实收价格: '3.50',
    商品采购成本: '"1,5"',
  }))
  const { orders } = await readGood(csv(...lines))
  expect(orders[0]?.lines[0]).toMatchObject({ unitPriceMicro: 3_500_000, costMicro: 1_500_000 })
})

test('distances in kilometres are converted: by the header, by the cell, or by all of them together', async () => {
  const metres = async (column: string, ...cells: string[]) =>
    (
      await readGood(csv(...cells.map((cell, id) => ({ ...GOOD_LINE, 订单ID: `${id}`, [column]: cell }))))
    ).orders.map(({ distanceMetres }) => distanceMetres)
  expect(await metres('配送距离(km)', '1.2', '3000')).toEqual([1200, 3_000_000])
  expect(await metres('配送距离', '1.2km', '800', '900米', '2 公里')).toEqual([1200, 800, 900, 2000])
  expect(await metres('配送距离', '1.2345', '99.9', '')).toEqual([1235, 99_900, null])
  expect(await metres('配送距离', '1.2', '100')).toEqual([2, 100])
  expect(await metres('配送距离', '50米', '1.2ｋｍ')).toEqual([50, 1200])
  expect(await metres('配送距离（米）', '1.2', '50')).toEqual([2, 50])
  expect(await metres('配送距离', '0')).toEqual([0])
})

test('that all distances were taken for kilometres is said', async () => {
  expect(await warningsOf(csv({ ...GOOD_LINE, 配送距离: '1.2' }))).toContainEqual({
    code: 'kilometres',
    header: '配送距离',
  })
})

const manyLines = (of: (quantity: number) => Cells, count = 12) =>
  csv(
    ...Array.from({ length: count }, (_, id) => ({
      ...GOOD_LINE,
      订单ID: `${id}`,
      销量: `${(id % 3) + 2}`,
      ...of((id % 3) + 2),
    })),
  )

test('prices that fit the list price only as line totals are a warning, with three lines', async () => {
  const file = manyLines((quantity) => ({ 实收价格: `${quantity * 3}`, 商品原价: '4' }))
  expect(await warningsOf(file)).toContainEqual({
    code: 'otherPer',
    column: '实收价格',
    header: '实收价格',
    per: 'line',
    lines: 12,
    of: 12,
    examples: [
      { line: 2, productName: '可乐', quantity: 2, price: 6, listPrice: 4, cost: null },
      expect.objectContaining({ line: 3 }),
      expect.objectContaining({ line: 4 }),
    ],
  })
})

test('prices of pieces are none, and few lines prove nothing', async () => {
  const none = async (file: string) =>
    expect((await warningsOf(file)).filter(({ code }) => code === 'otherPer')).toEqual([])
  await none(manyLines(() => ({ 实收价格: '3', 商品原价: '4' })))
  await none(manyLines((quantity) => ({ 实收价格: `${quantity * 3}`, 商品原价: '4' }), 9))
  await none(manyLines((quantity) => ({ 实收价格: `${quantity * 3}` })))
  await none(manyLines((quantity) => ({ 商品采购成本: `${quantity * 2}`, 利润额: `${quantity * 1.5}` })))
})

test('costs that fit only as those of one piece are a warning, told by the profit or by lines of one piece', async () => {
  const warning = { code: 'otherPer', column: '商品采购成本', per: 'unit', lines: 12, of: 12 }
  const byProfit = manyLines((quantity) => ({ 商品采购成本: '2', 利润额: `${quantity * 1.5}` }))
  expect(await warningsOf(byProfit)).toContainEqual(expect.objectContaining(warning))
  const one = csv({ ...GOOD_LINE, 商品采购成本: '2' })
  const bySingle =
    one +
    manyLines(() => ({ 商品采购成本: '2' }))
      .split('\n')
      .slice(1)
      .join('\n')
  expect(await warningsOf(bySingle)).toContainEqual(expect.objectContaining(warning))
})

test('weights tell too, but none of up to one piece', async () => {
  const weighed = (of: (weight: number) => Cells, weights: readonly number[]) =>
    csv(
      { ...GOOD_LINE, 商品原价: '4', 商品采购成本: '2' },
      ...Array.from({ length: 12 }, (_, id) => {
        const weight = weights[id % weights.length] ?? 0
        return { ...GOOD_LINE, 订单ID: `${id}`, 商品原价: '4', 销量: `${weight}`, ...of(weight) }
      }),
    )
  const told = async (file: string) =>
    (await warningsOf(file)).flatMap((warning) => (warning.code === 'otherPer' ? [warning] : []))
  const costs = weighed(() => ({ 商品采购成本: '2' }), [1.5, 2.125])
  expect(await told(costs)).toMatchObject([{ column: '商品采购成本', per: 'unit', lines: 12, of: 12 }])
  const prices = weighed((weight) => ({ 实收价格: `${weight * 3.9}` }), [1.5, 2.125])
  expect(await told(prices)).toMatchObject([
    { column: '实收价格', per: 'line', lines: 12, of: 12, examples: [{ quantity: 1.5 }, {}, {}] },
  ])
  expect(await told(weighed(() => ({ 实收价格: '9', 商品采购成本: '2' }), [0.5, 0.999]))).toEqual([])
})

test('what an amount is of may be answered', async () => {
  const file = manyLines((quantity) => ({ 实收价格: `${quantity * 3}`, 商品原价: '4', 商品采购成本: '2' }))
  const { orders, report } = await readGood(file, {
    answers: { per: { 实收价格: 'line', 商品采购成本: 'unit' } },
  })
  expect(orders[0]?.lines[0]).toMatchObject({ unitPriceMicro: 3_000_000, costMicro: 4_000_000 })
  expect(report.warnings.filter(({ code }) => code === 'otherPer')).toEqual([])
})

test('a file without service fees on channels that charge them says that validity cannot be told', async () => {
  const channels = ['饿了么', '自营', '美团闪购']
  const lines = channels.map((channel, id) => ({ ...GOOD_LINE, 订单ID: `${id}`, 渠道: channel }))
  const warning = { code: 'feesUnknown', orders: 2, channels: ['饿了么', '美团闪购'] }
  expect(await warningsOf(csv(...lines))).toContainEqual(warning)
  expect(await warningsOf(csv(...lines.map((line) => ({ ...line, 平台服务费: '-' }))))).toContainEqual(
    warning,
  )
  const charged = lines.map((line) => ({ ...line, 平台服务费: '0' }))
  expect((await warningsOf(csv(...charged))).some(({ code }) => code === 'feesUnknown')).toBe(false)
})

test('amounts of another currency are refused, whether a column says so or most prices bear its sign', async () => {
  for (const cells of [
    { 币种: 'USD' },
    { Currency: 'usd' },
    { 币种: '美元' },
    { 实收价格: '$5.00' },
    { 实收价格: '-$12.96' },
  ]) {
    expect(await readRefused(csv({ ...GOOD_LINE, ...cells })), JSON.stringify(cells)).toMatchObject({
      reason: 'otherCurrency',
      expected: 'CNY',
    })
  }
})

test('amounts of the shop’s currency are read, whatever it is', async () => {
  const price = async (cells: Cells, currency?: string) =>
    (await readOnlyOrder(csv({ ...GOOD_LINE, ...cells }), currency ? { currency } : {})).lines[0]
      ?.unitPriceMicro
  expect(await price({ 币种: '人民币', 实收价格: '¥12.3' })).toBe(12_300_000)
  expect(await price({ 币种: 'CNY', 实收价格: '2元' })).toBe(2_000_000)
  expect(await price({ 币种: 'USD', 实收价格: '$5.00' }, 'USD')).toBe(5_000_000)
  expect(await price({ 实收价格: '5' }, 'USD')).toBe(5_000_000)
})

test('a few foreign signs are a warning', async () => {
  const lines = [GOOD_LINE, { ...GOOD_LINE, 订单ID: '2' }, { ...GOOD_LINE, 订单ID: '3', 实收价格: '$5' }]
  expect(await warningsOf(csv(...lines))).toContainEqual({
    code: 'foreignSigns',
    sign: '$',
    rows: { count: 1, lines: [4] },
  })
})
