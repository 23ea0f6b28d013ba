import { expect, test } from 'vitest'
import { csv, GOOD_LINE, readGood, readOnlyOrder } from './exportFile'

test('what a spreadsheet adds to an id is not the id’s', async () => {
  const ids = [
    '4509340990492',
    "'4509340990492",
    '4509340990492.0',
    '\t4509340990492',
    '"\t4509340990492"',
    '"=""4509340990492"""',
    '\u200b4509340990492',
    '4509340990492\u00a0',
    '4509 340990492'.replace(' ', '\u00a0'),
    '\uFEFF4509340990492',
  ]
  for (const id of ids) {
    expect(await readOnlyOrder(csv({ ...GOOD_LINE, 订单ID: id })), JSON.stringify(id)).toMatchObject({
      orderId: '4509340990492',
    })
  }
})

test('leading zeros and decimals that are none of a spreadsheet stay', async () => {
  for (const id of ['007', '0.5', 'A1.0', '1.01']) {
    expect(await readOnlyOrder(csv({ ...GOOD_LINE, 订单ID: id }))).toMatchObject({ orderId: id })
  }
})

test('two writings of one id are one order', async () => {
  const { orders } = await readGood(
    csv(GOOD_LINE, { ...GOOD_LINE, 订单ID: "'1001" }, { ...GOOD_LINE, 订单ID: '1001.0' }),
  )
  expect(orders.map(({ lines }) => lines.length)).toEqual([3])
})

test('text loses what nobody sees, and keeps what it has of its own', async () => {
  const name = async (text: string) =>
    (await readOnlyOrder(csv({ ...GOOD_LINE, 商品名称: text }))).lines[0]?.productName
  expect(await name('可\u200b乐\u00a0')).toBe('可乐')
  expect(await name("'可乐")).toBe('可乐')
  expect(await name('"=""可乐"""')).toBe('可乐')
  expect(await name('可乐 500ml – 大')).toBe('可乐 500ml – 大')
  expect(await name("O'Brien")).toBe("O'Brien")
})

test('a cell that says that there is nothing is blank', async () => {
  for (const blank of [
    '',
    '-',
    '--',
    '/',
    'nan',
    'NULL',
    'None',
    '#N/A',
    '#REF!',
    '无',
    '无权限',
    '暂无',
    "'-",
  ]) {
    const order = await readOnlyOrder(
      csv({ ...GOOD_LINE, 一级分类名: blank, 商品采购成本: blank, 库存: blank, 店内码: blank }),
    )
    expect(order.lines[0], blank).toMatchObject({
      category: '',
      costMicro: null,
      stockMilli: null,
      productKey: 'n:可乐',
    })
  }
})

test('times with an offset are those of the shop’s zone', async () => {
  const at = async (time: string, timeZone?: string) =>
    (await readOnlyOrder(csv({ ...GOOD_LINE, 下单时间: time }), timeZone ? { timeZone } : {})).orderedAt
  expect(await at('2026-01-18T23:31:02Z')).toBe('2026-01-19T07:31:02')
  expect(await at('2026-01-18T23:31:02+00:00', 'Europe/Berlin')).toBe('2026-01-19T00:31:02')
  expect(await at('2026-01-18 23:31:02', 'Europe/Berlin')).toBe('2026-01-18T23:31:02')
  expect(await at("'2026年01月18日 07:31:02")).toBe('2026-01-18T07:31:02')
})
