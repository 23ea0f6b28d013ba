import { expect } from 'vitest'
import { follow, textOf } from './browser'
import { test } from './inBrowser'
import { columnTexts, numberIn } from './listOnPage'

/** Where links lead: from a figure to what it rests on, and back. */

test('an order opened from the list tells the same net profit, and how it came about', async ({ page }) => {
  await page.goto('/rules/lossOrders')
  const [order = ''] = await columnTexts(page, '订单')
  const [netProfit = ''] = await columnTexts(page, '净利润')
  await follow(page.locator('.card .data a', { hasText: order }))
  expect(await textOf(page.locator('.card .page-title h2'))).toContain(order)
  const sum = page.getByRole('table', { name: '利润怎么来的' })
  expect(numberIn(await textOf(sum.locator('.result td.num')))).toBe(numberIn(netProfit))
  const steps = (await sum.locator('tbody tr:not(.result) td.num').allInnerTexts()).map(numberIn)
  expect(steps).toHaveLength(4)
  // Each step is rounded by itself.
  expect(Math.abs(steps.reduce((total, step) => total + step) - numberIn(netProfit))).toBeLessThan(0.02)
  expect(await page.getByRole('table', { name: '商品明细' }).locator('tbody tr').count()).toBeGreaterThan(0)
})

test('a product opened from the list shows its thirty days, and what was found leads back', async ({
  page,
}) => {
  await page.goto('/rules/stockouts')
  const product = await textOf(page.locator('.card .data tbody a').first())
  await follow(page.locator('.card .data tbody a').first())
  expect(await textOf(page.locator('.card .page-title h2'))).toContain(product)
  expect(await page.locator('.card .charts figure svg[role=img]').count()).toBeGreaterThanOrEqual(5)
  const table = page.locator('.card .day-table')
  expect(await table.locator('table').isVisible()).toBe(false)
  await table.locator('summary').click()
  expect(await table.locator('tbody tr:visible').count()).toBe(30)
  await follow(page.locator('.card .found a', { hasText: '热销缺货' }))
  expect((await columnTexts(page, '商品')).some((text) => text.startsWith(product))).toBe(true)
})

test('the first thing to do leads to the order or product that it is about', async ({ page }) => {
  await page.goto('/')
  const action = page.locator('.card .actions li').first()
  const name = await textOf(action.locator('.subject a'))
  // The whole row is the link.
  await follow(action, { position: { x: 8, y: 8 } })
  expect(new URL(page.url()).pathname).toMatch(/^\/(order|product)$/)
  const tail = name.replace(/^.*…/, '')
  expect(await textOf(page.locator('.card .page-title h2'))).toContain(tail)
})

test('an order leads back to its store', async ({ page }) => {
  await page.goto('/rules/lossOrders')
  const [store = ''] = await columnTexts(page, '门店')
  await follow(page.locator('.card .data tbody a').first())
  await follow(page.locator('.back a'))
  expect(await textOf(page.locator('.card .scope'))).toBe(store)
})

test('the footer of every page leads to the status of the system', async ({ page }) => {
  for (const path of ['/', '/rules/topProfit', '/status']) {
    await page.goto(path)
    await follow(page.locator('.card footer').getByRole('link', { name: '系统状态' }))
    expect(new URL(page.url()).pathname).toBe('/status')
    expect(await textOf(page.locator('.card h2').first())).toBe('系统状态')
  }
  for (const store of ['演示·滨江店', '演示·望湖店', '演示·青桐店', '演示·南塘店']) {
    expect(await page.locator('.card tr', { hasText: store }).count(), store).toBeGreaterThan(0)
  }
})

test('the figures behind the page are there as JSON, of the same day', async ({ page }) => {
  await page.goto('/')
  const shown = await page.locator('.card .day time').getAttribute('datetime')
  const href = await page.locator('.card footer a[href^="/api/diagnosis"]').getAttribute('href')
  const response = await page.request.get(href ?? '')
  expect(await response.json()).toMatchObject({ businessDate: shown, stores: expect.any(Array) })
})
