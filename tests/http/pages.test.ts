import { readSheet } from 'read-excel-file/node'
import { beforeAll, describe, expect, test } from 'vitest'
import { demoCsv } from '../../scripts/demoData'
import type { Diagnosis } from '../../src/diagnosis/diagnosis'
import { isKnown } from '../../src/diagnosis/rules/slowMoving/levels'
import { sharedWorker, type TestWorker } from '../harness'
import { expectNothingForbidden, expectWellFormed, hrefs, visibleText } from '../html'

const DATE = '2026-01-18'

let worker: TestWorker
let diagnosis: Diagnosis
beforeAll(async () => {
  worker = await sharedWorker()
  await worker.importCsv([...demoCsv({ stores: 4, days: 30, lastDate: DATE })].join(''))
  diagnosis = await worker.getJson<Diagnosis>('/api/diagnosis')
})

const html = async (path: string) => (await worker.get(path)).text()

describe('every page', () => {
  test.each([
    ['/', 200],
    ['/rules/lossOrders', 200],
    ['/rules/orders?sort=validity&q=%3Cscript%3E', 200],
    ['/rules/slowMoving?days=7&sort=stock&dir=asc&page=99&q=%3Cscript%3E', 200],
    ['/rules/lossOrders?date=never', 400],
    ['/rules/lossOrders?store=nobody', 200],
    ['/order?store=nobody&id=1', 200],
    ['/order', 200],
    ['/product?id=1e9&store=', 200],
    ['/product?date=2026-99-99', 400],
    [`/?channel=${'x'.repeat(6_000)}`, 200],
    [`/rules/lossOrders?q=${'x'.repeat(6_000)}`, 200],
    [`/rules/lossOrders?channel=${'x'.repeat(6_000)}`, 200],
    [`/rules/lossOrders?q=${'x'.repeat(100)}&channel=${'x'.repeat(300)}`, 200],
    [`/order?store=nobody&id=${'1'.repeat(101)}`, 200],
    ['/status', 200],
    ['/rules/toString', 404],
    ['/rules/lossOrders.pdf', 404],
  ])('%s answers %i with a whole page, without script, under the policy', async (path, status) => {
    const response = await worker.get(path)
    expect(response.status).toBe(status)
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    const page = await response.text()
    expect(page).toMatch(/^<!doctype html>/i)
    expectWellFormed(page)
    expectNothingForbidden(page)
  })
})

test("a list's export holds all its rows, whatever page is shown, in both formats", async () => {
  const rule = diagnosis.rules?.slowMoving
  if (rule?.status !== 'ok') throw new Error('nothing to export')
  const levels = [rule.ongoing, rule.severe, rule.stale].filter(isKnown)
  const count = levels.reduce((sum, level) => sum + level.count, 0)
  const csv = await (await worker.get('/rules/slowMoving.csv?page=3')).text()
  expect(csv.trimEnd().split('\r\n')).toHaveLength(count + 1)
  const xlsx = await (await worker.get('/rules/slowMoving.xlsx')).arrayBuffer()
  const sheet = await readSheet(Buffer.from(xlsx))
  expect(sheet).toHaveLength(count + 1)
  const tiedUpCost = sheet[0]?.indexOf('占用成本') ?? -1
  const sumFen = sheet.slice(1).reduce((sum, row) => sum + Math.round(Number(row[tiedUpCost] ?? 0) * 100), 0)
  expect(sumFen).toBe(levels.reduce((sum, { amountFen }) => sum + amountFen, 0))
})

test('an export speaks the language that it is asked for, and says what is wrong as JSON', async () => {
  expect(await html('/rules/lossOrders.csv?lang=en')).toContain('Net profit')
  const response = await worker.get('/rules/lossOrders.csv?store=nobody')
  expect(response.status).toBe(404)
  expect(await response.json()).toMatchObject({ error: 'unknownStore', stores: ['nobody'] })
})

test('a card links to its list, an action to its order or product, and those are there', async () => {
  const links = hrefs(await html('/')).filter((href) => /^\/(rules|order|product)/.test(href))
  expect(links.length).toBeGreaterThan(10)
  for (const href of new Set(links)) {
    const target = await worker.get(href)
    expect(target.status, href).toBe(200)
    expect(visibleText(await target.text()), href).not.toContain('无法')
  }
})

test('a file names store and day of each row, also where the page it is from is of one store and day', async () => {
  const [store = ''] = diagnosis.stores
  const csv = await (
    await worker.get(`/rules/topProfit.csv?${new URLSearchParams({ store, date: DATE })}`)
  ).text()
  const [header = '', first = ''] = csv.slice(1).split('\r\n')
  expect(header.split(',').slice(-2)).toEqual(['门店', '日期'])
  expect(first.split(',').slice(-2)).toEqual([store, DATE])
})

test('a channel narrows the KPIs and the rules on orders, and leaves the rules on products', async () => {
  const narrowed = await worker.getJson<Diagnosis>('/api/diagnosis?channel=饿了么')
  const orders = new Map(diagnosis.channels ?? [])
  expect(narrowed).toMatchObject({ onlyChannel: '饿了么', kpi: { allOrders: orders.get('饿了么') } })
  expect(narrowed.rules?.stockouts).toEqual(diagnosis.rules?.stockouts)
  const channels = [...orders.keys()]
  const parts = await Promise.all(
    channels.map((channel) =>
      worker.getJson<Diagnosis>(`/api/diagnosis?${new URLSearchParams({ channel })}`),
    ),
  )
  expect(parts.reduce((sum, part) => sum + (part.kpi?.revenueFen ?? 0), 0)).toBe(diagnosis.kpi?.revenueFen)
  expect(await worker.getJson('/api/diagnosis?channel=nobody')).toMatchObject({
    kpi: { orders: 0, revenueFen: 0 },
  })
})

test('the status names the last run, the next one, and what a visit gets of each store', async () => {
  await worker.runCron(new Date())
  expect(await worker.getJson('/api/status')).toMatchObject({
    schedule: { status: 'onTime', cron: '*/5 * * * *', nextAt: expect.stringMatching(/[05]:00\.000Z$/) },
    runs: [
      { trigger: 'cron', outcome: 'idle' },
      { trigger: 'import', outcome: 'done', stores: 4, readable: 5 },
    ],
    stores: expect.arrayContaining([expect.objectContaining({ edge: 'cache', lastDate: DATE })]),
    givenUp: [],
  })
})

test('where a run is overdue, the status says so, and the visit makes up for it', async () => {
  await worker.env.DB.exec('DELETE FROM runs')
  await worker.runCron(new Date(Date.now() - 86_400_000))
  expect(await worker.getJson('/api/status')).toMatchObject({ schedule: { status: 'overdue' } })
  for (let i = 0; i < 40; i++) {
    const { runs } = await worker.getJson<{ runs: { trigger: string; outcome: string }[] }>('/api/status')
    if (runs.some((run) => run.trigger === 'visit' && run.outcome === 'idle')) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('no refresh was started by the visit')
})
