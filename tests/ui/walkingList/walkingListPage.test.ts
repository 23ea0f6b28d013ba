import { describe, expect, it } from 'vitest'
import type { RuleListRows } from '../../../src/ui/list/view'
import { renderWalkingListBody, renderWalkingListShell } from '../../../src/ui/walkingList/walkingListPage'
import { each, expectNothingForbidden, expectWellFormed, hrefs, select, texts, visibleText } from '../../html'
import {
  DATE,
  DIRECTORY,
  HOSTILE,
  listOf,
  listTarget,
  RULE_NAMES,
  rowOf,
  STORE,
  shellOf,
} from '../pageFixtures'

function pageOf(list: RuleListRows, target = listTarget(list.rule), lang: 'zh' | 'en' = 'zh'): string {
  const shell = shellOf(target, lang)
  return (
    renderWalkingListShell(shell) +
    renderWalkingListBody({ status: 'ready', list, directory: DIRECTORY }, shell)
  )
}

const text = (value: string) => ({ kind: 'text', text: value }) as const
const product = (name: string) => ({ kind: 'product', productId: 1, name }) as const
const ofCategory = (category: string, name: string) =>
  rowOf({ category: text(category), product: product(name) })

/** Each group's heading, with what its rows are about. */
function groupsOf(html: string): [heading: string, subjects: string[]][] {
  return each(select(html, 'tbody')).map((group) => [
    visibleText(select(group, '.group')).trim(),
    texts(group, 'td.subject'),
  ])
}

describe('a walking list', () => {
  it('says what it is, whose and of when, and how many rows it has', () => {
    const html = pageOf(listOf('stockouts', { rows: [rowOf(), rowOf()] }))
    expect(texts(html, 'h1')).toEqual(['缺货 · 巡店清单'])
    expect(texts(html, '.about')).toEqual([`${STORE} · 2026年1月18日 周日 · 共 2 行`])
  })

  it('has products by category, those without one last, each category in the order of the list', () => {
    const rows = [
      ofCategory('饮品', '可乐'),
      ofCategory('', '来历不明'),
      ofCategory('乳品', '牛奶'),
      ofCategory('饮品', '冰杯'),
    ]
    expect(groupsOf(pageOf(listOf('stockouts', { rows })))).toEqual([
      ['乳品 1 行', ['牛奶']],
      ['饮品 2 行', ['可乐', '冰杯']],
      ['未分类 1 行', ['来历不明']],
    ])
  })

  it('has orders by channel, with their numbers, and does not say the channel again', () => {
    const order = (orderId: string, channel: string) =>
      rowOf({ channel: text(channel), order: { kind: 'order', orderId } })
    const rows = [order('1', '饿了么'), order('2', '美团闪购'), order('3', '饿了么')]
    const html = pageOf(listOf('lossOrders', { rows }))
    expect(groupsOf(html)).toEqual([
      ['美团闪购 1 行', ['2']],
      ['饿了么 2 行', ['1', '3']],
    ])
    expect(texts(html, 'thead th')).not.toContain('渠道')
  })

  it('has what is neither in one piece', () => {
    const html = pageOf(listOf('orderValueBands'))
    expect(groupsOf(html)).toEqual([['', ['15–20']]])
  })

  it.each(RULE_NAMES)('has in each row a box, what it is about, and the number to act on: %s', (rule) => {
    const html = pageOf(listOf(rule))
    expectWellFormed(html)
    expectNothingForbidden(html)
    const cells = texts(html, 'td')
    expect(cells[0]).toBe('☐')
    expect(['可口可乐 330ml', '660906543317', '15–20']).toContain(cells[1])
    expect(texts(html, 'td.num').length).toBeGreaterThan(0)
    expect(texts(html, 'thead th')).toHaveLength(cells.length)
    for (const cell of cells) expect(cell).not.toMatch(/^$|—|undefined|NaN/)
  })

  it('shows a dash for what is unknown of a row, and no column of which nothing is known', () => {
    const rows = [rowOf({ daysOut: null, restock: null }), rowOf({ daysOut: null })]
    const html = pageOf(listOf('stockouts', { rows }))
    expect(texts(html, 'thead th')).toEqual(['完成', '商品', '店内码/条码', '门店', '日期', '建议补货'])
    expect(texts(html, 'td.num')).toEqual(['—', '9'])
  })

  it('says what it is narrowed to', () => {
    const html = pageOf(listOf('stockouts'), listTarget('stockouts', { categories: ['饮品', '乳品'] }))
    expect(visibleText(html)).toContain('筛选： 饮品、乳品')
  })

  it('leads back to its list, with all that it is narrowed to', () => {
    const [back = ''] = hrefs(pageOf(listOf('stockouts'), listTarget('stockouts', { search: '可乐' })))
    expect(back).toBe(
      `/rules/stockouts?${new URLSearchParams({ store: STORE, date: DATE, q: '可乐', lang: 'zh' })}`,
    )
  })

  it('says that there is nothing where there is nothing', () => {
    expect(visibleText(pageOf(listOf('stockouts', { rows: [] })))).toContain('没有要走的行')
  })

  it('takes names for texts, whatever they hold', () => {
    const hostile = rowOf({ product: product(HOSTILE), category: text(HOSTILE), store: text(HOSTILE) })
    const html = pageOf(
      listOf('stockouts', { rows: [hostile] }),
      listTarget('stockouts', { search: HOSTILE }),
    )
    expectWellFormed(html)
    expectNothingForbidden(html)
    expect(visibleText(html)).toContain('<script>alert(1)</script>')
  })
})

it('what cannot be had is said in its place', () => {
  const shell = shellOf(listTarget('stockouts'))
  const limited = renderWalkingListBody({ status: 'limited', retryAfterSeconds: 60 }, shell)
  expectWellFormed(renderWalkingListShell(shell) + limited)
  expect(select(limited, '.panel').length).toBe(1)
})
