import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { Diagnosis } from '../../src/diagnosis/diagnosis'
import { expectNothingForeign, THREE_STORES } from '../foreignStore'
import { sharedWorker, type TestWorker } from '../harness'
import { personIn, rowsIn } from '../people'

let worker: TestWorker
beforeAll(async () => {
  worker = await sharedWorker({ ACCESS_MODE: 'people' })
})
beforeEach(async () => {
  await worker.clear()
  await worker.importCsv(THREE_STORES)
})

const post = (path: string, fields: Record<string, string>, cookie = '') =>
  fetch(new URL(path, worker.url), {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { origin: new URL(worker.url).origin, cookie },
    redirect: 'manual',
  })

const get = (path: string, cookie = '') =>
  fetch(new URL(path, worker.url), { headers: { cookie }, redirect: 'manual' })

test('from a link to the own store: a device is signed in, is led there, sees no other, and signs out', async () => {
  const wang = await personIn(worker.env, { stores: ['一店'] })
  const link = await wang.link()
  expect((await get('/')).status).toBe(401)
  expect((await get(`/sign-in/${link}`)).status).toBe(200)

  const signedIn = await post('/sign-in', { link })
  expect(signedIn.status).toBe(303)
  const [cookie = ''] = signedIn.headers.getSetCookie()[0]?.split(';') ?? []
  const landed = await get(signedIn.headers.get('location') ?? '', cookie)
  expect(landed.status).toBe(302)
  const page = await get(landed.headers.get('location') ?? '', cookie)
  expect(page.status).toBe(200)
  const html = await page.text()
  expect(html).toContain('一店')
  expectNothingForeign(html, '/')
  const diagnosis = (await (await get('/api/diagnosis', cookie)).json()) as Diagnosis
  expect(diagnosis.stores).toEqual(['一店'])

  expect((await post('/sign-out', {}, cookie)).status).toBe(303)
  expect((await get('/', cookie)).status).toBe(401)
  expect(await rowsIn(worker.env, 'sessions')).toEqual([])
})

test("of many people with sessions and tokens, each has his own page, whatever their proofs' numbers are", async () => {
  const people = []
  for (const name of ['甲一', '乙二', '丙三']) people.push(await personIn(worker.env, { name }))
  // The last to come signs in first, and twice.
  for (const person of [...people.slice(2), ...people.toReversed()]) {
    const page = await (await get('/me', `session=${await person.session()}`)).text()
    for (const { name } of people) expect(page.includes(name), name).toBe(name === person.name)
  }
})

test('the schedule forgets what has expired', async () => {
  const wang = await personIn(worker.env)
  const before = new Date(Date.now() - 400 * 86_400_000)
  await wang.session(before)
  const li = await personIn(worker.env, { name: '李店长' })
  await li.link(before)
  const fresh = await li.session()
  await worker.runCron()
  expect(await rowsIn(worker.env, 'sessions')).toMatchObject([{ person_id: li.id }])
  expect((await get('/me', `session=${fresh}`)).status).toBe(200)
  const oldest = (await rowsIn(worker.env, 'audit_events')).map(({ at }) => String(at)).toSorted()[0] ?? ''
  expect(Date.parse(oldest)).toBeGreaterThan(before.getTime())
})
