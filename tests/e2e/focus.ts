import type { Page } from 'playwright-core'

/** Where the keyboard leads. */

interface Stop {
  /** What it is and where it stands, in words. */
  text: string
  /** Whether it is seen that it has the focus. */
  outlined: boolean
  /** Whether the bar at the top, or the end of the screen, hides it. */
  hidden: boolean
  /** How far down the page the part begins that it stands in. */
  partTop: number
}

/** Presses a key until the focus has been everywhere, and tells what it went through. */
export async function journey(page: Page, key: 'Tab' | 'Shift+Tab'): Promise<Stop[]> {
  const stops: Stop[] = []
  for (let presses = 0; presses < 500; presses++) {
    await page.keyboard.press(key)
    const stop = await focused(page)
    const before = stops.at(-1)
    if (!stop || (stop.text === stops[0]?.text && stops.length > 1)) return stops
    // A date is several stops in one, of which the last draws a ring of its own.
    if (before?.text === stop.text) before.outlined ||= stop.outlined
    else stops.push(stop)
  }
  throw new Error('The focus never leaves the page')
}

/** What has the focus now; null for the page itself. */
function focused(page: Page): Promise<Stop | null> {
  return page.evaluate(() => {
    const element = document.activeElement
    if (!element || element === document.body) return null
    const bar = document.querySelector('.top-bar')
    const { top, bottom, left } = element.getBoundingClientRect()
    const barBottom = bar?.contains(element) ? 0 : (bar?.getBoundingClientRect().bottom ?? 0)
    const part = element.closest('.top-bar, .back, .first > *, .card > *')
    const outlined = [undefined, '::after'].some((pseudo) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(element, pseudo)
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
    })
    return {
      text: `${element.tagName} ${element.textContent.trim().slice(0, 30)} ${Math.round(left)} ${Math.round(top + scrollY)}`,
      outlined,
      hidden: top < barBottom || bottom > innerHeight,
      partTop: Math.round((part?.getBoundingClientRect().top ?? Number.NaN) + scrollY),
    }
  })
}

/** How many things on a page can have the focus. */
export function focusableCount(page: Page): Promise<number> {
  return page
    .locator('a[href], button, select, input:not([type=hidden]), summary')
    .evaluateAll(
      (all) => all.filter((element) => element.checkVisibility() && !element.closest('[inert]')).length,
    )
}
