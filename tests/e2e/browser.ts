import { existsSync } from 'node:fs'
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core'

const EXECUTABLE = process.env.CHROMIUM ?? '/usr/bin/chromium'

/** A local page is there at once, or something is wrong. */
export const PATIENCE_MS = 10_000

/** Starts Debian's Chromium, quiet towards the network. */
export async function openBrowser(): Promise<Browser> {
  if (!existsSync(EXECUTABLE)) {
    throw new Error(`No browser at ${EXECUTABLE}: apt-get install chromium, or set CHROMIUM to another one.`)
  }
  return chromium.launch({
    executablePath: EXECUTABLE,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

export const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 900 } }
export const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
  deviceScaleFactor: 2,
}
/** The narrowest screen that is still sold. */
export const NARROW: BrowserContextOptions = { ...PHONE, viewport: { width: 320, height: 640 } }

/** The text of an element as it is seen, on one line. */
export async function textOf(element: Locator): Promise<string> {
  return onOneLine(await element.innerText())
}

export function onOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** Clicks what leads to another page, and waits until that is there as a whole. */
export async function follow(
  element: Locator,
  click?: { position: { x: number; y: number } },
): Promise<void> {
  await Promise.all([element.page().waitForEvent('load'), element.click(click)])
}

/** Opens all that a page keeps closed. */
export async function openDetails(page: Page): Promise<void> {
  await page.locator('details').evaluateAll((all) => {
    for (const details of all as HTMLDetailsElement[]) details.open = true
  })
}
