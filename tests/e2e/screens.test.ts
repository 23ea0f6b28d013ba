import type { BrowserContextOptions, Page } from 'playwright-core'
import { expect } from 'vitest'
import { DESKTOP, openDetails, PHONE } from './browser'
import { test } from './inBrowser'
import { ALL_PAGES, FULL_PAGES } from './kinds'
import { misfits } from './overflow'

/** Every kind of page on every kind of screen; with PICTURES=folder a picture of each, for people to look at. */

const { PICTURES } = process.env
/** What a phone shows of a page before it is scrolled. */
const FIRST_SCREEN_PX = 844

interface Screen {
  name: string
  options: BrowserContextOptions
  /** In pixels: the narrowest that is sold, and either side of where a layout gives way to another. */
  otherWidths: number[]
}

const PHONE_SCREEN: Screen = { name: 'phone', options: PHONE, otherWidths: [320, 359, 360, 439, 440] }
const DESKTOP_SCREEN: Screen = {
  name: 'desktop',
  options: DESKTOP,
  otherWidths: [699, 700, 999, 1000, 1179, 1180, 1599, 1600, 1839, 1840, 1920],
}

const VIEWS = [PHONE_SCREEN, DESKTOP_SCREEN].flatMap((screen) =>
  ['zh-CN', 'en-US'].map((locale) => [`${screen.name}, ${locale}`, { screen, locale }] as const),
)

test.for(VIEWS)('everything fits on a %s', async ([, { screen, locale }], { open }) => {
  const page = await open({ ...screen.options, locale })
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 }
  const wrong: Record<string, string[]> = {}
  for (const [kind, path] of Object.entries(ALL_PAGES)) {
    await page.goto(path)
    if (PICTURES)
      await takePictures(page, PICTURES, `${kind.replaceAll(' ', '-')}.${screen.name}.${locale.slice(0, 2)}`)
    // What is closed must fit as well once it is open.
    await openDetails(page)
    for (const otherWidth of [width, ...screen.otherWidths]) {
      await page.setViewportSize({ width: otherWidth, height })
      const found = await misfits(page)
      if (found.length) wrong[`${kind} at ${otherWidth}`] = found
    }
    await page.setViewportSize({ width, height })
  }
  expect(wrong).toEqual({})
})

async function takePictures(page: Page, folder: string, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.screenshot({ path: `${folder}/${name}.${colorScheme}.png`, fullPage: true })
  }
}

test.for(['zh-CN', 'en-US'])(
  'a phone shows the first three things to do without scrolling: %s',
  async (locale, { open }) => {
    const page = await open({ ...PHONE, locale })
    for (const path of [FULL_PAGES.card, FULL_PAGES['card of a store']]) {
      await page.goto(path)
      const rows = page.locator('.card .tasks .task-group:first-child .task-box > ol > li')
      expect(await rows.count()).toBe(3)
      const box = await rows.last().boundingBox()
      expect((box?.y ?? Number.NaN) + (box?.height ?? 0), path).toBeLessThanOrEqual(FIRST_SCREEN_PX)
    }
  },
)
