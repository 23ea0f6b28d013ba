import type { Page } from 'playwright-core'

/** Where the keyboard leads. */

interface Stop {
  /** What it is and where it stands, in words. */
  text: string
  /** Whether it is seen that it has the focus. */
  outlined: boolean
  /** Whether the bar at the top, or the end of the screen, hides it. */
  hidden: boolean
  /** Whether a box around it, or the edge of the screen, cuts its ring off. */
  cut: boolean
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
    const ring = getComputedStyle(element)
    const reach = Number.parseFloat(ring.outlineWidth) + Math.max(0, Number.parseFloat(ring.outlineOffset))
    const box = element.getBoundingClientRect()
    const isOutside = (edge: { left: number; right: number; top: number; bottom: number }) =>
      box.left - reach < edge.left - 0.5 ||
      box.right + reach > edge.right + 0.5 ||
      box.top - reach < edge.top - 0.5 ||
      box.bottom + reach > edge.bottom + 0.5
    const cutting = [...ancestorsOf(element)].filter((each) => getComputedStyle(each).overflow !== 'visible')
    const outlined = [undefined, '::after'].some((pseudo) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(element, pseudo)
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
    })
    return {
      text: `${element.tagName} ${element.textContent.trim().slice(0, 30)} ${Math.round(left)} ${Math.round(top + scrollY)}`,
      outlined,
      hidden: top < barBottom || bottom > innerHeight,
      cut:
        ring.outlineStyle !== 'none' &&
        (cutting.some((each) => isOutside(each.getBoundingClientRect())) ||
          box.left < reach - 0.5 ||
          box.right + reach > innerWidth + 0.5),
      partTop: Math.round((part?.getBoundingClientRect().top ?? Number.NaN) + scrollY),
    }

    function* ancestorsOf(of: Element) {
      for (let up = of.parentElement; up && up !== document.body; up = up.parentElement) yield up
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
