import { expect, inject } from 'vitest'
import { RULE_NAMES } from '../diagnosis/fields'
import { follow, PHONE, textOf } from './browser'
import { test } from './inBrowser'
import { columnTexts, numberIn, rowsOf, rowsSaid, sumParts, wholeColumn } from './listOnPage'

/** A list without scripts: each of its controls is a link or a form. */

const LIST = '/rules/slowMoving'

test('a click on a heading sorts by its column, another one turns the order around', async ({ page }) => {
  await page.goto(LIST)
  const heading = page.getByRole('columnheader', { name: '库存' })
  for (const [order, sorted] of [
    ['descending', (a: number, b: number) => b - a],
    ['ascending', (a: number, b: number) => a - b],
  ] as const) {
    await follow(heading.getByRole('link'))
    expect(await heading.getAttribute('aria-sort')).toBe(order)
    const stock = (await wholeColumn(page, '库存')).map(numberIn)
    expect(new Set(stock).size).toBeGreaterThan(5)
    expect(stock).toEqual(stock.toSorted(sorted))
  }
})

/** A letter that some of the names have, and others do not. */
function someWordOf(names: readonly string[]): string {
  const letters = [...names.join('')].filter((letter) => /\p{L}/u.test(letter))
  const having = (letter: string) => names.filter((name) => name.includes(letter)).length
  const word = letters.find((letter) => having(letter) > 1 && having(letter) < names.length)
  if (word === undefined) throw new Error('The names have nothing in common.')
  return word
}

test('a search leaves the products with the word in their name, and can be taken back', async ({ page }) => {
  await page.goto(LIST)
  const all = await sumParts(page)
  const search = page.locator('.card .filters').getByRole('searchbox')
  const word = someWordOf(await columnTexts(page, '商品'))
  await search.fill(`  ${word}`)
  await Promise.all([page.waitForEvent('load'), search.press('Enter')])
  const names = await columnTexts(page, '商品')
  expect(names.length).toBeGreaterThan(1)
  for (const name of names) expect(name).toContain(word)
  expect(await rowsSaid(page)).toBe(names.length)
  expect(await textOf(page.locator('.card .sum'))).toMatch(new RegExp(`^筛出 ${names.length} 个商品`))
  await follow(page.getByRole('link', { name: '清除筛选' }))
  expect(await sumParts(page)).toEqual(all)
})

test.for([
  ['分类', 'category', '/rules/slowMoving'],
  ['渠道', 'channel', '/rules/lossOrders'],
  ['门店', 'store', '/rules/slowMoving'],
])('a choice of one %s leaves its rows alone', async ([column = '', field, list = ''], { page }) => {
  await page.goto(list)
  const before = await rowsSaid(page)
  const [chosen = ''] = await columnTexts(page, column)
  await page.locator(`.filters [name=${field}]`).selectOption(chosen)
  await follow(page.getByRole('button', { name: '筛选' }))
  const rows = await rowsSaid(page)
  expect(rows).toBeGreaterThan(0)
  expect(rows).toBeLessThan(before)
  // Of one store, the store is no column any more: it stands above the list.
  if (field === 'store') expect(await textOf(page.locator('.card .about > :first-child'))).toBe(chosen)
  else expect(new Set(await wholeColumn(page, column))).toEqual(new Set([chosen]))
  expect(await page.locator(`.filters [name=${field}]`).inputValue()).toBe(chosen)
})

test('what narrows a list goes along when it is sorted and paged', async ({ page }) => {
  await page.goto(`${LIST}?days=15&q=1`)
  const rows = await rowsSaid(page)
  expect(rows).toBeGreaterThan(50)
  await follow(page.getByRole('columnheader', { name: '库存' }).getByRole('link'))
  await follow(page.getByRole('link', { name: '下一页' }))
  expect(await rowsSaid(page)).toBe(rows)
  expect(Object.fromEntries(new URL(page.url()).searchParams)).toMatchObject({
    days: '15',
    q: '1',
    sort: 'stock',
    page: '2',
  })
})

test('the pages of a list hold each of its rows once', async ({ page }) => {
  await page.goto(`${LIST}?days=15`)
  const pages = [await rowsOf(page).allInnerTexts()]
  for (const next = page.getByRole('link', { name: '下一页' }); await next.isVisible(); ) {
    await follow(next)
    pages.push(await rowsOf(page).allInnerTexts())
  }
  expect(pages.length).toBeGreaterThan(1)
  expect(new Set(pages.flat()).size).toBe(await rowsSaid(page))
  await follow(page.getByRole('link', { name: '上一页' }))
  expect(await rowsOf(page).allInnerTexts()).toEqual(pages.at(-2))
})

