import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject } from 'vitest'
import { DESKTOP, PHONE } from './browser'
import { test } from './inBrowser'
import { FULL_PAGES } from './kinds'
import { layoutShift, watchLayoutShift } from './layoutShift'
import { NO_DATABASE_HEADER } from './noDatabase'
import { startSlowSite } from './slowSite'

/** The first look at a page: what is there at once, and what follows. */

/** Long enough to look twice. */
const D1_DELAY_MS = 1_200
const MAX_LAYOUT_SHIFT = 0.02

let slowSite: Awaited<ReturnType<typeof startSlowSite>>
beforeAll(async () => {
  slowSite = await startSlowSite(inject('site').lastDate, D1_DELAY_MS)
})
afterAll(() => slowSite.close())

const PAGES = Object.entries(FULL_PAGES)
const skeleton = (page: Page) => page.locator('.skeleton')
const card = (page: Page) => page.locator('.card')

/** Opens a page at an edge where nobody has been yet, up to its skeleton. */
async function visitSlowly(page: Page, path: string): Promise<void> {
  await slowSite.emptyCache()
  await page.goto(path, { waitUntil: 'commit' })
  await skeleton(page).locator('.bone').first().waitFor()
}

test.for(PAGES)(
  'while the database is slow there is a skeleton, then in its place the %s',
  async ([, path], { open }) => {
    const page = await open({ baseURL: slowSite.url })
    await visitSlowly(page, path)
    expect(await skeleton(page).getByRole('status').textContent()).toMatch(/请稍候/)
    // Not only for a moment.
    await sleep(D1_DELAY_MS / 3)
    expect(await skeleton(page).isVisible()).toBe(true)
    expect(await card(page).count()).toBe(0)
    expect(await page.evaluate(() => document.readyState)).toBe('loading')

    await card(page).waitFor()
    expect(await skeleton(page).isVisible()).toBe(false)
    await page.waitForLoadState('load')
    expect(await page.evaluate(() => document.readyState)).toBe('complete')
    expect(await card(page).locator('footer').isVisible()).toBe(true)
  },
)

/** Pages whose first screen the skeleton knows. All stores together may have a line more: who is not among them. */
const FORESEEN: readonly string[] = ['card of a store', 'list of products', 'list of orders', 'product']

test.for([
  ['a phone', PHONE],
  ['a desktop', DESKTOP],
] as const)('on %s nothing moves when the card arrives', async ([, screen], { open }) => {
  const page = await open({ ...screen, baseURL: slowSite.url })
  await watchLayoutShift(page)
  for (const [kind, path] of PAGES) {
    await visitSlowly(page, path)
    const before = await headingsOf(page, '.skeleton')
    await card(page).waitFor()
    expect(await layoutShift(page), kind).toBeLessThanOrEqual(MAX_LAYOUT_SHIFT)
    if (FORESEEN.includes(kind)) expectSamePlaces(before, await headingsOf(page, '.card'), kind)
  }
})

/** Long ones: a slow phone draws the first part of what follows before it has read the rest. */
const LONG_PAGES = [
  '/rules/slowMoving?days=15',
  '/rules/lossOrders?days=15',
  '/?channel=%E9%A5%BF%E4%BA%86%E4%B9%88',
  '/',
]

test('on a slow phone the skeleton is gone before the first part of the card is drawn', async ({ open }) => {
  const page = await open({ ...PHONE, baseURL: inject('site').url })
  await watchLayoutShift(page)
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: 6 })
  for (const path of [...LONG_PAGES, ...LONG_PAGES]) {
    await page.goto(path, { waitUntil: 'load' })
    expect(await layoutShift(page), path).toBeLessThanOrEqual(MAX_LAYOUT_SHIFT)
  }
})

interface Heading {
  text: string
  top: number
  inFirstScreen: boolean
}

/** The headings of a part of the page, and how far down they stand. */
function headingsOf(page: Page, part: string): Promise<Heading[]> {
  return page.locator(`${part} :is(h2, h3)`).evaluateAll((headings) =>
    headings.map((heading) => {
      const { top } = heading.getBoundingClientRect()
      return { text: heading.textContent, top, inFirstScreen: top < innerHeight }
    }),
  )
}

/** One thing in the place of another is no shift to the browser; to the eye it is one where they stand apart. */
function expectSamePlaces(before: readonly Heading[], after: readonly Heading[], kind: string): void {
  const first = before.filter(({ inFirstScreen }) => inFirstScreen)
  expect(first.length).toBeGreaterThan(0)
  for (const [i, { top }] of first.entries()) {
    expect(Math.abs((after[i]?.top ?? 0) - top), `${kind}: ${after[i]?.text}`).toBeLessThan(2)
  }
}

test('a cached card needs no database at all', async ({ open }) => {
  const page = await open({ baseURL: slowSite.url })
  // Whether or not another test has emptied the cache.
  await slowSite.fillCache()
  await page.setExtraHTTPHeaders({ [NO_DATABASE_HEADER]: 'true' })
  await page.goto('/')
  expect(await card(page).locator('.source-cache').isVisible()).toBe(true)
})
