import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { AuditRecord } from '../../src/data/auditEvents'
import { exportFile } from '../exportFile'
import { forgetAll } from '../forgetAll'
import { IMPORT_TOKEN, sharedWorker, type TestWorker } from '../harness'
import { type Asked, cookieIn, form, type Isolate, json, openIsolate, shownOnce } from '../isolate'
import { personIn, rowsIn, type TestPerson } from '../people'

const DAY_MS = 86_400_000
const NAME = '王秘密店长'
const EMAIL = 'wang-secret@example.com'
const USER_AGENT = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) MicroMessenger/8.0.60'

let worker: TestWorker
let boss: TestPerson
let device: Record<string, string>
let isolate: Isolate
beforeAll(async () => {
  worker = await sharedWorker()
})
beforeEach(async () => {
  await worker.clear()
  boss = await personIn(worker.env, { name: '老板', role: 'admin' })
  device = await boss.device()
  isolate = openIsolate(worker.env)
})

const send = (url: string, asked: Asked = {}) => isolate.ask(url, { country: 'CN', ...asked })
const events = async (query = '') =>
  (await (await send(`/api/audit${query}`, { headers: await boss.program('people') })).json()) as {
    events: AuditRecord[]
    before: number | null
  }

/** Who did what to whom, oldest first, since the test began. */
async function trailSince(lastId: unknown) {
  await isolate.settle()
  const { events: all } = await events()
  return all
    .filter(({ id }) => id > Number(lastId))
    .map(({ event, who, via, subject, country, detail }) => ({
      event,
      who: who?.name ?? null,
      via,
      subject: subject?.name ?? null,
      country,
      detail,
    }))
    .toReversed()
}

const lastId = async () => (await rowsIn(worker.env, 'audit_events')).at(-1)?.id

