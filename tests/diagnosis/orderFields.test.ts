import { expect, test } from 'vitest'
import { orderValue } from '../../src/diagnosis/order'
import {
  COLUMN_NAMES,
  COLUMNS,
  MARKETING_COLUMNS,
  ORDER_COLUMNS,
  ORDER_FACTS,
} from '../../src/diagnosis/orderFields'
import { order } from './build'

test('no two columns share a name', () => {
  const names = COLUMN_NAMES.flatMap((name): string[] => {
    const column = COLUMNS[name]
    return [name, ...column.aliases, ...('otherPer' in column ? column.otherPer : [])]
  })
  expect(new Set(names).size).toBe(names.length)
})

test('the seven marketing amounts of an order are told apart by the order of the table', () => {
  expect(MARKETING_COLUMNS).toEqual([
    '满减金额',
    '商品减免金额',
    '新客减免金额',
    '商家代金券',
    '商家承担部分券',
    '满赠金额',
    '商家其他优惠',
  ])
  const marketed = order({ marketing: [1, 2, 3, 4, 5, 6, 7] })
  const amounts = ORDER_COLUMNS.filter(({ field }) => field === 'marketingMicro')
  expect(amounts.map((column) => orderValue(marketed, column))).toEqual([1e6, 2e6, 3e6, 4e6, 5e6, 6e6, 7e6])
})

test('an order has a value of every order-level column', () => {
  const values = ORDER_COLUMNS.map((column) => orderValue(order({ distance: 900 }), column))
  expect(values.every((value) => value !== undefined && value !== null)).toBe(true)
})

test('what the order page shows is an amount, a fee or a distance, with a heading in each language', () => {
  for (const { name, kind, heading } of ORDER_FACTS) {
    expect(['amount', 'fee', 'metres'], name).toContain(kind)
    expect(heading.zh, name).toMatch(/[\u4e00-\u9fff]/)
    expect(heading.en, name).not.toMatch(/[\u4e00-\u9fff]/)
  }
})
