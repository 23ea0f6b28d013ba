import { beforeAll, expect, test } from 'vitest'
import { demoCsv } from '../../scripts/demoData'
import { expectNothingForeign, FOREIGN_STORE, THREE_STORES } from '../foreignStore'
import { sharedWorker, type TestWorker } from '../harness'
import { each, select, texts, visibleText } from '../html'
import { openIsolate } from '../isolate'
import { personIn } from '../people'

let worker: TestWorker
beforeAll(async () => {
  worker = await sharedWorker()
  await worker.importCsv([...demoCsv({ stores: 4, days: 30, lastDate: '2026-01-18' })].join(''))
  await worker.importCsv(THREE_STORES)
})

const page = async (path: string) => (await worker.get(path)).text()
/** The column of a file under a heading. */
async function column(path: string, heading: string): Promise<string[]> {
  const [header = '', ...lines] = (await page(path))
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split('\r\n')
  const at = header.split(',').indexOf(heading)
  return lines.map((line) => line.split(',')[at] ?? '')
}

test('a walking list has all rows of the list as it is narrowed, also those of its other pages', async () => {
  const query = new URLSearchParams({ days: '15', q: 'g', date: '2026-01-18' })
  const html = await page(`/rules/slowMoving/print?${query}&page=2`)
  const names = await column(`/rules/slowMoving.csv?${query}`, '商品')
  expect(names.length).toBeGreaterThan(50)
  expect(texts(html, 'td.subject').toSorted()).toEqual(names.toSorted())
  expect(texts(html, '.box')).toEqual(names.map(() => '☐'))
  expect(texts(html, '.about').join()).toContain(`共 ${names.length} 行`)
})

test('each product stands under its own category, store by store where there are several', async () => {
  const html = await page('/rules/slowMoving/print?date=2026-01-18')
  const [names, categories, stores] = await Promise.all(
    ['商品', '分类', '门店'].map((heading) => column('/rules/slowMoving.csv?date=2026-01-18', heading)),
  )
  const groupsOf = new Map<string, Set<string>>()
  for (const [i, name] of names?.entries() ?? []) {
    groupsOf.set(name, (groupsOf.get(name) ?? new Set()).add(`${stores?.[i]} · ${categories?.[i]}`))
  }
  const groups = each(select(html, 'tbody'))
  const titles = groups.map((group) => select(group, '.group bdi').text())
  expect(titles).toEqual(titles.toSorted())
  expect(groups.length).toBeGreaterThan(3)
  for (const group of groups) {
    const title = select(group, '.group bdi').text()
    for (const name of texts(group, 'td.subject')) expect(groupsOf.get(name)?.has(title), title).toBe(true)
  }
})

test('nobody finds a store on it that is not his', async () => {
  const person = await personIn(worker.env, { name: '丁', stores: ['一店', '三店'] })
  const headers = await person.device(new Date())
  const ask = async (query: string) => {
    const response = await openIsolate(worker.env).ask(`/rules/lossOrders/print?date=2026-01-18${query}`, {
      headers,
    })
    return response.text()
  }
  expect(visibleText(await ask(''))).toContain('共 1 行')
  expectNothingForeign(await ask(''), 'all stores of the person')
  const foreign = visibleText(await ask(`&store=${FOREIGN_STORE}`))
  const none = visibleText(await ask('&store=九店'))
  expect(foreign.replaceAll(FOREIGN_STORE, '九店')).toBe(none)
})

test('it is recorded as taken along, with its rows', async () => {
  const person = await personIn(worker.env, { name: '戊', stores: ['一店'] })
  const isolate = openIsolate(worker.env)
  const headers = await person.device(new Date())
  await (await isolate.ask('/rules/lossOrders/print?date=2026-01-18', { headers })).text()
  await isolate.settle()
  const { results } = await worker.env.DB.prepare(
    "SELECT detail FROM audit_events WHERE event = 'export' AND person_id = ?",
  )
    .bind(person.id)
    .all<{ detail: string }>()
  expect(results.map(({ detail }) => JSON.parse(detail))).toEqual([
    { rule: 'lossOrders', format: 'print', businessDate: '2026-01-18', days: 1, rows: 1 },
  ])
})

test.each([
  ['/rules/toString/print', 404],
  ['/rules/lossOrders.csv/print', 404],
  ['/rules/lossOrders/print?date=never', 400],
  ['/rules/lossOrders/print?store=nobody', 200],
])('%s answers %i', async (path, status) => {
  expect((await worker.get(path)).status).toBe(status)
})
