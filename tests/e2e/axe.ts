import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'
import { openDetails } from './browser'

/** axe-core in the page that is open. The page must have been opened without its policy. */

declare global {
  interface Window {
    axe: typeof import('axe-core')
  }
}

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** All rules of it, also best practices, and one that is off by default: 24 pixels to touch, as WCAG 2.2 asks. */
const EVERYTHING: RunOptions = { rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'] }
/** All that other colours can change. */
const COLOURS: RunOptions = { runOnly: ['color-contrast', 'link-in-text-block'], resultTypes: ['violations'] }

/** What keeps anybody out: in light colours all of it, in dark ones what they change. */
export async function barriers(page: Page): Promise<string[]> {
  await openDetails(page)
  await page.addScriptTag({ content: SOURCE })
  await page.emulateMedia({ colorScheme: 'light' })
  const light = await violations(page, EVERYTHING)
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = await violations(page, COLOURS)
  return [...light, ...dark.map((wrong) => `dark: ${wrong}`)]
}

function violations(page: Page, options: RunOptions): Promise<string[]> {
  return page.evaluate(async (run) => {
    const results = await window.axe.run(document, run)
    return results.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
    )
  }, options)
}
