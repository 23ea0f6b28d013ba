import { expect, test } from 'vitest'
import { csv, GOOD_LINE, readGood } from './exportFile'

const COSTED = { ...GOOD_LINE, 渠道: '自营', 商品采购成本: '1' }

async function warningsOf(file: string) {
  return (await readGood(file)).report.warnings
}

test('a file without a cost column says so', async () => {
  expect(await warningsOf(csv({ ...GOOD_LINE, 渠道: '自营' }))).toEqual([{ code: 'noCostColumn' }])
})

test('fewer than half of the lines with a cost is worth a warning, and half is not', async () => {
  const uncosted = { ...COSTED, 商品采购成本: '' }
  expect(await warningsOf(csv(COSTED, uncosted))).toEqual([])
  expect(await warningsOf(csv(COSTED, uncosted, uncosted))).toEqual([
    { code: 'fewCosts', linesWithCost: 1, lines: 3 },
  ])
})

test('a cost of 0 is a cost', async () => {
  expect(await warningsOf(csv({ ...COSTED, 商品采购成本: '0' }))).toEqual([])
})

test('order-level values that differ are named, and the first line wins', async () => {
  const line = { ...COSTED, 物流配送费: '6', 满减金额: '1', 配送距离: '900' }
  const file = csv(
    line,
    {
      ...line,
      下单时间: '2026-01-18 07:32',
      渠道: '美团闪购',
      物流配送费: '6.5',
      满减金额: '2',
      配送距离: '901',
    },
    line,
  )
  const { orders, report } = await readGood(file)
  expect(orders).toMatchObject([
    { orderedAt: '2026-01-18T07:31:02', channel: '自营', deliveryFeeMicro: 6e6, distanceMetres: 900 },
  ])
  const at = { line: 3, store: '示例门店', orderId: '1001' }
  expect(report.warnings).toEqual([
    {
      code: 'conflictingOrderValues',
      orders: 1,
      examples: [
        { ...at, column: '下单时间', kept: '2026-01-18T07:31:02', ignored: '2026-01-18T07:32:00' },
        { ...at, column: '渠道', kept: '自营', ignored: '美团闪购' },
        { ...at, column: '物流配送费', kept: '6', ignored: '6.5' },
        { ...at, column: '满减金额', kept: '1', ignored: '2' },
        { ...at, column: '配送距离', kept: '900', ignored: '901' },
      ],
    },
  ])
})

test('the same value written in another way, or left blank on a later line, is no contradiction', async () => {
  const line = { ...COSTED, 物流配送费: '6' }
  expect(await warningsOf(csv(line, { ...line, 物流配送费: '¥6.00' }, { ...line, 物流配送费: '' }))).toEqual(
    [],
  )
})

test('every contradicting order is counted, and the first few are shown', async () => {
  const lines = Array.from({ length: 30 }, (_, id) => ({ ...COSTED, 订单ID: `${id}`, 打包袋金额: '1' }))
  const [warning] = await warningsOf(csv(...lines, ...lines.map((line) => ({ ...line, 打包袋金额: '2' }))))
  expect(warning).toMatchObject({ code: 'conflictingOrderValues', orders: 30 })
  expect(warning?.code === 'conflictingOrderValues' && warning.examples).toHaveLength(20)
})

test('an order that was rejected is not warned about', async () => {
  const line = { ...COSTED, 物流配送费: '6' }
  const rejected = [line, { ...line, 物流配送费: '7' }, { ...line, 销量: 'x' }]
  expect(await warningsOf(csv(...rejected))).toMatchObject([{ code: 'doubtfulDay' }])
  const kept = [line, { ...line, 物流配送费: '8' }].map((cells) => ({ ...cells, 订单ID: '2' }))
  expect(await warningsOf(csv(...rejected, ...kept))).toMatchObject([
    { orders: 1, examples: [{ orderId: '2', ignored: '8' }] },
    { code: 'doubtfulDay' },
  ])
})
