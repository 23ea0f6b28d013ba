import { describe, expect, it } from 'vitest'
import { targetHref } from '../../../src/ui/links'
import { renderListBody } from '../../../src/ui/list/listPage'
import { pageOfRows, pagesToName } from '../../../src/ui/list/pager'
import type { RuleListRows } from '../../../src/ui/list/view'
import type { ListTarget } from '../../../src/ui/target'
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

/** The links within a part of a page, each as its path and query. */
function linksIn(html: string, part: RegExp) {
  const markup = part.exec(html)?.[0] ?? ''
  return [...markup.matchAll(/<a ([^>]*)>/g)].map(([, attributes = '']) => {
    const href = /href="([^"]*)"/.exec(attributes)?.[1] ?? ''
    const url = new URL(href.replaceAll('&amp;', '&'), 'https://page')
    return { attributes, path: url.pathname, query: url.searchParams }
  })
}

const HEAD = /<thead>.*?<\/thead>/s
const PAGES = /<nav aria-label="翻页">.*?<\/nav>/s
const DAYS = /<nav aria-label="天数">.*?<\/nav>/s
const EXPORTS = /<p class="exports">.*?<\/p>/s

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
    for (const part of [HEAD, PAGES, DAYS, EXPORTS]) {
      const links = linksIn(html, part)
      expect(links.length, String(part)).toBeGreaterThan(1)
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
      [...bodyOf(target).matchAll(/aria-sort="(\w+)"/g)].map(([, way]) => way)
    expect(sorted(NARROWED)).toEqual(['descending'])
    expect(sorted(listTarget('lossOrders'))).toEqual(['ascending'])
    expect(bodyOf(NARROWED)).toMatch(/aria-sort="descending"><a [^>]*>实收额/)
  })

  it('leave out of the address what is so anyhow', () => {
    expect(targetHref(listTarget('lossOrders'), 'en')).toBe(
      `/rules/lossOrders?store=${encodeURIComponent(STORE)}&date=2026-01-18&lang=en`,
    )
    expect(targetHref(listTarget('lossOrders', { descending: true }), 'zh')).toContain(
      'sort=netProfit&dir=desc',
    )
  })

  it('choose the days, and say which are chosen', () => {
    const links = linksIn(bodyOf(NARROWED), DAYS)
    expect(links.map(({ query }) => query.get('days'))).toEqual([null, '3', '7', '15'])
    expect(links.map(({ attributes }) => attributes.includes('aria-current'))).toEqual([
      false,
      false,
      true,
      false,
    ])
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
    const [clear] = linksIn(bodyOf(NARROWED), /<a class="clear".*?>/)
    expect([...(clear?.query.keys() ?? [])].sort()).toEqual([
      'date',
      'days',
      'dir',
      'lang',
      'sort',
      'store',
      'store',
    ])
    expect(bodyOf(listTarget('lossOrders'))).not.toContain('class="clear"')
  })
})

describe('the form of a list', () => {
  const form = (target: ListTarget) => /<form.*?<\/form>/s.exec(bodyOf(target))?.[0] ?? ''
  const hidden = (target: ListTarget) =>
    [...form(target).matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(
      ([, name, value]) => `${name}=${value}`,
    )

  it('carries along what it does not ask for, and begins at the first page', () => {
    expect(form(NARROWED)).toContain('method="get" action="/rules/lossOrders"')
    expect(hidden(NARROWED)).toEqual([
      'date=2026-01-17',
      'days=7',
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
    const html = form(listTarget('lossOrders', { search: '可乐', channels: ['抖音'] }))
    expect(html).toContain('value="可乐"')
    expect(html).toMatch(/<option value="抖音"[^>]* selected|<option selected value="抖音"/)
    expect(html).toMatch(
      new RegExp(`<option [^>]*value="${STORE}"[^>]* selected|<option selected value="${STORE}"`),
    )
  })

  it('has a name for each of its fields', () => {
    const html = form(listTarget('lossOrders'))
    expect(html.match(/<(select|input type="search")/g)).toHaveLength(4)
    for (const label of ['搜索商品或订单号', '门店', '渠道', '分类']) {
      expect(html).toContain(`<span class="unseen">${label}</span>`)
    }
  })
})

describe('the pages of a list', () => {
  it('hold fifty rows each', () => {
    const rows = (target: ListTarget) => bodyOf(target).split('<th scope="row"').length - 1
    expect(rows(listTarget('lossOrders'))).toBe(50)
    expect(rows(listTarget('lossOrders', { page: 3 }))).toBe(20)
    expect(bodyOf(listTarget('lossOrders', { page: 3 }))).toContain('第 101–120 行，共 120 行')
  })

  it('link to each other, and mark the one that is shown', () => {
    const links = linksIn(bodyOf(NARROWED), PAGES)
    expect(links.map(({ query }) => query.get('page'))).toEqual([null, null, '2', '3', '3'])
    expect(links.map(({ attributes }) => attributes.includes('aria-current="page"'))).toEqual([
      false,
      false,
      true,
      false,
      false,
    ])
  })

  it('need no links where there is one', () => {
    expect(bodyOf(listTarget('lossOrders'), listOf('lossOrders'))).not.toMatch(PAGES)
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
