import { expect, test } from 'vitest'
import { answersOf, fieldsOf, saidTogether } from '../../../src/ui/import/answerFields'

const SAID = {
  store: '一店',
  columns: { 订单ID: '小票', 库存: '还剩' },
  per: { 实收价格: 'line' },
} as const

test('answers go through a form unchanged', () => {
  expect(answersOf(fieldsOf(SAID))).toEqual(SAID)
  expect(answersOf([])).toEqual({})
})

test('what no answer is made of is passed over', () => {
  const fields: [string, unknown][] = [
    ['column.__proto__', 'x'],
    ['column.收货地址', ''],
    ['per.实收价格', 'dozen'],
    ['store', new Blob(['x'])],
    ['channel', '  '],
  ]
  expect(answersOf(fields)).toEqual({})
})

test('a form changes what it names, takes back what it leaves empty, and keeps the rest', () => {
  const said = saidTogether(SAID, [
    ['column.库存', ''],
    ['column.订单ID', '流水'],
    ['channel', '自营'],
  ])
  expect(said).toEqual({ store: '一店', channel: '自营', columns: { 订单ID: '流水' }, per: SAID.per })
})
