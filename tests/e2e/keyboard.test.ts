import { expect } from 'vitest'
import { DESKTOP, PHONE, textOf } from './browser'
import { focusableCount, journey } from './focus'
import { test as base } from './inBrowser'
import { FULL_PAGES } from './kinds'
import { rowsSaid } from './listOnPage'

/** The pages without a mouse. */

// Where something stands is asked at once, not while it still moves.
const STILL = { reducedMotion: 'reduce' } as const
const test = base.extend('page', ({ open }) => open(STILL))

test.for(Object.entries(FULL_PAGES))(
  'Tab goes through all of a page, in sight: %s',
  async ([, path], { page }) => {
    await page.goto(path)
    const forth = await journey(page, 'Tab')
    expect(new Set(forth.map(({ text }) => text)).size).toBe(await focusableCount(page))
    expect(forth.filter(({ outlined }) => !outlined)).toEqual([])
    expect(forth.filter(({ hidden }) => hidden)).toEqual([])
    expect(forth.filter(({ cut }) => cut)).toEqual([])
    const back = await journey(page, 'Shift+Tab')
    expect(back.map(({ text }) => text)).toEqual(forth.map(({ text }) => text).toReversed())
    expect(back.filter(({ hidden }) => hidden)).toEqual([])
  },
)

test.for([
  ['a phone', PHONE],
  ['a desktop', DESKTOP],
] as const)('on %s the focus goes down the card part by part', async ([, screen], { open }) => {
  const page = await open({ ...STILL, ...screen })
  await page.goto(FULL_PAGES.card)
  const parts = (await journey(page, 'Tab')).map(({ partTop }) => partTop)
  expect(new Set(parts).size).toBeGreaterThan(6)
  expect(parts).toEqual(parts.toSorted((a, b) => a - b))
})

test('the links at the top lead past the others to a section', async ({ page }) => {
  await page.goto(FULL_PAGES.card)
  const link = page.locator('.top-bar nav a', { hasText: '关注' })
  await link.focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  expect(await textOf(page.locator(':focus'))).toBe('销量下滑')
})

test('Enter opens and closes why a figure is what it is', async ({ page }) => {
  await page.goto(FULL_PAGES.card)
  const why = page.locator('.card .rule-lossOrders .why')
  await why.locator('summary').focus()
  expect(await why.locator('ul').isVisible()).toBe(false)
  await page.keyboard.press('Enter')
  expect(await why.locator('ul').isVisible()).toBe(true)
  await page.keyboard.press('Enter')
  expect(await why.locator('ul').isVisible()).toBe(false)
})

test('stores are chosen and sent without a mouse', async ({ page }) => {
  await page.goto(FULL_PAGES.card)
  await page.locator('.card .scope-menu > summary').focus()
  await page.keyboard.press('Enter')
  await page.locator('.card .several summary').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
  expect(new URL(page.url()).searchParams.getAll('store').filter(Boolean)).toHaveLength(2)
})

test('a card is opened, its list sorted and searched without a mouse', async ({ page }) => {
  await page.goto(FULL_PAGES.card)
  await page.locator('.card .rule-slowMoving h3 a').focus()
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
  const rows = await rowsSaid(page)
  await page.getByRole('columnheader', { name: '库存' }).getByRole('link').focus()
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
  await page.locator('.card .filters').getByRole('searchbox').focus()
  await page.keyboard.type('茶')
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
  expect(await rowsSaid(page)).toBeLessThan(rows)
  expect(new URL(page.url()).searchParams.get('sort')).toBe('stock')
})
