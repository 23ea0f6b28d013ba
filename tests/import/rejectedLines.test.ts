import { expect, test } from 'vitest'
import type { RejectedLine } from '../../src/import/report'
import { type Cells, csv, GOOD_LINE, readGood } from './exportFile'

/** The rejection of a line with the given cells, alone in its file. */
async function rejectionOf(cells: Cells): Promise<RejectedLine> {
  const { report } = await readGood(csv({ ...GOOD_LINE, ...cells }))
  const [rejected] = report.rejected.lines
  if (!rejected) throw new Error('the line was accepted')
  expect(report).toMatchObject({ linesRead: 1, linesAccepted: 0, orders: 0, stores: 0, days: null })
  expect(rejected.reason.text).not.toBe('')
  return rejected
}

test.each([
  ['订单ID', '', 'requiredBlank'],
  ['订单ID', 'nan', 'requiredBlank'],
  ['订单ID', '1'.repeat(101), 'tooLong'],
  ['订单ID', '1\u00012', 'controlCharacter'],
  ['门店名称', ' ', 'requiredBlank'],
  ['门店名称', '店'.repeat(61), 'tooLong'],
  ['门店名称', 'a\u0007b', 'controlCharacter'],
  ['门店名称', '"a\nb"', 'controlCharacter'],
  ['下单时间', '', 'requiredBlank'],
  ['下单时间', '2026-02-30 10:00', 'unreadableTime'],
  ['下单时间', 'now', 'unreadableTime'],
  ['渠道', '-', 'requiredBlank'],
  ['渠道', 'x'.repeat(301), 'tooLong'],
  ['商品名称', 'null', 'requiredBlank'],
  ['商品名称', 'x'.repeat(301), 'tooLong'],
  ['商品名称', 'a\u0001b', 'controlCharacter'],
  ['销量', '', 'requiredBlank'],
  ['销量', '0.0001', 'tooManyDecimals'],
  ['销量', '1e21', 'implausible'],
  ['销量', '0.5 kg', 'unreadableAmount'],
  ['销量', '两', 'unreadableAmount'],
  ['销量', '1000001', 'implausible'],
  ['实收价格', 'free', 'unreadableAmount'],
  ['实收价格', '10000001', 'implausible'],
] as const)('%s %j is rejected as %s', async (column, value, code) => {
  const rejected = await rejectionOf({ [column]: value })
  expect(rejected).toMatchObject({ line: 2, column, reason: { code } })
})

test.each(['1.23E+18', '1.23e18', '1E+18'])('an order id %s has lost its digits', async (id) => {
  const { report } = await readGood(csv(GOOD_LINE, { ...GOOD_LINE, 订单ID: id }))
  expect(report.rejected.lines).toMatchObject([{ line: 3, value: id, reason: { code: 'scientificId' } }])
})

test('a rejected line names its column as the file does', async () => {
  const { report } = await readGood(csv({ ...GOOD_LINE, 销量: 'x' }).replace('销量', ' 数量 '))
  expect(report.rejected.lines).toMatchObject([{ column: '销量', header: '数量' }])
  const blank = await readGood(csv({ ...GOOD_LINE, 下单时间: '' }).replace('下单时间', '日期'))
  expect(blank.report.rejected.lines).toMatchObject([{ column: '下单时间', header: '日期' }])
})

test('a barcode that lost its digits does no harm where the 店内码 tells the product', async () => {
  const { report } = await readGood(csv({ ...GOOD_LINE, 店内码: '17', 条码: '6.90123E+12' }))
  expect(report.linesAccepted).toBe(1)
})

test('a price times a quantity that no sum could hold is implausible', async () => {
  const rejected = await rejectionOf({ 实收价格: '9999999', 销量: '1000' })
  expect(rejected).toMatchObject({ column: '实收价格', reason: { code: 'implausible' } })
})

test('a name of the greatest length is accepted', async () => {
  const { report } = await readGood(
    csv({ ...GOOD_LINE, 门店名称: '店'.repeat(60), 商品名称: 'x'.repeat(300) }),
  )
  expect(report.linesAccepted).toBe(1)
})

test('the value of a rejected cell is shortened', async () => {
  const rejected = await rejectionOf({ 商品名称: 'x'.repeat(5000) })
  expect(rejected.value).toBe(`${'x'.repeat(79)}…`)
  expect((await rejectionOf({ 实收价格: 'x'.repeat(80) })).value).toBe('x'.repeat(80))
})

