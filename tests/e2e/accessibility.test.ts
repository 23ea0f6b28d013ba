import type { BrowserContextOptions } from 'playwright-core'
import { expect } from 'vitest'
import { startWorker } from '../harness'
import { barriers } from './axe'
import { PHONE } from './browser'
import { test } from './inBrowser'
import { ALL_PAGES } from './kinds'

/** Every kind of page under axe-core, with everything on it opened, light and dark. */

// axe is a script, which the policy of the pages refuses.
const LOOKS: [name: string, options: BrowserContextOptions][] = [
  ['in Chinese on a desktop', { bypassCSP: true }],
  ['in English on a phone', { bypassCSP: true, ...PHONE, locale: 'en-US' }],
]

test.for(LOOKS)('no page has a barrier %s', async ([, look], { open }) => {
  const page = await open(look)
  const found: Record<string, string[]> = {}
  for (const [kind, path] of Object.entries(ALL_PAGES)) {
    await page.goto(path)
    for (const barrier of await barriers(page)) found[barrier] = [...(found[barrier] ?? []), kind]
  }
  expect(found).toEqual({})
})

const STATES: [name: string, accessMode: string, status: number][] = [
  ['closed', '', 403],
  ['empty', 'public', 200],
]

test.for(STATES)('a Worker that is %s has no barrier either', async ([, accessMode, status], { open }) => {
  const worker = await startWorker({ ACCESS_MODE: accessMode })
  try {
    for (const [, look] of LOOKS) {
      const page = await open({ ...look, baseURL: worker.url.origin })
      for (const path of ['/', '/rules/lossOrders', '/status']) {
        const response = await page.goto(path)
        expect(response?.status()).toBe(status)
        expect(await barriers(page), path).toEqual([])
      }
    }
  } finally {
    await worker.close()
  }
})
