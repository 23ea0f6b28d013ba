import type { Page } from 'playwright-core'

/** How much a page moves under its reader, as Core Web Vitals count it. */

interface LayoutShift extends PerformanceEntry {
  value: number
  hadRecentInput: boolean
}

interface ShiftWindow extends Window {
  layoutShift: number
}

/** Counts from the beginning of every page that is opened next. */
export async function watchLayoutShift(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const counting = window as unknown as ShiftWindow
    counting.layoutShift = 0
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as LayoutShift[]) {
        if (!entry.hadRecentInput) counting.layoutShift += entry.value
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
}

/** What the page that is open has moved so far. */
export async function layoutShift(page: Page): Promise<number> {
  // Two frames: an entry follows the frame in which something moved.
  return page.evaluate(
    () =>
      new Promise<number>((resolve) =>
        requestAnimationFrame(() =>
          requestAnimationFrame(() => resolve((window as unknown as ShiftWindow).layoutShift)),
        ),
      ),
  )
}
