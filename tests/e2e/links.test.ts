import { expect, inject } from 'vitest'
import { follow, textOf } from './browser'
import { test } from './inBrowser'
import { columnTexts, numberIn } from './listOnPage'

/** Where links lead: from a figure to what it rests on, and back. */

const SEVERAL = ['演示·滨江店', '演示·望湖店', '演示·青桐店'].map((store) => ['store', store])

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
  await follow(page.locator('.card .found a', { hasText: '缺货' }))
  expect((await columnTexts(page, '商品')).some((text) => text.startsWith(product))).toBe(true)
})

test('the first thing to do leads to the product or the list that it is about', async ({ page }) => {
  await page.goto(`/?store=${encodeURIComponent(inject('site').product.store)}`)
  const task = page
    .locator('.card .tasks .task-rows > li', { has: page.locator('a[href^="/product?"]') })
    .first()
  const name = await textOf(task.locator('.subject a'))
  // The whole row is the link.
  await follow(task, { position: { x: 8, y: 8 } })
  expect(new URL(page.url()).pathname).toBe('/product')
  expect(await textOf(page.locator('.card .page-title h2'))).toContain(name)
})

test('an order or a product leads back to the stores that its reader came from', async ({ page }) => {
  const scope = page.locator('.card .scope')
  const order = page.locator('.card .data a[href^="/order?"]').first()
  for (const way of ['.back a', '.brand']) {
    await page.goto('/rules/lossOrders')
    await follow(order)
    await follow(page.locator('.language'))
    await follow(page.locator('.language'))
    // By way of one of its products.
    await follow(page.locator('.card .data a[href^="/product?"]').first())
    await follow(page.locator(way))
    expect(await textOf(scope), way).toBe('全部门店（4 家）')
  }
  await page.goto(`/rules/lossOrders?${new URLSearchParams([...SEVERAL, ['lang', 'zh']])}`)
  await follow(order)
  await follow(page.locator('.back a'))
  expect(new URL(page.url()).searchParams.getAll('store')).toEqual(SEVERAL.map(([, store]) => store))
})

test('an order leads back to its store where its reader came from that, or from nowhere', async ({
  page,
}) => {
  const { store, id } = inject('site').order
  const own = new URLSearchParams({ store })
  await page.goto(`/rules/lossOrders?${own}`)
  await follow(page.locator('.card .data a[href^="/order?"]').first())
  expect(new URL(page.url()).searchParams.has('from')).toBe(false)
  await follow(page.locator('.back a'))
  expect(await textOf(page.locator('.card .scope'))).toBe(store)
  // What names more or longer stores than there are is passed over.
  for (const from of [Array.from({ length: 101 }, (_, i) => `店${i}`), ['店'.repeat(61)]]) {
    const said = from.map((name) => ['from', name])
    await page.goto(`/order?${new URLSearchParams([['store', store], ['id', id], ...said])}`)
    const back = await page.locator('.back a').getAttribute('href')
    expect(new URL(back ?? '', page.url()).searchParams.getAll('store')).toEqual([store])
  }
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
