import { expect, test } from 'vitest'
import { type Cells, csv, GOOD_LINE, readGood, readOnlyOrder } from './exportFile'

const FIRST: Cells = { ...GOOD_LINE, 物流配送费: '5', 商品采购成本: '1' }
/** What unmerging leaves of a line that goes on with the order above. */
const CONTINUED: Cells = { 商品名称: '面包', 销量: '1', 实收价格: '5', 商品采购成本: '3' }

const idsOf = async (...lines: Cells[]) => {
  const { orders, report } = await readGood(csv(...lines))
  return { ids: orders.map(({ orderId }) => orderId), rejected: report.rejected.lines }
}

test('a line without anything of an order goes on with the order above it', async () => {
  const { orders, report } = await readGood(
    csv(FIRST, CONTINUED, { ...FIRST, 订单ID: '2' }, CONTINUED, CONTINUED),
  )
  expect(orders.map(({ orderId, lines }) => [orderId, lines.length])).toEqual([
    ['1001', 2],
    ['2', 3],
  ])
  expect(report).toMatchObject({ linesRead: 5, linesAccepted: 5 })
})

test('a line with the id alone is of the order that has it, wherever it stands', async () => {
  const onlyId = { ...CONTINUED, 订单ID: '1001' }
  for (const lines of [
    [FIRST, onlyId],
    [FIRST, { ...FIRST, 订单ID: '2' }, onlyId],
  ]) {
    const { stores } = await readGood(csv(...lines))
    expect(stores.get('示例门店')?.[0]?.lines).toHaveLength(2)
  }
})

test('a line with an id alone that no order has is rejected', async () => {
  const { ids, rejected } = await idsOf(FIRST, { ...CONTINUED, 订单ID: '9' })
  expect(ids).toEqual(['1001'])
  expect(rejected).toMatchObject([{ line: 3, column: '门店名称', reason: { code: 'requiredBlank' } }])
})

test('a line with an id alone that orders of several stores have is rejected, and says so', async () => {
  const other = { ...FIRST, 门店名称: '另一店' }
  const { rejected } = await idsOf(FIRST, other, { ...FIRST, 订单ID: '2' }, { ...CONTINUED, 订单ID: '1001' })
  expect(rejected).toMatchObject([
    { line: 5, column: '订单ID', value: '1001', reason: { code: 'severalStores' } },
  ])
})

test('a line that goes on with no order is rejected', async () => {
  const { ids, rejected } = await idsOf(
    { ...FIRST, ...CONTINUED, 订单ID: '', 门店名称: '', 下单时间: '', 渠道: '', 物流配送费: '' },
    FIRST,
  )
  expect(ids).toEqual(['1001'])
  expect(rejected).toMatchObject([{ line: 2, column: '订单ID', reason: { code: 'requiredBlank' } }])
})

test('a line without an id that says something of an order takes the order above with it, which may be its own', async () => {
  const { ids, rejected } = await idsOf({ ...FIRST, 订单ID: '1' }, FIRST, { ...FIRST, 订单ID: '' })
  expect(ids).toEqual(['1'])
  expect(rejected).toMatchObject([
    { line: 3, reason: { code: 'orderRejected', causeLine: 4 } },
    { line: 4, column: '订单ID', reason: { code: 'requiredBlank' } },
  ])
  expect((await idsOf(FIRST, { ...CONTINUED, 物流配送费: '1' })).ids).toEqual([])
})

test('but not an order of another store or another time', async () => {
  expect((await idsOf(FIRST, { ...FIRST, 订单ID: '', 门店名称: '另一店' })).ids).toEqual(['1001'])
  expect((await idsOf(FIRST, { ...FIRST, 订单ID: '', 下单时间: '2026-01-18 07:31:03' })).ids).toEqual([
    '1001',
  ])
})

test('a continued line that is rejected takes its order with it', async () => {
  const { ids } = await idsOf(FIRST, { ...CONTINUED, 销量: 'x' }, { ...FIRST, 订单ID: '2' })
  expect(ids).toEqual(['2'])
})

test('a footnote without a product does no harm to the order above it', async () => {
  const { ids, rejected } = await idsOf({ ...FIRST, 备注: '' }, { 备注: '以上数据仅供参考' })
  expect(ids).toEqual(['1001'])
  expect(rejected).toHaveLength(1)
  const sum = await idsOf(FIRST, { 销量: '2', 实收价格: '6' })
  expect(sum).toMatchObject({ ids: ['1001'], rejected: [{ line: 3, reason: { code: 'requiredBlank' } }] })
})

test('what is of the order is the first that any of its lines says', async () => {
  const blank = { ...FIRST, 物流配送费: '', 渠道: '', 下单时间: '' }
  const order = await readOnlyOrder(csv(blank, { ...FIRST, 物流配送费: '7' }))
  expect(order).toMatchObject({
    deliveryFeeMicro: 7_000_000,
    channel: '饿了么',
    orderedAt: '2026-01-18T07:31:02',
  })
  expect(order.lines).toHaveLength(2)
})

test('an order of which no line says when or where it was sold is rejected whole', async () => {
  for (const column of ['下单时间', '渠道']) {
    const { ids, rejected } = await idsOf({ ...FIRST, [column]: '' }, { ...FIRST, [column]: '-' })
    expect(ids).toEqual([])
    expect(rejected).toMatchObject([
      { line: 2, column, reason: { code: 'requiredBlank' } },
      { line: 3, column: '订单ID', reason: { code: 'orderRejected', causeLine: 2 } },
    ])
  }
})

test('rows that add others up are passed over and counted', async () => {
  const header = Object.keys(GOOD_LINE).join(',')
  const good = csv(GOOD_LINE).split('\n')[1]
  for (const total of [
    '合计,示例门店,2026-01-18,饿了么,,4,12',
    '合计：,,,,,4,12',
    ',总计,,,,4,12',
    ',,小计,,,4,12',
    'Total,,,,,4,12',
    'Grand Total,,,,,4,12',
    ' 合 计 ,,,,,4,12'.replace('合 计', '合计'),
  ]) {
    const { orders, report } = await readGood(`${header}\n${good}\n${total}\n`)
    expect(orders, total).toHaveLength(1)
    expect(report, total).toMatchObject({ linesRead: 1, totalRows: { count: 1, lines: [3] } })
  }
})

test('a product may be called like a total', async () => {
  const header = '订单ID,商品名称,门店名称,下单时间,渠道,销量,实收价格'
  const { orders } = await readGood(`${header}\n1,Total,a,2026-01-18,b,1,2\n`)
  expect(orders[0]?.lines[0]?.productName).toBe('Total')
})

test('a header that comes again is passed over and counted', async () => {
  const file = csv(GOOD_LINE) + csv({ ...GOOD_LINE, 订单ID: '2' })
  const { orders, report } = await readGood(file)
  expect(orders).toHaveLength(2)
  expect(report).toMatchObject({ linesRead: 2, repeatedHeaders: { count: 1, lines: [3] } })
})

test('many lines with an id alone find their orders among many stores', async () => {
  const orders = Array.from({ length: 3000 }, (_, id) => ({
    ...GOOD_LINE,
    订单ID: `${id}`,
    门店名称: `店${id}号`,
  }))
  const later = orders.map(({ 订单ID }) => ({ ...CONTINUED, 订单ID: 订单ID ?? '' }))
  const { stores, report } = await readGood(
    csv(...orders, ...later, ...later.map((line) => ({ ...line, 订单ID: 'x' }))),
  )
  expect(stores.size).toBe(3000)
  expect(report).toMatchObject({ linesAccepted: 6000, rejected: { count: 3000 } })
})
