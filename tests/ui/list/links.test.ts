import { describe, expect, it } from 'vitest'
import { targetHref } from '../../../src/ui/links'
import { renderListBody } from '../../../src/ui/list/listPage'
import { pageOfRows, pagesToName } from '../../../src/ui/list/pager'
import type { RuleListRows } from '../../../src/ui/list/view'
import type { ListTarget } from '../../../src/ui/target'
import { addressOf, attributes, each, link, type Part, rowsOf, select, texts, visibleText } from '../../html'
import { DIRECTORY, listOf, listTarget, rowOf, STORE, shellOf } from '../pageFixtures'

/** A list with everything in its address. */
const NARROWED = listTarget(
  'lossOrders',
  {
    days: 7,
    search: '可乐 & 雪碧',
    channels: ['饿了么'],
    categories: ['饮品', '乳品'],
    sortedBy: 'revenue',
    descending: true,
    page: 2,
  },
  { stores: ['甲', '乙'], date: '2026-01-17' },
)

const MANY = listOf('lossOrders', { rows: Array.from({ length: 120 }, () => rowOf()) })

function bodyOf(target: ListTarget, list: RuleListRows = MANY) {
  return renderListBody({ status: 'ready', list, directory: DIRECTORY }, shellOf(target))
}

/** The links within a part of a page, each with its name, as its path and query. */
function linksIn(html: string, part: string) {
  return each(select(html, `${part} a`)).map((element) => {
    const url = addressOf(element)
    return {
      name: visibleText(element).trim(),
      current: element.attr('aria-current'),
      path: url.pathname,
      query: url.searchParams,
    }
  })
}

const HEAD = 'thead'
const PAGES = 'nav[aria-label="翻页"]'
const EXPORTS = '.exports'

/** What every link of the narrowed list carries, whatever it changes. */
function expectKept(query: URLSearchParams) {
  expect(query.getAll('store')).toEqual(['甲', '乙'])
  expect(query.get('date')).toBe('2026-01-17')
  expect(query.get('q')).toBe('可乐 & 雪碧')
  expect(query.getAll('channel')).toEqual(['饿了么'])
  expect(query.getAll('category')).toEqual(['饮品', '乳品'])
  expect(query.get('lang')).toBe('zh')
}

describe('the links of a list', () => {
  it('keep its stores, its day and what narrows it', () => {
    const html = bodyOf(NARROWED)
    for (const part of [HEAD, PAGES, EXPORTS]) {
      const links = linksIn(html, part)
      expect(links.length, part).toBeGreaterThan(1)
      for (const { query } of links) expectKept(query)
    }
  })

  it('sort by a column, from its first page, and turn the order around at the second click', () => {
    const links = linksIn(bodyOf(NARROWED), HEAD)
    const by = (column: string) => links.find(({ query }) => query.get('sort') === column)?.query
    expect(by('revenue')?.get('dir')).toBe('asc')
    expect(by('cost')?.get('dir')).toBe('desc')
    expect(by('channel')?.get('dir')).toBe('asc')
    for (const { query } of links) {
      expect(query.get('page')).toBeNull()
      expect(query.get('days')).toBe('7')
    }
  })

  it('mark the column and the direction that it is sorted by, and no other', () => {
    const sorted = (target: ListTarget) =>
      each(select(bodyOf(target), '[aria-sort]')).map((heading) => [
        visibleText(heading).trim(),
        heading.attr('aria-sort'),
      ])
    expect(sorted(NARROWED)).toEqual([['实收额', 'descending']])
    expect(sorted(listTarget('lossOrders'))).toEqual([['净利润', 'ascending']])
  })

  it('leave out of the address what is so anyhow', () => {
    expect(targetHref(listTarget('lossOrders'), 'en')).toBe(
      `/rules/lossOrders?store=${encodeURIComponent(STORE)}&date=2026-01-18&lang=en`,
    )
    expect(targetHref(listTarget('lossOrders', { descending: true }), 'zh')).toContain(
      'sort=netProfit&dir=desc',
    )
  })

  it('give all rows as files, in the same order', () => {
    const links = linksIn(bodyOf(NARROWED), EXPORTS)
    expect(links.map(({ path }) => path)).toEqual(['/rules/lossOrders.csv', '/rules/lossOrders.xlsx'])
    for (const { query } of links) {
      expect(query.get('sort')).toBe('revenue')
      expect(query.get('page')).toBeNull()
    }
  })

  it('clear what narrows it, and keep its stores and day', () => {
    const cleared = addressOf(link(bodyOf(NARROWED), '清除筛选'))
    expect([...cleared.searchParams.keys()].sort()).toEqual([
      'date',
      'days',
      'dir',
      'lang',
      'sort',
      'store',
      'store',
    ])
    expect(texts(bodyOf(listTarget('lossOrders')), 'a')).not.toContain('清除筛选')
  })
})