test('a line with too few or too many cells is rejected, blank ones beyond the header apart', async () => {
  const row = '2,示例门店,2026-01-18,饿了么,可乐,1,3.5'
  const blank = row.replace('2', '4')
  const { report } = await readGood(`${csv(GOOD_LINE)}3,示例门店\n${row},x\n${row},,\n${blank}, ,\n`)
  expect(report.linesAccepted).toBe(2)
  expect(report.rejected.lines).toMatchObject([
    { line: 3, column: null, value: '', reason: { code: 'tooFewCells', cells: 2, expected: 7 } },
    { line: 4, column: null, value: '', reason: { code: 'tooManyCells', cells: 8, expected: 7 } },
    { line: 5, reason: { code: 'orderRejected', causeLine: 4 } },
  ])
})

test('line numbers are those of the file, line breaks within quotes and blank lines counted', async () => {
  const multiline = { ...GOOD_LINE, 商品名称: '"a\r\nb\nc"' }
  const { report } = await readGood(
    `\n${csv(multiline)}\n\n${csv({ ...GOOD_LINE, 订单ID: '', 门店名称: '另一店' }).split('\n')[1]}`,
  )
  expect(report.linesRead).toBe(2)
  expect(report.rejected.lines).toMatchObject([{ line: 8, column: '订单ID' }])
})

test('an order with a rejected line is left out as a whole, and each of its lines tells why', async () => {
  const { orders, report } = await readGood(
    csv(GOOD_LINE, { ...GOOD_LINE, 订单ID: '2' }, { ...GOOD_LINE, 销量: 'x' }, GOOD_LINE, {
      ...GOOD_LINE,
      实收价格: 'y',
    }),
  )
  expect(orders.map((order) => order.orderId)).toEqual(['2'])
  expect(report).toMatchObject({ linesRead: 5, linesAccepted: 1, orders: 1, rejected: { count: 4 } })
  expect(report.rejected.lines).toMatchObject([
    { line: 2, column: '订单ID', value: '1001', reason: { code: 'orderRejected', causeLine: 4 } },
    { line: 4, column: '销量', value: 'x', reason: { code: 'unreadableAmount' } },
    { line: 5, column: '订单ID', value: '1001', reason: { code: 'orderRejected', causeLine: 4 } },
    { line: 6, column: '实收价格', value: 'y', reason: { code: 'unreadableAmount' } },
  ])
  expect(report.rejected.lines[0]?.reason.text).toBe('Another line of this order was rejected (line 4).')
})

test('the same order id in another store is not drawn into a rejection', async () => {
  const { orders } = await readGood(csv({ ...GOOD_LINE, 销量: 'x' }, { ...GOOD_LINE, 门店名称: '另一店' }))
  expect(orders).toHaveLength(1)
})

test('a cut line takes its order with it where it still tells which', async () => {
  const { orders } = await readGood(`${csv(GOOD_LINE, { ...GOOD_LINE, 订单ID: '2' })}1001,示例门店,2026`)
  expect(orders.map((order) => order.orderId)).toEqual(['2'])
})

test('a stray quote costs its own line and order, not the lines behind it', async () => {
  const next = (id: string) => `${id},示例门店,2026-01-18,饿了么,可乐,1,3.5\n`
  for (const broken of ['"开了口', '"大"可乐', '"a""']) {
    const line = `"1001","示例门店",2026-01-18,饿了么,${broken},1,3.5\n`
    const { orders, report } = await readGood(
      csv(GOOD_LINE) + line + next('2') + next('3') + next('-').replace('示例门店', '另一店'),
    )
    expect(
      orders.map((order) => order.orderId),
      broken,
    ).toEqual(['2', '3'])
    expect(report.rejected.lines, broken).toMatchObject([
      { line: 2, reason: { code: 'orderRejected', causeLine: 3 } },
      { line: 3, column: null, value: '', reason: { code: 'malformedQuotes' } },
      { line: 6, column: '订单ID', reason: { code: 'requiredBlank' } },
    ])
  }
})

test('a quote that never closes swallows no more than its line, however long the file', async () => {
  const many = csv(...Array.from({ length: 5000 }, (_, id) => ({ ...GOOD_LINE, 订单ID: `n${id}` })))
  const [header, ...rows] = many.split('\n')
  const { orders, report } = await readGood([header, '1,a,"b', ...rows].join('\n'))
  expect(orders).toHaveLength(5000)
  expect(report.rejected.lines).toMatchObject([{ line: 2, reason: { code: 'malformedQuotes' } }])
})

test('a quote in the middle of a cell is text', async () => {
  const { orders } = await readGood(csv({ ...GOOD_LINE, 商品名称: '5" 屏' }))
  expect(orders[0]?.lines[0]?.productName).toBe('5" 屏')
})

test('all rejected lines are counted, and ten thousand of them are listed', async () => {
  const bad = Array.from({ length: 10_001 }, (_, id) => ({ ...GOOD_LINE, 订单ID: `${id}`, 销量: 'x' }))
  const { report } = await readGood(csv(...bad))
  expect(report.rejected).toMatchObject({ count: 10_001, capped: true })
  expect(report.rejected.lines).toHaveLength(10_000)
})
