import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { THREE_STORES } from '../foreignStore'
import { startWorker, type TestWorker } from '../harness'
import { personIn } from '../people'

/** In place of the limits of wrangler.toml, which nobody reaches by hand. */
const LIMIT = 10

// A worker of its own: it counts by the clock, and what others used up would count here.
let worker: TestWorker
beforeAll(async () => {
  worker = await startWorker({ ACCESS_MODE: 'people' }, { limit: LIMIT })
  await worker.importCsv(THREE_STORES)
})
afterAll(() => worker.close())

const isLimited = (response: { status: number; headers: { get(name: string): string | null } }) => {
  if (response.status !== 429) return false
  expect(response.headers.get('retry-after')).toBe('60')
  return true
}

/** Asks until the limit answers. @returns how many were let through */
async function untilLimited(
  most: number,
  ask: (i: number) => ReturnType<TestWorker['get']>,
): Promise<number> {
  for (let i = 0; i < most; i += 1) {
    const response = await ask(i)
    await response.arrayBuffer()
    if (isLimited(response)) return i
    expect(response.status).toBeLessThan(500)
  }
  throw new Error(`not limited after ${most}`)
}

const signIn = (address: string) =>
  worker.post('/sign-in', 'link=nothing', {
    'content-type': 'application/x-www-form-urlencoded',
    origin: new URL(worker.url).origin,
    'sec-fetch-site': 'same-origin',
    'cf-connecting-ip': address,
  })

test('sign-ins are limited for each address, and others go on', async () => {
  // A minute may end while it is counted: then it takes twice as many.
  const within = await untilLimited(2 * LIMIT + 1, () => signIn('192.0.2.1'))
  expect(within).toBeGreaterThanOrEqual(LIMIT)
  expect((await signIn('192.0.2.2')).status).toBe(403)
  expect((await worker.get('/sign-in', { 'cf-connecting-ip': '192.0.2.1' })).status).toBe(200)
})

test('exports are limited for each person, and pages are not', async () => {
  const wang = await (await personIn(worker.env, { stores: ['一店'] })).device()
  const li = await (await personIn(worker.env, { name: '李店长', stores: ['一店'] })).device()
  const within = await untilLimited(2 * LIMIT + 1, () => worker.get('/rules/lossOrders.csv', wang))
  expect(within).toBeGreaterThanOrEqual(LIMIT)
  expect((await worker.get('/rules/lossOrders.csv', li)).status).toBe(200)
  expect((await worker.get('/rules/lossOrders', wang)).status).toBe(200)
})

describe('days that have to be computed', () => {
  test('are limited: the page says it in its card, the next one by its status, and the main page goes on', async () => {
    const wang = await (await personIn(worker.env, { stores: ['一店', '三店'] })).device()
    const day = (i: number) => new Date(Date.UTC(2026, 0, 17) - i * 86_400_000).toISOString().slice(0, 10)
    /** Days with orders are stored when they are computed: each is made anew. */
    const computeAnew = async (path: string) => {
      await worker.env.DB.prepare('DELETE FROM schema_cards').run()
      const { keys } = await worker.env.CACHE.list()
      await Promise.all(
        keys.filter(({ name }) => name.includes('/card/')).map(({ name }) => worker.env.CACHE.delete(name)),
      )
      return worker.get(path, wang)
    }
    let json = await computeAnew('/api/diagnosis?date=2026-01-17')
    for (let i = 0; i < 2 * LIMIT && json.status === 200; i += 1) {
      json = await computeAnew(`/api/diagnosis?date=${day(i % 15)}`)
    }
    expect(isLimited(json)).toBe(true)

    const page = await worker.get('/?store=一店&date=2026-01-09', wang)
    expect(page.status).toBe(429)
    expect(page.headers.get('retry-after')).toBe('60')
    expect(await page.text()).toMatch(/^<!doctype html>/i)
    const list = await worker.get('/rules/lossOrders?days=15', wang)
    expect(isLimited(list)).toBe(true)
    expect((await worker.get('/rules/lossOrders?days=7', wang)).status).toBe(200)
    // What is no day by name is computed for everybody, and costs nobody's share.
    const plain = await worker.get('/?store=', wang)
    expect(plain.status).toBe(200)
    await plain.text()
    const li = await (await personIn(worker.env, { name: '李店长', stores: ['一店'] })).device()
    expect((await worker.get('/?store=一店&date=2026-01-09', li)).status).toBe(200)
  })
})