describe('the form of a list', () => {
  const form = (target: ListTarget) => select(bodyOf(target), 'form')
  const hidden = (target: ListTarget) =>
    each(select(form(target), '[type="hidden"]')).map(
      (field) => `${field.attr('name')}=${field.attr('value')}`,
    )
  const labelOf = (field: Part) => texts(field.closest('label'), 'span').join()

  it('carries along what it does not ask for, and begins at the first page', () => {
    expect(form(NARROWED).attr()).toMatchObject({ method: 'get', action: '/rules/lossOrders' })
    expect(hidden(NARROWED)).toEqual([
      'sort=revenue',
      'dir=desc',
      'lang=zh',
      'store=甲',
      'store=乙',
      'category=饮品',
      'category=乳品',
    ])
  })

  it('shows what was chosen, also where no row has it', () => {
    const asked = form(listTarget('lossOrders', { search: '可乐', channels: ['抖音'] }))
    expect(attributes(asked, '[name="q"]', 'value')).toEqual(['可乐'])
    expect(attributes(asked, '[name="channel"] [selected]', 'value')).toEqual(['抖音'])
    expect(attributes(asked, '[name="store"] [selected]', 'value')).toEqual([STORE])
  })

  it('holds the day and the days that are shown', () => {
    expect(attributes(form(NARROWED), '[name="date"]', 'value')).toEqual([MANY.businessDate])
    expect(attributes(form(NARROWED), '[name="days"] option', 'value')).toEqual(['1', '3', '7', '15'])
    expect(attributes(form(NARROWED), '[name="days"] [selected]', 'value')).toEqual(['7'])
  })

  it('says on its button how much of it is in use', () => {
    const badge = (target: ListTarget) => texts(bodyOf(target), '.narrowing > summary .badge')
    expect(badge(NARROWED)).toEqual(['4'])
    expect(badge(listTarget('lossOrders', { search: '可乐' }))).toEqual(['1'])
    expect(badge(listTarget('lossOrders'))).toEqual([])
  })

  it('has a name for each of its fields', () => {
    const fields = each(select(form(listTarget('lossOrders')), 'select, input:not([type="hidden"])'))
    expect(fields.map(labelOf)).toEqual(['搜索商品或订单号', '门店', '日期', '天数', '渠道', '分类'])
  })
})

describe('the pages of a list', () => {
  it('hold fifty rows each', () => {
    const rows = (target: ListTarget) => rowsOf(select(bodyOf(target), 'table.sortable')).length
    expect(rows(listTarget('lossOrders'))).toBe(50)
    expect(rows(listTarget('lossOrders', { page: 3 }))).toBe(20)
    expect(visibleText(bodyOf(listTarget('lossOrders', { page: 3 })))).toContain('第 101–120 行，共 120 行')
  })

  it('link to each other, and mark the one that is shown', () => {
    const links = linksIn(bodyOf(NARROWED), PAGES)
    expect(links.map(({ query }) => query.get('page'))).toEqual([null, null, '2', '3', '3'])
    expect(links.filter(({ current }) => current === 'page').map(({ name }) => name)).toEqual(['2'])
  })

  it('need no links where there is one', () => {
    expect(select(bodyOf(listTarget('lossOrders'), listOf('lossOrders')), PAGES).length).toBe(0)
  })

  it('end with the last one, whatever was asked for', () => {
    expect(pageOfRows(120, 99, 50)).toEqual({ page: 3, pages: 3, start: 100, end: 120, rows: 120 })
    expect(pageOfRows(0, 5, 50)).toEqual({ page: 1, pages: 1, start: 0, end: 0, rows: 0 })
    expect(pageOfRows(100, 2, 50)).toMatchObject({ pages: 2, start: 50, end: 100 })
  })

  it('are named at the ends and around the one that is shown', () => {
    expect(pagesToName(1, 1)).toEqual([1])
    expect(pagesToName(2, 3)).toEqual([1, 2, 3])
    expect(pagesToName(5, 9)).toEqual([1, null, 4, 5, 6, null, 9])
    expect(pagesToName(1, 9)).toEqual([1, 2, null, 9])
  })
})
