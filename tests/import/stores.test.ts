import { expect, test } from 'vitest'
import { storeKey } from '../../src/diagnosis/storeName'
import { createStoreNames, similarStores } from '../../src/import/storeNames'
import { csv, GOOD_LINE, readGood } from './exportFile'

test('spellings of a store are one store, named as it came first', async () => {
  const spellings = [
    '惠民店（一店）',
    '惠民店(一店)',
    '惠民店\u200b（一店）',
    '惠民店 （一店）',
    '惠民店　(一店)',
  ]
  const { stores } = await readGood(
    csv(...spellings.map((name, id) => ({ ...GOOD_LINE, 订单ID: `${id}`, 门店名称: name }))),
  )
  expect([...stores].map(([store, orders]) => [store, orders.length])).toEqual([['惠民店（一店）', 5]])
})

test('the key of a store is the same for all of its spellings', () => {
  expect(storeKey(' 惠民店（一 店）')).toBe(storeKey('惠民店(一店)'))
  const nameOf = createStoreNames()
  expect([nameOf('Ａ店'), nameOf('A 店'), nameOf('B店')]).toEqual(['Ａ店', 'Ａ店', 'B店'])
})

test('names that differ by one character, or by 店, are a hint', () => {
  expect(similarStores(['惠民超市', '惠民超市店'])).toEqual([['惠民超市', '惠民超市店']])
  expect(similarStores(['惠民便利店', '惠名便利店'])).toEqual([['惠民便利店', '惠名便利店']])
  expect(similarStores(['惠民便利店', '惠民便利'])).toHaveLength(1)
})

test('what tells the stores of a chain apart is no slip', () => {
  expect(similarStores(['示例门店21', '示例门店22', '示例门店2'])).toEqual([])
  expect(similarStores(['惠民一店', '惠民二店', '惠民东店', 'A店', 'B店'])).toEqual([])
  expect(similarStores(['惠民店', '利群店'])).toEqual([])
  expect(similarStores([])).toEqual([])
})

test('too many stores are not compared with one another', () => {
  expect(similarStores(Array.from({ length: 500 }, (_, i) => `门${i}店`))).toEqual([])
})

test('the ids of stores are told, and one that several stores share is of none of them, and named', async () => {
  const line = (id: string, store: string, storeId: string) => ({
    ...GOOD_LINE,
    订单ID: id,
    门店名称: store,
    门店ID: storeId,
  })
  const { storeIds, report } = await readGood(
    csv(line('1', '甲', '7'), line('2', '乙', '8'), line('3', '丙', '8')),
  )
  expect([...storeIds]).toEqual([['甲', ['7']]])
  expect(report.warnings).toContainEqual({ code: 'sharedStoreId', storeId: '8', stores: ['乙', '丙'] })
})

test('the id of a store is read as other ids are, and a cell that says nothing is none', async () => {
  const cells = ['-', '无', '="123"', '124.0', ' 0045 ', '1.2E+5']
  const lines = cells.map((cell, at) => ({
    ...GOOD_LINE,
    订单ID: `${at}`,
    门店名称: `${at}店`,
    // A quote within a cell of CSV is written twice.
    门店ID: cell.includes('"') ? `"${cell.replaceAll('"', '""')}"` : cell,
  }))
  const { storeIds, report } = await readGood(csv(...lines))
  expect([...storeIds]).toEqual([
    ['2店', ['123']],
    ['3店', ['124']],
    ['4店', ['0045']],
  ])
  expect(report.warnings).toContainEqual({
    code: 'unreadableCells',
    cells: 1,
    zeroCells: 0,
    examples: [
      {
        line: 7,
        column: '门店ID',
        header: '门店ID',
        value: '1.2E+5',
        reason: expect.objectContaining({ code: 'scientificId' }),
      },
    ],
  })
})

test('a day that lost more than a tenth of its orders to rejection is in doubt', async () => {
  const orders = Array.from({ length: 9 }, (_, id) => ({ ...GOOD_LINE, 订单ID: `${id}` }))
  const bad = (id: string, cells = {}) => ({ ...GOOD_LINE, 订单ID: id, 销量: 'x', ...cells })
  const doubts = async (...lines: (typeof GOOD_LINE)[]) =>
    (await readGood(csv(...orders, ...lines))).report.warnings.filter(({ code }) => code === 'doubtfulDay')
  expect(await doubts(bad('a'), bad('a'))).toEqual([])
  expect(await doubts(bad('a'), bad('b'), bad('c', { 下单时间: '2026-01-17' }))).toEqual([
    { code: 'doubtfulDay', store: '示例门店', date: '2026-01-18', orders: 9, rejectedOrders: 2 },
    { code: 'doubtfulDay', store: '示例门店', date: '2026-01-17', orders: 0, rejectedOrders: 1 },
  ])
})