/** All that is done from the making of a person to his end, with the secrets that it took. */
async function wholeStory() {
  await send('/api/import', {
    method: 'POST',
    body: exportFile([{ 门店名称: '一店' }]),
    headers: { authorization: `Bearer ${IMPORT_TOKEN}` },
  })
  const people = await boss.program('people')
  const secrets = [people.authorization.slice('Bearer '.length)]
  const since = await lastId()

  const added = await send(
    '/api/people',
    json({ name: NAME, role: 'operator', stores: ['一店'], email: EMAIL }, people),
  )
  const { id, link } = (await added.json()) as { id: number; link: string }
  const signedIn = await send('/sign-in', form({ link }, { 'user-agent': USER_AGENT }))
  const session = cookieIn(signedIn, 'session') ?? ''
  const own = { cookie: `session=${session}` }
  const made = await send('/me/tokens', form({ name: `${NAME}的程序`, purpose: 'import' }, own))
  const page = (await shownOnce(isolate, made, '/me', own.cookie)).replaceAll(session, '')
  const token = /(?<![\w-])[\w-]{43}(?![\w-])/.exec(page.replaceAll(/sha256-[^']*/g, ''))?.[0] ?? ''
  secrets.push(link.slice(-43), session, token)

  await send('/api/import', {
    method: 'POST',
    body: exportFile([{ 门店名称: '一店', 订单ID: 'x' }]),
    headers: { authorization: `Bearer ${token}` },
  })
  await isolate.settle()
  await send('/rules/lossOrders.csv', { headers: own })
  await isolate.settle()
  const [{ id: tokenId } = {}] = (await rowsIn(worker.env, 'api_tokens')).filter(
    ({ person_id }) => person_id === id,
  )
  await send(`/me/tokens/${tokenId}/revoke`, form({}, own))
  await send('/me/sessions/end-others', form({}, own))
  const relink = async () =>
    ((await (await send(`/api/people/${id}/link`, json({}, people))).json()) as { link: string }).link
  const second = cookieIn(await send('/sign-in', form({ link: await relink() })), 'session')
  await send('/me/sessions/end-others', form({}, { cookie: `session=${second}` }))
  await send('/sign-out', form({}, { cookie: `session=${second}` }))
  await send('/sign-in', form({ link: await relink() }))
  const third = (await rowsIn(worker.env, 'sessions')).find(({ person_id }) => person_id === id)?.id
  await send(`/people/${id}/sessions/${third}/end`, form({}, device))
  await send(`/people/${id}`, form({ name: NAME, role: 'viewer', scope: 'all', email: EMAIL }, device))
  await send(`/people/${id}/link`, form({}, device))
  await send(`/people/${id}/revoke`, form({}, device))
  await send(`/people/${id}/deactivate`, form({}, device))
  await send(`/people/${id}/activate`, form({}, device))
  return { id, since, secrets }
}

test('everything that is done is told, by whom, how, to whom and from where', async () => {
  const { since } = await wholeStory()
  const iPhone = 'iPhone · WeChat'
  const bossProgram = { who: '老板', via: 'token', subject: NAME, country: 'CN', detail: {} }
  const own = { who: NAME, via: 'session', subject: NAME, country: 'CN', detail: {} }
  const bossDevice = { who: '老板', via: 'session', subject: NAME, country: 'CN', detail: {} }
  const signIn = { event: 'signIn', who: NAME, via: 'link', subject: null, country: 'CN' }
  expect((await trailSince(since)).filter(({ subject, who }) => subject !== '老板' || who === NAME)).toEqual([
    { ...bossProgram, event: 'personAdded', detail: { role: 'operator', stores: 1 } },
    { ...bossProgram, event: 'linkMade' },
    { ...signIn, detail: { device: iPhone } },
    { ...own, event: 'tokenMade', detail: { purpose: 'import' } },
    {
      ...own,
      event: 'import',
      via: 'token',
      subject: null,
      detail: { outcome: 'imported', stores: 1, lines: 1, ordersChanged: 1 },
    },
    {
      ...own,
      event: 'export',
      subject: null,
      detail: {
        rule: 'lossOrders',
        format: 'csv',
        businessDate: '2026-01-18',
        days: 1,
        rows: expect.any(Number),
      },
    },
    { ...own, event: 'tokenRevoked', detail: { purpose: 'import' } },
    // Ending other devices where there is none is nothing that was done.
    { ...bossProgram, event: 'linkMade' },
    { ...signIn, detail: { device: '? · ?' } },
    { ...own, event: 'otherSessionsRevoked' },
    { ...own, event: 'signOut' },
    { ...bossProgram, event: 'linkMade' },
    { ...signIn, detail: { device: '? · ?' } },
    { ...bossDevice, event: 'sessionRevoked', detail: { device: '? · ?' } },
    { ...bossDevice, event: 'personChanged', detail: { role: 'viewer', stores: 'all' } },
    { ...bossDevice, event: 'linkMade' },
    { ...bossDevice, event: 'proofsRevoked' },
    { ...bossDevice, event: 'personDeactivated' },
    { ...bossDevice, event: 'personActivated' },
  ])
})

test('an import by IMPORT_TOKEN is told as that, of nobody', async () => {
  const headers = { authorization: `Bearer ${IMPORT_TOKEN}` }
  const since = await lastId()
  await send('/api/import', { method: 'POST', body: exportFile([{}]), headers, country: 'HK' })
  expect(await trailSince(since)).toContainEqual(
    expect.objectContaining({ event: 'import', who: null, via: 'importToken', country: 'HK' }),
  )
})

test.each(['cn', 'CHN', '<b>', '', 'T1'])('%j for a country is taken as what it is', async (country) => {
  const since = await lastId()
  await send('/sign-in', { ...form({ link: await boss.link() }), country })
  const [{ country: told } = {}] = (await trailSince(since)).filter(({ event }) => event === 'signIn')
  expect(told).toBe(country === 'T1' ? 'T1' : null)
})

test('what did not happen is not told', async () => {
  const since = await lastId()
  const wang = await personIn(worker.env, { name: NAME })
  const own = await wang.device()
  const made = (await rowsIn(worker.env, 'audit_events')).length
  await send('/sign-in', form({ link: 'x'.repeat(43) }))
  await send('/people', form({ name: '', role: 'viewer', scope: 'all' }, device))
  await send(`/people/${wang.id}/erase`, form({}, own))
  await send('/me/tokens', form({ name: 'x', purpose: 'people' }, own))
  await send('/me/tokens/99999/revoke', form({}, own))
  await send('/me/sessions/99999/end', form({}, own))
  await send('/rules/lossOrders.csv?store=nobody', { headers: own })
  await isolate.settle()
  expect(await rowsIn(worker.env, 'audit_events')).toHaveLength(made)
  expect(since).toBeDefined()
})

describe('the trail itself', () => {
  test('holds no name, no address and no secret', async () => {
    const { secrets } = await wholeStory()
    expect(new Set(secrets).size).toBe(4)
    const stored = JSON.stringify(await rowsIn(worker.env, 'audit_events'))
    for (const hidden of [NAME, EMAIL, '老板', ...secrets]) expect(stored).not.toContain(hidden)
    const tables = ['people', 'sign_in_links', 'sessions', 'api_tokens']
    const others = JSON.stringify(await Promise.all(tables.map((table) => rowsIn(worker.env, table))))
    for (const secret of secrets) expect(others).not.toContain(secret)
  })

  test('keeps nothing of a person who is erased but his number', async () => {
    const { id } = await wholeStory()
    expect((await send(`/people/${id}/erase`, form({}, device))).status).toBe(303)
    const { results } = await worker.env.DB.prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%'",
    ).all<{ name: string }>()
    expect(results.length).toBeGreaterThan(10)
    for (const { name } of results) {
      const rows = JSON.stringify(await rowsIn(worker.env, name))
      for (const hidden of [NAME, EMAIL]) expect(rows, name).not.toContain(hidden)
    }
    for (const table of ['sign_in_links', 'sessions', 'api_tokens', 'person_stores']) {
      expect((await rowsIn(worker.env, table)).filter(({ person_id }) => person_id === id)).toEqual([])
    }
    const { events: told } = await events()
    expect(told).toContainEqual(
      expect.objectContaining({
        event: 'personErased',
        subject: { id, name: null },
        who: { id: boss.id, name: '老板' },
      }),
    )
    expect(told).toContainEqual(expect.objectContaining({ event: 'tokenMade', who: { id, name: null } }))
    expect(await (await send('/audit', { headers: device })).text()).not.toContain(NAME)
  })

  test('gives the number of one who is gone to nobody else', async () => {
    const gone = await personIn(worker.env, { name: NAME })
    await send(`/people/${gone.id}/erase`, form({}, device))
    expect((await personIn(worker.env, { name: '新人' })).id).toBeGreaterThan(gone.id)
  })

  test('is read a hundred events at a time, newest first', async () => {
    const statement = worker.env.DB.prepare(
      "INSERT INTO audit_events (at, event, via, detail) VALUES (?, 'signOut', 'session', '{}')",
    ).bind(new Date().toISOString())
    await worker.env.DB.batch(Array.from({ length: 230 }, () => statement))
    const ids: number[] = []
    let before: number | null = null
    const sizes: number[] = []
    do {
      const page: Awaited<ReturnType<typeof events>> = await events(
        before === null ? '' : `?before=${before}`,
      )
      ids.push(...page.events.map(({ id }) => id))
      sizes.push(page.events.length)
      before = page.before
    } while (before !== null)
    expect(sizes.slice(0, 2)).toEqual([100, 100])
    expect(ids).toEqual(ids.toSorted((a, b) => b - a))
    expect(new Set(ids).size).toBe(ids.length)
    for (const asked of ['?before=x', '?before=-1', '?before=0', '?before=']) {
      expect((await events(asked)).events).toHaveLength(100)
    }
  })

  test('is kept for a year, and what has ended by itself goes with it', async () => {
    const now = new Date()
    const insert = (ageDays: number) =>
      worker.env.DB.prepare(
        "INSERT INTO audit_events (at, event, via, detail) VALUES (?, 'signOut', 'session', '{}')",
      ).bind(new Date(now.getTime() - ageDays * DAY_MS).toISOString())
    await worker.env.DB.prepare('DELETE FROM audit_events').run()
    await worker.env.DB.batch([insert(364), insert(366)])
    const { events: shown } = await events()
    expect(shown.filter(({ event }) => event === 'signOut')).toHaveLength(1)

    const wang = await personIn(worker.env, { name: NAME })
    const fresh = await wang.session(now)
    const unused = await boss.link(new Date(now.getTime() - 8 * DAY_MS))
    await forgetAll(worker.env.DB, now)
    expect(
      (await rowsIn(worker.env, 'audit_events')).filter(({ event }) => event === 'signOut'),
    ).toHaveLength(1)
    // The link that wang has used goes on; the one that nobody has used is gone.
    expect(await rowsIn(worker.env, 'sign_in_links')).toMatchObject([{ person_id: wang.id, devices: 1 }])
    expect((await isolate.ask('/sign-in', form({ link: unused }))).status).toBe(403)
    expect((await isolate.ask('/nothing', { headers: { cookie: `session=${fresh}` } })).status).toBe(404)
    await forgetAll(worker.env.DB, new Date(now.getTime() + 91 * DAY_MS))
    expect(await rowsIn(worker.env, 'sessions')).toEqual([])
  })
})
