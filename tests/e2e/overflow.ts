import type { Page } from 'playwright-core'

/** What does not fit where it stands. */

/** How far a page can be scrolled sideways, in pixels: 0 for none. */
export function overflowPixels(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}

/** All that does not fit on a page, or in its boxes; each in words, once. */
export async function misfits(page: Page): Promise<string[]> {
  const overflow = await overflowPixels(page)
  const wrong = await spilling(page)
  return [...new Set(overflow > 0 ? [`the page by ${overflow}`, ...wrong] : wrong)]
}

/** Boxes whose text runs out of them, over what stands beside. */
function spilling(page: Page): Promise<string[]> {
  const boxes = 'td, th, dd, dt, li, p, h1, h2, h3, summary, button, legend, label, figcaption, .scale'
  return page.locator(boxes).evaluateAll((all) =>
    all
      .filter((box) => box.checkVisibility() && !box.closest('.unseen, .skeleton'))
      .filter((box) => box.scrollWidth > box.clientWidth + 1)
      .filter((box) => {
        const { display, overflowX } = getComputedStyle(box)
        return overflowX === 'visible' && display !== 'inline'
      })
      .map((box) => {
        const parents = `${box.closest('[class]')?.className} ${box.tagName.toLowerCase()}`
        return `${parents} by ${box.scrollWidth - box.clientWidth}: ${box.textContent.slice(0, 40)}`
      }),
  )
}
