import { createHash } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createApp } from '../../src/http/app'
import { dailyOrders, exportFile } from '../exportFile'
import { sharedWorker, type TestWorker } from '../harness'
import { each, expectNothingForbidden, expectWellFormed, select, visibleText } from '../html'
import { type Faults, testServices } from '../services'

let worker: TestWorker
beforeAll(async () => {
  worker = await sharedWorker()
})
beforeEach(async () => {
  await worker.clear()
  await worker.importCsv(exportFile([...dailyOrders('一店', 20), ...dailyOrders('二店', 5)]))
})

/** Opens a page with the real bindings behind a gate: nothing of cache or database answers until it opens. */
async function openPage(
  path: string,
  options: { gate?: Promise<void>; faults?: Faults; answerLimitMs?: number } = {},
) {
  const { services, calls } = testServices(worker.env, options)
  const gated = {
    ...services.cache,
    async get(keys: readonly string[]) {
      await options.gate
      return services.cache.get(keys)
    },
  }
  const app = createApp(() => ({ ...services, cache: gated }))
  const context = { waitUntil: () => undefined, passThroughOnException: () => undefined, props: {} }
  const response = await app.fetch(
    new Request(`http://localhost${path}`),
    { ...worker.env, ACCESS_MODE: 'public' },
    context,
  )
  return { response, calls }
}

/** A visitor's browser with the pages of one isolate, which remembers its answers for a second. */
function openIsolate(now = new Date()) {
  const { services, calls } = testServices(worker.env, { now, recentMs: 1_000 })
  const app = createApp(() => services)
  const context = { waitUntil: () => undefined, passThroughOnException: () => undefined, props: {} }
  const open = async (path: string) => {
    const response = await app.fetch(
      new Request(`http://localhost${path}`),
      { ...worker.env, ACCESS_MODE: 'public' },
      context,
    )
    return { html: await response.text(), timing: response.headers.get('server-timing') }
  }
  return { open, calls }
}

test('a page of a moment ago comes as one piece, the same to the letter, without asking the cache', async () => {
  const { open, calls } = openIsolate()
  const streamed = await open('/')
  const { kvReads } = calls
  const again = await open('/')
  expect(again.html).toBe(streamed.html)
  expect(again.timing).toContain('card;desc="recent"')
  expect(calls.kvReads).toBe(kvReads)
})

test('what is remembered goes to nobody who asked for something else', async () => {
  const now = new Date()
  const { open } = openIsolate(now)
  const pages = [
    '/',
    '/?lang=en',
    '/?store=一店',
    '/?store=一店&store=二店',
    '/?store=二店&store=一店',
    '/?date=2026-01-18',
  ]
  const fresh: string[] = []
  for (const path of pages) fresh.push((await openIsolate(now).open(path)).html)
  for (const path of pages) await open(path)
  for (const [i, path] of pages.entries()) expect((await open(path)).html).toBe(fresh[i])
  expect(new Set(fresh).size).toBe(pages.length)
})

const text = async (path: string, options = {}) => (await openPage(path, options)).response.text()

test('the skeleton leaves before any call to cache or database, the card follows in the same response', async () => {
  const { promise: gate, resolve: openGate } = Promise.withResolvers<void>()
  const { response, calls } = await openPage('/?store=一店', { gate })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()

  const first = (await reader?.read())?.value ?? ''
  expect(first).toMatch(/^<!doctype html>/i)
  expect(select(first, 'title').text()).toBe('今日必做 · 一店')
  expect(select(first, 'main > .skeleton').length).toBe(1)
  expect(select(first, '.card').length).toBe(0)
  expect(first).not.toContain('</html>')
  expect(calls).toMatchObject({ d1Batches: 0, kvReads: 0 })

  openGate()
  let rest = ''
  for (let chunk = await reader?.read(); chunk && !chunk.done; chunk = await reader?.read())
    rest += chunk.value
  expect(visibleText(select(first + rest, 'main > .card'))).toContain('数据截至')
  expectWellFormed(first + rest)
})

test('without JavaScript and under a strict policy, the page has no script and no inline style', async () => {
  const { response } = await openPage('/')
  const policy = response.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toContain('unsafe')
  const html = await response.text()
  expectNothingForbidden(html)
  const sheets = each(select(html, 'style')).map((sheet) => sheet.text())
  expect(sheets).toHaveLength(2)
  for (const sheet of sheets) {
    expect(policy).toContain(`'sha256-${createHash('sha256').update(sheet).digest('base64')}'`)
  }
})

describe('what goes wrong is a card that says so, and the page always ends', () => {
  test.each([
    ['cache and database down', '/', { faults: { kvReads: 'down', d1: 'down' } as Faults }],
    [
      'a database that does not answer',
      '/?date=2026-01-10',
      { faults: { d1: 'hangs' } as Faults, answerLimitMs: 50 },
    ],
    ['an unknown store', '/?store=三店', {}],
    ['an unreadable date', '/?date=yesterday', {}],
    ['a date that no calendar has', '/?date=2026-02-30', {}],
    ['a store name of a thousand characters', `/?store=${'x'.repeat(1000)}`, {}],
    ['markup for a store', '/?store=%3Cscript%3Ealert(1)%3C/script%3E', {}],
  ])('%s', async (_, path, options) => {
    const html = await text(path, options)
    expectWellFormed(html)
    expectNothingForbidden(html)
    expect(select(html, 'main > .card').length).toBe(1)
  })
})

test('before the first import the page says how to import', async () => {
  await worker.clear()
  expect(visibleText(await text('/'))).toContain('npm run import')
})

test('English is spoken to a browser that prefers it, or by the query', async () => {
  const { response } = await openPage('/?lang=en')
  expect(response.headers.get('content-language')).toBe('en')
  expect(select(await response.text(), 'html').attr('lang')).toBe('en')
})

test('what is not there answers 404 with a page, under /api with JSON', async () => {
  expect((await worker.get('/nothing')).status).toBe(404)
  const api = await worker.get('/api/nothing')
  expect(api.status).toBe(404)
  expect(await api.json()).toMatchObject({ error: 'notFound' })
})
