import { expect, test } from 'vitest'
import { deliveryHints } from '../../src/diagnosis/rules/deliveryCost/hints'
import { order } from '../diagnosis/build'

const codes = (parts: Parameters<typeof order>[0]) => deliveryHints(order(parts)).map(({ code }) => code)

test('a delivery is far beyond five kilometres', () => {
  expect(codes({ distance: 5_000 })).toEqual([])
  expect(codes({ distance: 5_001 })).toEqual(['far'])
})

test('a distance that nobody told is said to be unknown where nothing else explains the cost', () => {
  expect(codes({ distance: null })).toEqual(['distanceUnknown'])
  expect(codes({ distance: null, at: '23:00:00' })).toEqual(['night'])
})

test('the names of its goods make a delivery heavy', () => {
  const lines = (quantity: number) => ({ distance: 100, lines: [{ name: '农夫山泉 550ml*12瓶', quantity }] })
  expect(codes(lines(1))).toEqual(['heavy'])
  expect(codes({ distance: 100, lines: [{ name: '可乐 330ml', quantity: 3 }] })).toEqual([])
  const apples = (quantity: number) => ({ distance: 100, lines: [{ name: '苹果 1kg', quantity }] })
  expect([5, 5.001].map((quantity) => codes(apples(quantity)))).toEqual([[], ['heavy']])
})

test('goods that fill a box are bulky, as far as their names tell it', () => {
  for (const name of ['清风抽纸 3层100抽', '维达卷纸 4层10卷', '可乐 整箱', '洁柔 8提'])
    expect(codes({ distance: 100, lines: [{ name }] }), name).toEqual(['bulky'])
  for (const name of ['提拉米苏', '可乐 330ml', '卷心菜'])
    expect(codes({ distance: 100, lines: [{ name }] }), name).toEqual([])
  expect(codes({ distance: 100, lines: [{ name: '抽纸', quantity: 0 }] })).toEqual([])
})

test('the night begins at ten and ends at six', () => {
  expect(codes({ distance: 100, at: '21:59:59' })).toEqual([])
  expect(codes({ distance: 100, at: '22:00:00' })).toEqual(['night'])
  expect(codes({ distance: 100, at: '05:59:59' })).toEqual(['night'])
  expect(codes({ distance: 100, at: '06:00:00' })).toEqual([])
})
