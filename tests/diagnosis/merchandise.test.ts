import { describe, expect, test } from 'vitest'
import { isMerchandise } from '../../src/diagnosis/merchandise'
import { yuan } from './build'

describe('merchandise', () => {
  test.each<[string, string, number | null, boolean]>([
    ['a product', '饮料', 3, true],
    ['a product of no category', '', 3, true],
    ['a product listed at 0.02 元', '饮料', 0.02, true],
    ['a product listed a millionth above 0.01 元', '饮料', 0.010001, true],
    ['a product of an export without list prices', '饮料', null, true],
    ['a category that only contains the word', '耗材配件', 3, true],
    ['a notice listed at exactly 0.01 元', '其他', 0.01, false],
    ['a giveaway listed at 0', '其他', 0, false],
    ['a bag', '耗材', 0.5, false],
    ['a bag of an export without list prices', '耗材', null, false],
  ])('%s: category %j, list price %d: %s', (_, category, list, expected) => {
    const listPriceMicro = list === null ? null : yuan(list)
    expect(isMerchandise({ category, listPriceMicro })).toBe(expected)
  })
})
