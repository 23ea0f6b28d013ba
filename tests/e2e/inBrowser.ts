import type { BrowserContextOptions, Page } from 'playwright-core'
import { test as base, expect, inject } from 'vitest'
import { DESKTOP, openBrowser, PATIENCE_MS } from './browser'

/** Tests with one browser for all of them, and pages that must not complain. */

/** A refusal is an answer: the browser notes it, and a test that expects none asks for the status. */
const REFUSED = /^Failed to load resource: the server responded with a status of 4\d\d/

export const test = base
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern what a fixture needs.
  .extend('browser', { scope: 'worker' }, async ({}, { onCleanup }) => {
    const browser = await openBrowser()
    onCleanup(() => browser.close())
    return browser
  })
  /** Opens pages on the Worker with the demo data, in Chinese on a desktop where nothing else is said. */
  .extend('open', async ({ browser }, { onCleanup }) => {
    const complaints: string[] = []
    const contexts: { close(): Promise<void> }[] = []
    onCleanup(async () => {
      for (const context of contexts) await context.close()
      // What the policy refuses to load or run, and what fails in the page.
      expect(complaints).toEqual([])
    })
    return async (options: BrowserContextOptions = {}): Promise<Page> => {
      const context = await browser.newContext({
        baseURL: inject('site').url,
        locale: 'zh-CN',
        ...DESKTOP,
        ...options,
      })
      contexts.push(context)
      context.setDefaultTimeout(PATIENCE_MS)
      const page = await context.newPage()
      page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
      page.on('console', (message) => {
        if (message.type() !== 'error' || REFUSED.test(message.text())) return
        complaints.push(`${page.url()}: ${message.text()}`)
      })
      return page
    }
  })
  /** A page in Chinese on a desktop. */
  .extend('page', ({ open }) => open())