test('a list of several days names the day of each row, and steps from day to day', async ({ page }) => {
  await page.goto('/rules/lossOrders')
  const ofToday = await rowsSaid(page)
  await page.locator('.filters [name=days]').selectOption('近 3 天')
  await follow(page.getByRole('button', { name: '筛选' }))
  expect(new Set(await columnTexts(page, '日期'))).toEqual(new Set(['1月18日', '1月17日', '1月16日']))
  expect(await rowsSaid(page)).toBeGreaterThan(ofToday)
  await page.locator('.filters [name=days]').selectOption('当日')
  await follow(page.getByRole('button', { name: '筛选' }))
  expect(await rowsSaid(page)).toBe(ofToday)
  await follow(page.getByRole('link', { name: '前一天' }))
  expect(await page.locator('.card .when time').getAttribute('datetime')).toBe('2026-01-17')
})

test('the way back from a list leads to the page that it was opened from', async ({ page }) => {
  const { store } = inject('site').order
  const asked = new URLSearchParams({ store, date: '2026-01-17', channel: '饿了么', lang: 'zh' })
  await page.goto(`/?${asked}`)
  const orders = await textOf(page.locator('.card .rule-lossOrders .main'))
  await follow(page.locator('.card .rule-lossOrders h3 a'))
  expect(await sumParts(page)).toContain(orders)
  await follow(page.locator('.back a'))
  expect(new URL(page.url()).pathname).toBe('/')
  expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual(Object.fromEntries(asked))
})

test('the form holds the day that is shown, and leads to another', async ({ page }) => {
  await page.goto('/rules/lossOrders')
  const date = page.locator('.filters [name=date]')
  expect(await date.inputValue()).toBe('2026-01-18')
  await date.fill('2026-01-16')
  await follow(page.getByRole('button', { name: '筛选' }))
  expect(await page.locator('.card .when time').getAttribute('datetime')).toBe('2026-01-16')
  expect(await date.inputValue()).toBe('2026-01-16')
})

/** As far down as the first row of a list may begin on a phone. */
const FIRST_ROW_PX = 300

test.for(['zh-CN', 'en-US'])(
  'a phone shows the first row of each list at once: %s',
  async (locale, { open }) => {
    const page = await open({ ...PHONE, locale })
    const tops: Record<string, number> = {}
    for (const rule of RULE_NAMES) {
      await page.goto(`/rules/${rule}`)
      const first = rowsOf(page).first()
      if (await first.isVisible()) tops[rule] = (await first.boundingBox())?.y ?? Number.NaN
    }
    expect(Object.keys(tops).length).toBeGreaterThan(8)
    expect(Object.entries(tops).filter(([, top]) => !(top <= FIRST_ROW_PX))).toEqual([])
  },
)

test('on a phone one button opens what narrows a list, and says how much of it is in use', async ({
  open,
}) => {
  const page = await open(PHONE)
  await page.goto(`${LIST}?q=1&days=3`)
  const button = page.locator('.card .narrowing > summary')
  expect(await textOf(button)).toBe('筛选 2')
  const form = page.locator('.card .filters')
  expect(await form.isVisible()).toBe(false)
  await button.click()
  expect(await form.isVisible()).toBe(true)
  await page.locator('.card .filters [name=q]').fill('')
  await follow(page.getByRole('button', { name: '筛选' }))
  expect(await textOf(button)).toBe('筛选 1')
})

test('on a phone a row leads to what it is about wherever it is tapped, but for its other links', async ({
  open,
}) => {
  const page = await open(PHONE)
  await page.goto(LIST)
  const row = rowsOf(page).first()
  const href = await row.locator('.row-name a').getAttribute('href')
  const { height = 0, width = 0 } = (await row.boundingBox()) ?? {}
  expect(height).toBeGreaterThanOrEqual(44)
  await follow(row, { position: { x: width - 8, y: height - 8 } })
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe(href)
  await page.goto('/rules/belowCost')
  const sales = page.locator('.card .findings-of').first()
  await sales.locator('summary').click()
  await follow(sales.locator('a').first())
  expect(new URL(page.url()).pathname).toBe('/order')
})
