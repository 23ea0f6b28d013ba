import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { dailyOrders, exportFile } from '../exportFile'
import { sharedWorker, type TestWorker } from '../harness'
import { openIsolate } from '../isolate'
import { personIn, rowsIn, type TestPerson } from '../people'

let worker: TestWorker
beforeAll(async () => {
  worker = await sharedWorker()
})
beforeEach(async () => {
  await worker.clear()
  await worker.importCsv(exportFile([...dailyOrders('一店', 3), ...dailyOrders('二店', 3)]))
})

async function importAs(headers: Record<string, string>, stores: readonly string[]) {
  const body = exportFile(stores.flatMap((store) => dailyOrders(store, 2, '2026-01-20')))
  const isolate = openIsolate(worker.env)
  const response = await isolate.ask('/api/import', { method: 'POST', body, headers })
  const answer = (await response.json()) as Record<string, unknown>
  await isolate.settle()
  return { status: response.status, answer }
}

const operator = (stores: 'all' | string[]) => personIn(worker.env, { role: 'operator', stores })
/** What the browser of a page sends beside the cookie. */
const ofPage = async (person: TestPerson) => ({ ...(await person.device()), origin: 'http://localhost' })

const TABLES = [
  'stores',
  'orders',
  'store_days',
  'products',
  'schema_cards',
  'openings',
  'runs',
  'data_clock',
]
const stored = async () => JSON.stringify(await Promise.all(TABLES.map((table) => rowsIn(worker.env, table))))

describe('an operator of one store', () => {
  test('imports it, by his device and by his token', async () => {
    const person = await operator(['一店'])
    const first = await importAs(await ofPage(person), ['一店'])
    expect(first).toMatchObject({ status: 200, answer: { status: 'imported', report: { ordersChanged: 2 } } })
    const second = await importAs(await person.program('import'), ['一店'])
    expect(second).toMatchObject({ status: 200, answer: { report: { ordersNew: 0, ordersChanged: 0 } } })
  })

  test('is refused a file with a foreign store and one with a store that there is not alike, and nothing is stored', async () => {
    const program = await (await operator(['一店'])).program('import')
    const before = await stored()
    const answers = []
    for (const store of ['二店', '新店']) {
      for (const stores of [[store], ['一店', store], [store, '一店']]) {
        const { status, answer } = await importAs(program, stores)
        expect(status).toBe(403)
        expect(answer).toMatchObject({ status: 'refused', reason: 'foreignStores', stores: [store] })
        answers.push(JSON.stringify(answer).replaceAll(store, 'STORE'))
      }
    }
    expect(new Set(answers).size).toBe(1)
    expect(await stored()).toBe(before)
  })

  test('is told no more than twenty of the names in his own file', async () => {
    const program = await (await operator(['一店'])).program('import')
    const many = Array.from({ length: 30 }, (_, i) => `新店${i}`)
    const { answer } = await importAs(program, ['一店', ...many])
    expect(answer.stores).toHaveLength(20)
    expect(answer.message).toContain('10 more')
  })

  test.each(['一店 x', '一店2', '1店'])('is refused %j, which only looks like it', async (store) => {
    const { status } = await importAs(await (await operator(['一店'])).program('import'), [store])
    expect(status).toBe(403)
  })

  test('imports it in any spelling, and a foreign one in none: the answer has his own spelling', async () => {
    const program = await (await operator(['一店'])).program('import')
    expect((await importAs(program, ['一店\u200b'])).status).toBe(200)
    const { status, answer } = await importAs(program, ['二 店'])
    expect(status).toBe(403)
    expect(answer.stores).toEqual(['二 店'])
  })

  test('loses it with the store', async () => {
    const person = await operator(['一店'])
    const program = await person.program('import')
    await worker.env.DB.prepare('DELETE FROM person_stores').run()
    expect((await importAs(program, ['一店'])).status).toBe(403)
  })
})

test('an operator of all stores brings a new one in, and sees it', async () => {
  const person = await operator('all')
  const { status, answer } = await importAs(await person.program('import'), ['一店', '新店'])
  expect({ status, answer }).toMatchObject({
    status: 200,
    answer: { report: { stores: 2, ordersNew: 2, ordersChanged: 2 } },
  })
  const response = await openIsolate(worker.env).ask('/api/diagnosis?store=新店', {
    headers: await person.device(),
  })
  expect(await response.json()).toMatchObject({ stores: ['新店'] })
})

test('a new store is shown to nobody who has some stores', async () => {
  const viewer = await personIn(worker.env, { stores: ['一店', '二店'] })
  await importAs(await (await operator('all')).program('import'), ['新店'])
  const response = await openIsolate(worker.env).ask('/api/diagnosis', { headers: await viewer.device() })
  expect(await response.text()).not.toContain('新店')
})

test('a viewer imports nothing, of his own stores neither', async () => {
  const before = await stored()
  const viewer = await personIn(worker.env, { stores: ['一店'] })
  expect((await importAs(await ofPage(viewer), ['一店'])).status).toBe(403)
  const ofAll = await personIn(worker.env)
  expect((await importAs(await ofPage(ofAll), ['一店'])).status).toBe(403)
  expect((await importAs(await ofAll.program('read'), ['一店'])).status).toBe(403)
  expect(await stored()).toBe(before)
})

test('a file from a page of another site imports nothing', async () => {
  const person = await operator(['一店'])
  const before = await stored()
  for (const origin of [{ origin: 'https://evil.example' }, {}]) {
    expect((await importAs({ ...(await person.device()), ...origin }, ['一店'])).status).toBe(403)
  }
  expect(await stored()).toBe(before)
})
