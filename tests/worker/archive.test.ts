import { beforeAll, describe, expect, test } from 'vitest'
import { demoCsv } from '../../scripts/demoData'
import { addDays } from '../../src/diagnosis/businessDate'
import { shopDate } from '../../src/shop'
import { sharedWorker, type TestWorker } from '../harness'
import { select, visibleText } from '../html'

/** Old days, as the schedule archives them, and as who asks for them sees them. */

const TODAY = shopDate(new Date())
const DEMO = [...demoCsv({ stores: 1, days: 12, lastDate: addDays(TODAY, -40), linesPerStoreDay: 80 })].join(
  '',
)
const ARCHIVED = addDays(TODAY, -46)

let worker: TestWorker
let store: string
const all = async <Row>(query: string) => (await worker.env.DB.prepare(query).all<Row>()).results
const run = (statement: string) => worker.env.DB.prepare(statement).run()
const page = (path: string, fields: Record<string, string>) =>
  worker.get(`${path}?${new URLSearchParams({ store, ...fields })}`)

interface Seen {
  order: string
  list: string
  found: string
  export: string
}
let seenBefore: Seen
let orderId: string

async function seen(): Promise<Seen> {
  const text = async (response: ReturnType<typeof page>) => {
    const { status } = await response
    expect(status).toBe(200)
    return visibleText(await (await response).text())
  }
  return {
    order: await text(page('/order', { id: orderId, lang: 'en' })),
    list: await text(page('/rules/orders', { date: ARCHIVED, days: '3', lang: 'en' })),
    found: await text(page('/search', { q: orderId, lang: 'en' })),
    export: await (await page('/rules/orders.csv', { date: ARCHIVED, days: '3' })).text(),
  }
}

beforeAll(async () => {
  worker = await sharedWorker({ ACCESS_MODE: 'public', ARCHIVE_AFTER_DAYS: '45' })
  await worker.importCsv(DEMO)
  ;[{ name: store } = { name: '' }] = await all<{ name: string }>('SELECT name FROM stores')
  ;[{ id: orderId } = { id: '' }] = await all<{ id: string }>(
    `SELECT order_id AS id FROM orders WHERE ordered_at LIKE '${ARCHIVED}%'`,
  )
  seenBefore = await seen()
})

test('the schedule archives the days that ended long enough ago, and pages show of them what they did', async () => {
  await worker.runCron()
  const days = await all<{ date: string }>('SELECT business_date AS date FROM archived_days ORDER BY 1')
  expect(days.map(({ date }) => date)).toEqual([51, 50, 49, 48, 47, 46].map((ago) => addDays(TODAY, -ago)))
  expect(
    await all<{ n: number }>(`SELECT count(*) AS n FROM orders WHERE ordered_at < '${addDays(TODAY, -45)}'`),
  ).toEqual([{ n: 0 }])
  expect(seenBefore.order).toContain(orderId)
  expect(seenBefore.found).toContain(orderId)
  expect(seenBefore.export).toContain(orderId)
  expect(await seen()).toEqual(seenBefore)
})

describe('where an archived day is damaged', () => {
  beforeAll(async () => {
    await run(`UPDATE archived_days SET orders = substr(orders, 1, 99) WHERE business_date = '${ARCHIVED}'`)
  })

  test.each(['zh', 'en'])('its orders and lists say which day that is, and what to do (%s)', async (lang) => {
    const [year, month, day] = ARCHIVED.split('-').map(Number)
    const named = lang === 'zh' ? `${year}年${month}月${day}日` : `${day} ${MONTHS[(month ?? 1) - 1]} ${year}`
    const todo = lang === 'zh' ? '恢复备份' : 'from a backup'
    for (const [path, fields] of [
      ['/order', { id: orderId }],
      ['/rules/orders', { date: ARCHIVED }],
    ] as const) {
      const text = visibleText(await (await page(path, { ...fields, lang })).text())
      expect(text).toContain(named)
      expect(text).toContain(todo)
    }
  })

  test('a list of more days has those of the others, and says which it lacks', async () => {
    const csv = (date: string) => page('/rules/orders.csv', { date })
    const [shown, other] = [addDays(ARCHIVED, 1), addDays(ARCHIVED, -1)]
    expect((await csv(other)).status).toBe(200)
    const html = await (await page('/rules/orders', { date: shown, days: '3', lang: 'en' })).text()
    const text = visibleText(html)
    expect(text).toContain('This list has nothing of them.')
    const [first = ''] = (await (await csv(shown)).text()).split('\n').slice(1)
    expect(first.length).toBeGreaterThan(10)
    expect(select(html, 'table.data tbody tr').length).toBeGreaterThan(5)
  })

  test('its card and other days are shown as ever', async () => {
    expect(await (await page('/api/diagnosis', { date: ARCHIVED })).json()).toMatchObject({
      stores: [store],
      businessDate: ARCHIVED,
    })
    const other = addDays(ARCHIVED, -1)
    expect((await page('/rules/orders.csv', { date: other })).status).toBe(200)
  })

  test('an export of it is refused with the day', async () => {
    const response = await page('/rules/orders.csv', { date: ARCHIVED })
    expect(response.status).toBe(409)
    expect(await response.json()).toMatchObject({ error: 'damagedDays', dates: [ARCHIVED] })
  })

  test('a file with some of its orders is refused with the day, and one with all of them mends it', async () => {
    const [header = '', ...lines] = DEMO.split('\n')
    const some = [header, lines.find((line) => line.includes(ARCHIVED))].join('\n')
    const refused = await worker.importCsv(some)
    expect(refused.status).toBe(409)
    expect(await refused.json()).toMatchObject({
      status: 'interrupted',
      because: 'refused',
      refusal: { reason: 'damagedDays', store, dates: [ARCHIVED] },
      message: expect.stringContaining(ARCHIVED),
    })
    expect((await worker.importCsv(DEMO)).status).toBe(200)
    const { export: exported, list } = await seen()
    expect({ exported, list }).toEqual({ exported: seenBefore.export, list: seenBefore.list })
  })
})

test('a day that cannot be archived fails the run, and stands with its store on the status page', async () => {
  const date = addDays(TODAY, -60)
  await worker.importCsv(
    [...demoCsv({ stores: 1, firstStore: 7, days: 2, lastDate: date, linesPerStoreDay: 20 })].join(''),
  )
  await run(`UPDATE store_days SET order_count = order_count + 1 WHERE business_date = '${date}'`)
  expect(await worker.runCron()).toMatchObject({ outcome: 'exception' })
  const { runs } = await worker.getJson<{ runs: { outcome: string; failures: { error: string }[] }[] }>(
    '/api/status',
  )
  const failed = runs.find(({ outcome }) => outcome === 'failed')
  expect(failed?.failures.map(({ error }) => error)).toEqual([
    expect.stringContaining(`${date} was not archived`),
  ])
})

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
