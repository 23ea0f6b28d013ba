import type { Page } from 'playwright-core'
import { expect, inject } from 'vitest'
import { follow, textOf } from './browser'
import { test } from './inBrowser'
import { rowsSaid } from './listOnPage'
import { overflowPixels } from './overflow'

/** Addresses that nobody should write, and somebody will. */

const LONG = 'x'.repeat(6_000)
const { order, product, lastDate } = inject('site')
const title = (page: Page) => textOf(page.locator('.panel h2'))

const ADDRESSES: Record<string, [path: string, status: number, said: string]> = {
  'a date that is none': ['/?date=foo', 400, '看不懂这个日期'],
  'a day that no calendar has': ['/?date=2026-02-30', 400, '看不懂这个日期'],
  'a list of a date that is none': ['/rules/lossOrders?date=0', 400, '看不懂这个日期'],
  'a product on a date that is none': [`/product?id=${product.id}&date=%00`, 400, '看不懂这个日期'],
  'a store that is a script': ['/?store=<script>alert(1)</script>', 200, '没有这家门店'],
  'a list of a store that is a picture': [
    '/rules/lossOrders?store=<img src=x onerror=alert(1)>',
    200,
    '没有这家门店',
  ],
  'a store of 6,000 letters': [`/?store=${LONG}`, 400, '看不懂门店名称'],
  '101 stores': [
    `/?${Array.from({ length: 101 }, (_, i) => `store=${i}`).join('&')}`,
    400,
    '一次选择的门店太多',
  ],
  'an order of no store': ['/order?id=1', 200, '没有这家门店'],
  'an order that is a script': [
    `/order?${new URLSearchParams({ ...order, id: '<script>alert(1)</script>' })}`,
    200,
    '没有这个订单',
  ],
  'an order of 6,000 letters': [`/order?${new URLSearchParams({ ...order, id: LONG })}`, 200, '没有这个订单'],
  'a negative product': [`/product?${new URLSearchParams({ ...product, id: '-1' })}`, 200, '没有这个商品'],
  'a product beyond all numbers': [
    `/product?${new URLSearchParams({ ...product, id: '1e99' })}`,
    200,
    '没有这个商品',
  ],
  'a rule that there is not': ['/rules/nope', 404, '没有这个页面'],
  'a rule that every object has': ['/rules/__proto__', 404, '没有这个页面'],
  'a path of 6,000 letters': [`/${LONG}`, 404, '没有这个页面'],
}

test.for(Object.entries(ADDRESSES))(
  '%s: the page says what is wrong, and how to go on',
  async ([, [path, status, said]], { page }) => {
    const response = await page.goto(path)
    expect(response?.status()).toBe(status)
    expect(await title(page)).toBe(said)
    expect(await overflowPixels(page)).toBe(0)
    expect(await page.locator('main script, main img').count()).toBe(0)
    expect(await page.locator('main a[href]:visible').count()).toBeGreaterThan(0)
  },
)

test('an unknown store leads to the ones that there are, in one step', async ({ page }) => {
  await page.goto('/?store=nobody')
  await page.locator('.card .scope-menu > summary').click()
  await page.locator('.card select[name=store]').selectOption(order.store)
  await follow(page.locator('.card .scope-form > button'))
  expect(await textOf(page.locator('.card .scope'))).toBe(order.store)
})

test('an unreadable date leads back to the latest day', async ({ page }) => {
  await page.goto('/?date=foo')
  await follow(page.locator('.panel').getByRole('link'))
  expect(await page.locator('.card .day time').getAttribute('datetime')).toBe(lastDate)
})

const LIST_QUERIES: Record<string, string> = {
  'a search of 6,000 letters': `q=${LONG}`,
  'a category of 6,000 letters': `category=${LONG}`,
  'a negative page': 'page=-1',
  'a page beyond all numbers': 'page=99999999999999999999',
  'a number of days that is not offered': 'days=99',
  'an order that there is not': 'sort=__proto__&dir=up',
}

test.for(Object.entries(LIST_QUERIES))('%s: the list is still a list', async ([, query], { page }) => {
  const response = await page.goto(`/rules/slowMoving?${query}`)
  expect(response?.status()).toBe(200)
  expect(await overflowPixels(page)).toBe(0)
  if (query.includes(LONG)) expect(await title(page)).toBe('没有符合筛选的行')
  else expect(await rowsSaid(page)).toBeGreaterThan(20)
})

test('a channel that is too long, and one that nobody sells through, find no orders', async ({ page }) => {
  for (const channel of [LONG, '<b>nobody</b>']) {
    const response = await page.goto(`/?${new URLSearchParams({ channel })}`)
    expect(response?.status()).toBe(200)
    expect(await textOf(page.locator('.card .kpis > div').first())).toMatch(/^订单数 0 /)
    expect(await overflowPixels(page)).toBe(0)
  }
})

test('a day before all orders and one after them say that there are none', async ({ page }) => {
  for (const date of ['0001-01-01', '9999-12-31']) {
    await page.goto(`/?date=${date}`)
    expect(await title(page)).toBe('当日没有订单')
    for (const list of ['/rules/lossOrders', '/rules/slowMoving?days=15']) {
      await page.goto(`${list}${list.includes('?') ? '&' : '?'}date=${date}`)
      expect(await title(page), `${list} ${date}`).toBe('当日没有订单')
    }
  }
})
