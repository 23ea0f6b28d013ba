import { describe, expect, it } from 'vitest'
import { renderListBody } from '../../../src/ui/list/listPage'
import type { RuleListRows } from '../../../src/ui/list/view'
import type { ListTarget } from '../../../src/ui/target'
import { attributes, select, texts } from '../../html'
import {
  DATE,
  DIRECTORY,
  HOSTILE,
  listOf,
  listTarget,
  ORIGIN,
  RULE_NAMES,
  rowOf,
  STORE,
  shellOf,
} from '../pageFixtures'

const ONE_STORE = [
  'product',
  'code',
  'category',
  'quantity',
  'daysOut',
  'channel',
  'profitAtStake',
  'restock',
]

function bodyOf(list: RuleListRows, target: ListTarget = listTarget(list.rule), lang: 'zh' | 'en' = 'zh') {
  return renderListBody({ status: 'ready', list, directory: DIRECTORY }, shellOf(target, lang))
}

/** The lines of the text to send. */
function linesOf(...page: Parameters<typeof bodyOf>): string[] {
  return select(bodyOf(...page), 'textarea')
    .text()
    .split('\n')
}

describe('the text of a list', () => {
  it('says what it is, whose and of when, what it comes to, its rows with what to do, and where all of them are', () => {
    expect(linesOf(listOf('stockouts', { columns: ONE_STORE }))).toEqual([
      `缺货 · ${STORE} · 2026年1月18日 周日`,
      '共 1 个商品 · 每日毛利风险 ¥113.74',
      '1. 可口可乐 330ml · 210034 · 建议补货 9 · 缺货天数 4 天',
      `${ORIGIN}/rules/stockouts?${new URLSearchParams({ store: STORE, date: DATE, lang: 'zh' })}`,
    ])
  })

  it('names the store and the day of each row where they differ', () => {
    const [, , row] = linesOf(listOf('stockouts', { days: 3 }), listTarget('stockouts', { days: 3 }))
    expect(row).toBe(`1. 可口可乐 330ml · 210034 · ${STORE} · 1月18日 · 建议补货 9 · 缺货天数 4 天`)
  })

  it('says how many stores are not in it because they cannot be read', () => {
    const storesOutOfReach = ['甲', '乙']
    expect(linesOf(listOf('stockouts', { storesOutOfReach }))[1]).toBe('另有 2 家门店现在读不到，不在其中')
    expect(linesOf(listOf('stockouts', { storesOutOfReach }), listTarget('stockouts'), 'en')[1]).toBe(
      'without 2 stores that cannot be read right now',
    )
  })

  it('says nothing of what is unknown, and names a product without a name', () => {
    const nameless = { kind: 'product', productId: 1, name: ' \u200b' } as const
    const rows = [rowOf({ product: nameless, code: null, daysOut: null, restock: null })]
    expect(linesOf(listOf('stockouts', { rows, columns: ONE_STORE }))[2]).toBe('1. （未命名）')
  })

  it.each(RULE_NAMES)('has in each row what it is about and a number to act on: %s', (rule) => {
    for (const lang of ['zh', 'en'] as const) {
      const row = linesOf(listOf(rule), listTarget(rule), lang)[2]
      expect(row).toMatch(/^1\. (可口可乐 330ml · 210034|660906543317|15–20) · .*\d/)
      expect(row).not.toMatch(/undefined|NaN|null|—/)
    }
  })

  it('holds the first twenty rows, and says how many there are beside them', () => {
    const rows = Array.from({ length: 33 }, () => rowOf())
    const lines = linesOf(listOf('stockouts', { rows }))
    expect(lines.filter((line) => /^\d+\. /.test(line))).toHaveLength(20)
    expect(lines.at(-2)).toBe('还有 13 行，见链接')
  })

  it('keeps to what the list is narrowed to, says so, and leads to that, on its first page', () => {
    const query = { search: '可乐', categories: ['饮品'], page: 2 }
    const lines = linesOf(listOf('stockouts'), listTarget('stockouts', query, { date: null }))
    expect(lines.slice(1, 3)).toEqual(['筛选：可乐、饮品', '筛出 1 个商品 · 每日毛利风险 ¥113.74'])
    const link = new URL(lines.at(-1) ?? '')
    expect([...link.searchParams.keys()]).toEqual(['store', 'date', 'q', 'category', 'lang'])
    // A link to the latest day would lead elsewhere tomorrow.
    expect(link.searchParams.get('date')).toBe(DATE)
  })

  it('stays as many lines whatever names hold', () => {
    const hostile = `${HOSTILE}\n9. x\r\n\u2028`
    const rows = [rowOf({ product: { kind: 'product', productId: 1, name: hostile } }), rowOf()]
    const lines = linesOf(
      listOf('stockouts', { rows }),
      listTarget('stockouts', { categories: [hostile] }, { stores: [hostile] }),
    )
    // Without a link: with such a category it would be longer than all else.
    expect(lines).toHaveLength(5)
    expect(lines[3]).toMatch(/^1\. <\/style><script>.*… · 210034 · .* 建议补货 9 · 缺货天数 4 天$/)
  })
})

describe('a list that has rows', () => {
  it('has its text in a box behind a click, and the buttons that need a script hidden', () => {
    const html = bodyOf(listOf('stockouts'))
    const box = select(html, '.share details textarea')
    expect(box.attr('readonly')).toBeDefined()
    expect(attributes(html, '.share button', 'hidden')).toEqual(['hidden', 'hidden'])
    expect(attributes(html, '[data-copy]', 'data-copy')).toEqual([box.attr('id')])
    expect(attributes(html, '[data-share]', 'data-share')).toEqual([box.attr('id')])
    expect(texts(html, '.share summary')).toEqual(['发到群里'])
    expect(select(html, 'script').length).toBe(1)
  })

  it('leads to its walking list', () => {
    expect(attributes(bodyOf(listOf('stockouts')), '.to-paper', 'href')[0]).toMatch(
      /^\/rules\/stockouts\/print\?/,
    )
  })
})

it('a list without rows has nothing to send, and runs no script', () => {
  const html = bodyOf(listOf('stockouts', { rows: [] }))
  expect(select(html, '.share, .to-paper, script').length).toBe(0)
})
