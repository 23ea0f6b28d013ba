import { describe, expect, it } from 'vitest'
import type { Reason } from '../../../src/diagnosis/cell'
import { RULES, type RuleName } from '../../../src/diagnosis/rules/index'
import { fileTitle } from '../../../src/http/listTable'
import { columnOf } from '../../../src/lists/columns'
import { cellText, reasonText } from '../../../src/ui/i18n/cellText'
import { WORDS } from '../../../src/ui/i18n/words'
import { RULE_NAMES } from '../pageFixtures'

/** The shape of words: their keys, and of functions that they are some. */
function shapeOf(words: unknown): unknown {
  if (typeof words !== 'object' || words === null) return typeof words
  return Object.fromEntries(Object.entries(words).map(([key, value]) => [key, shapeOf(value)]))
}

/** Every text of some words. */
function textsOf(words: unknown): string[] {
  if (typeof words === 'string') return [words]
  return typeof words === 'object' && words !== null ? Object.values(words).flatMap(textsOf) : []
}

describe('the words of the pages', () => {
  it('are the same in both languages, key by key', () => {
    expect(shapeOf(WORDS.en)).toEqual(shapeOf(WORDS.zh))
  })

  it.each(RULE_NAMES)('of a rule are the same in both languages, and speak one each: %s', (rule) => {
    const { zh, en } = RULES[rule].view.words
    expect(shapeOf(en)).toEqual(shapeOf(zh))
    // Formulas name columns of the export.
    const { why, ...rest } = en
    for (const text of textsOf(rest)) expect(text).not.toMatch(/[\u4e00-\u9fff]/)
  })

  it('speak one language each', () => {
    // Of the others, the link to Chinese speaks it, and the rest name columns of the export.
    const { nav, why, messages, ...rest } = WORDS.en
    const english = textsOf(rest)
    expect(english.length).toBeGreaterThan(150)
    for (const text of english) expect(text).not.toMatch(/[\u4e00-\u9fff]/)
  })
})

const titleOf = (rule: RuleName, id: string, lang: 'zh' | 'en') => fileTitle(columnOf(rule, id), lang)

describe('the heading of a column in a file', () => {
  it('names every column of every list, each differently', () => {
    for (const lang of ['zh', 'en'] as const) {
      for (const rule of RULE_NAMES) {
        const titles = Object.keys(RULES[rule].view.list.columns).map((id) => titleOf(rule, id, lang))
        expect(new Set(titles).size, rule).toBe(titles.length)
        for (const title of titles) expect(title).toMatch(/^\S(.*\S)?$/)
      }
    }
  })

  it('says the unit of a bare number', () => {
    expect(titleOf('deliveryCost', 'distance', 'zh')).toBe('配送距离（米）')
    expect(titleOf('deliveryCost', 'distance', 'en')).toBe('Distance (m)')
  })

  it('says what a column means on its list, with spaces that a search finds', () => {
    expect(titleOf('belowCost', 'quantity', 'zh')).toBe('销量')
    expect(titleOf('stockouts', 'quantity', 'zh')).toBe('近 7 天销量')
  })
})

describe('a value as plain text', () => {
  it.each<[Parameters<typeof cellText>[0], string, string]>([
    [{ kind: 'text', text: '美团共橙' }, '美团共橙', '美团共橙'],
    [{ kind: 'label', label: 'lateNight' }, '夜宵', 'Late night'],
    [{ kind: 'reasons', reasons: [] }, '', ''],
    [
      {
        kind: 'reasons',
        reasons: [
          { code: 'outOfStock', value: 1 },
          { code: 'costUp', value: 148 },
        ],
      },
      '断货 1 天；进价 +14.8%',
      'out of stock 1 day; cost +14.8%',
    ],
  ])('is written for programs: %j', (cell, zh, en) => {
    expect(cellText(cell, 'zh')).toBe(zh)
    expect(cellText(cell, 'en')).toBe(en)
  })
})

describe('a reason', () => {
  it.each<[Reason, string, string]>([
    [{ code: 'priceUp', value: 52 }, '涨价 5.2%', 'price up 5.2%'],
    [{ code: 'priceDown', value: 361 }, '降价 36.1%', 'price down 36.1%'],
    [{ code: 'costUp', value: 148 }, '进价 +14.8%', 'cost +14.8%'],
    [{ code: 'deeperDiscount', value: 119 }, '让利多 11.9 点', 'discount up 11.9 pts'],
    [{ code: 'lessDiscount', value: 31 }, '让利少 3.1 点', 'discount down 3.1 pts'],
    [{ code: 'outOfStock', value: 2 }, '断货 2 天', 'out of stock 2 days'],
    [{ code: 'daysWithoutSale', value: 5 }, '没卖出 5 天', 'unsold 5 days'],
    [{ code: 'far', value: 6180 }, '远 6.2 km', 'far 6.2 km'],
    [{ code: 'heavy', value: 7500 }, '重 7.5 kg', 'heavy 7.5 kg'],
    [{ code: 'night', value: 23 }, '夜间 23 时', 'night 23:00'],
    [{ code: 'far' }, '远', 'far'],
  ])('says its number in its unit: %j', (reason, zh, en) => {
    expect(reasonText(reason, WORDS.zh)).toBe(zh)
    expect(reasonText(reason, WORDS.en)).toBe(en)
  })
})
