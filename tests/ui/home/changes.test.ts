import { describe, expect, it } from 'vitest'
import type { Change } from '../../../src/diagnosis/change'
import type { RuleName } from '../../../src/diagnosis/rules/index'
import type { Lang } from '../../../src/diagnosis/words'
import { renderCard } from '../../../src/ui/home/page'
import { ruleCard, select, texts } from '../../html'
import { BUSY, CALM, ready, SHELL } from '../fixtures'

/** What the chips of a rule say. */
function chips(rule: RuleName, change: Change | null | undefined, lang: Lang = 'zh', rules = BUSY): string[] {
  const html = renderCard(ready({ rules, changes: change ? { [rule]: change } : {} }), { ...SHELL, lang })
  return texts(ruleCard(html, rule), '.changes li')
}

const days = (...counts: number[]): Change => ({ kind: 'days', counts })
const products = (added: number, ongoing: number, recovered: number): Change => ({
  kind: 'products',
  new: added,
  ongoing,
  recovered,
})

describe('a rule on products against the day before', () => {
  it('says how many are new, ongoing and recovered', () => {
    expect(chips('salesDrop', products(15, 14, 5))).toEqual(['新增 15', '前一天也有 14', '已恢复 5'])
    expect(chips('salesDrop', products(15, 14, 5), 'en')).toEqual([
      'New 15',
      'Also the day before 14',
      'Recovered 5',
    ])
  })

  it('leaves out what there is none of', () => {
    expect(chips('salesDrop', products(29, 0, 0))).toEqual(['新增 29'])
    expect(chips('salesDrop', products(0, 0, 0), 'zh', CALM)).toEqual([])
  })

  it('says how many cannot be compared where a store does not know its day before', () => {
    expect(chips('salesDrop', products(9, 8, 5))).toEqual(['新增 9', '前一天也有 8', '已恢复 5', '无对比 12'])
    expect(chips('salesDrop', products(9, 8, 5), 'en')).toContain('Not compared 12')
  })

  it('tells what is back in stock from what was not seen', () => {
    const change = { kind: 'products', new: 71, ongoing: 27, recovered: 2, notSeen: 86 } as const
    expect(chips('stockouts', change)).toEqual([
      '前一天没列出 71',
      '前一天也缺 27',
      '已补上 2',
      '当日未见 86',
    ])
    expect(chips('stockouts', change, 'en')).toEqual([
      'Not listed the day before 71',
      'Also out the day before 27',
      'Restocked 2',
      'Not seen that day 86',
    ])
  })

  it('says nothing where nobody knows', () => {
    expect(chips('stockouts', null)).toEqual([])
  })

  it('speaks of the highlights as of a list', () => {
    expect(chips('topProfit', products(6, 4, 6))).toEqual(['新上榜 6', '仍在榜 4', '退榜 6'])
  })

  it('tells of recovery also where nothing is found today', () => {
    expect(chips('marginDrop', products(0, 0, 19), 'zh', CALM)).toEqual(['已恢复 19'])
  })
})

describe('a rule on orders against the day before', () => {
  it.each<[string, Change, string[], string[]]>([
    ['the third day in a row', days(5, 2, 1, 0, 4), ['连续第 3 天'], ['Day 3 in a row']],
    ['the first day', days(5, 0, 1), ['前一天没有'], ['None the day before']],
    ['over since yesterday', days(0, 5, 1), ['已恢复'], ['Recovered']],
    ['none today and yesterday', days(0, 0, 5), [], []],
    ['every day that is known', days(5, 2, 1), ['连续 3 天以上'], ['3+ days in a row']],
    ['no day at all', days(), [], []],
  ])('says %s', (_, change, chinese, english) => {
    expect(chips('lossOrders', change)).toEqual(chinese)
    expect(chips('lossOrders', change, 'en')).toEqual(english)
  })
})

describe('a rule whose change is not known', () => {
  it('says nothing', () => {
    expect(chips('lossOrders', undefined)).toEqual([])
    expect(select(renderCard(ready({ changes: null }), SHELL), '.changes').length).toBe(0)
  })

  it('says nothing where the rule itself cannot know', () => {
    const lacking = { status: 'insufficientData', needDays: 14, haveDays: 9 } as const
    expect(chips('salesDrop', products(1, 2, 3), 'zh', { ...BUSY, salesDrop: lacking })).toEqual([])
  })
})
