import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { dailyOrders, exportFile } from '../exportFile'
import { IMPORT_TOKEN, sharedWorker, type TestWorker } from '../harness'
import { form, type Isolate, openIsolate, shownOnce } from '../isolate'
import { personIn, rowsIn, type TestPerson } from '../people'

const HOUR_MS = 3_600_000
const START = new Date()
const later = (ms: number) => new Date(START.getTime() + ms)

let worker: TestWorker
let admin: TestPerson
let isolate: Isolate
beforeAll(async () => {
  worker = await sharedWorker()
  await worker.importCsv(exportFile([...dailyOrders('一店', 3), ...dailyOrders('三店', 3)]))
})
beforeEach(async () => {
  await worker.env.DB.batch(
    ['audit_events', 'people'].map((table) => worker.env.DB.prepare(`DELETE FROM ${table}`)),
  )
  admin = await personIn(worker.env, { name: '老板', role: 'admin' }, START)
  isolate = openIsolate(worker.env, { now: START })
})

const ask = (url: string, headers: Record<string, string>, method = 'GET') =>
  isolate.ask(url, { method, headers })
const statusOf = async (...asked: Parameters<typeof ask>) => (await ask(...asked)).status

describe('a token opens what it is for, and nothing else', () => {
  const OPENED = { read: '/api/diagnosis', import: '/api/import', people: '/api/people' } as const

  test.each(['read', 'import', 'people'] as const)('%s', async (purpose) => {
    const program = await admin.program(purpose)
    for (const [opener, path] of Object.entries(OPENED)) {
      const status = await statusOf(path, program, path === '/api/import' ? 'POST' : 'GET')
      // An import of nothing is let in, and refused as empty.
      expect(status, path).toBe(opener !== purpose ? 403 : purpose === 'import' ? 422 : 200)
    }
    expect(await statusOf('/me', program)).toBe(403)
    const made = await isolate.ask('/me/tokens', form({ name: 'more', purpose: 'read' }, program))
    expect(made.status).toBe(403)
  })

  test('and no page or file asks it for its origin', async () => {
    const program = await admin.program('people')
    const fields = new URLSearchParams({ name: '新人', role: 'viewer', scope: 'all' })
    const response = await isolate.ask('/people', { method: 'POST', body: fields, headers: program })
    expect(response.status).toBe(303)
  })
})

test('a request that brings a token is never judged by its cookie', async () => {
  const cookie = await admin.device(START)
  const wang = await personIn(worker.env, { stores: ['一店'] }, START)
  for (const authorization of [
    'Bearer nothing',
    'Bearer',
    '',
    'Basic YTpi',
    `Bearer ${'x'.repeat(43)}`,
    'bearer a b',
  ]) {
    expect(await statusOf('/people', { ...cookie, authorization }), authorization).toBe(401)
    expect(await statusOf('/api/diagnosis', { ...cookie, authorization }), authorization).toBe(401)
  }
  const both = { ...cookie, ...(await wang.program('read')) }
  expect(await (await ask('/api/diagnosis', both)).json()).toMatchObject({ stores: ['一店'] })
})

test('the scheme of a token is read in any case', async () => {
  const { authorization } = await admin.program('read')
  for (const scheme of ['bearer', 'BEARER', 'Bearer  ']) {
    expect(await statusOf('/api/diagnosis', { authorization: authorization.replace('Bearer', scheme) })).toBe(
      200,
    )
  }
})

test('the last use is noted, to the hour', async () => {
  const program = await admin.program('read')
  const usedAt = async () => {
    await isolate.settle()
    return (await rowsIn(worker.env, 'api_tokens'))[0]?.used_at
  }
  expect(await usedAt()).toBeNull()
  await ask('/nothing', program)
  expect(await usedAt()).toBe(START.toISOString())
  isolate.options.now = later(HOUR_MS)
  await ask('/nothing', program)
  expect(await usedAt()).toBe(START.toISOString())
  isolate.options.now = later(2 * HOUR_MS)
  await ask('/nothing', program)
  expect(await usedAt()).toBe(later(2 * HOUR_MS).toISOString())
})

describe('a token is made on the own page', () => {
  const make = async (person: TestPerson, fields: Record<string, string>) => {
    const response = await isolate.ask('/me/tokens', form(fields, await person.device(START)))
    return { status: response.status, page: await response.text() }
  }

  test('and shown there this once', async () => {
    const cookie = await admin.device(START)
    const fields = { name: '日报', purpose: 'read' }
    const page = await shownOnce(
      isolate,
      await isolate.ask('/me/tokens', form(fields, cookie)),
      '/me',
      cookie.cookie,
    )
    const candidates = page.match(/(?<![\w-])[\w-]{43}(?![\w-])/g) ?? []
    const opened = []
    for (const secret of new Set(candidates)) {
      if ((await statusOf('/api/diagnosis', { authorization: `Bearer ${secret}` })) === 200)
        opened.push(secret)
    }
    expect(opened).toHaveLength(1)
    const again = await (await ask('/me', cookie)).text()
    expect(again).toContain('日报')
    expect(again).not.toContain(opened[0])
  })

  test.each([
    ['viewer', 'import'],
    ['viewer', 'people'],
    ['operator', 'people'],
    ['viewer', 'everything'],
    ['admin', ''],
    ['admin', '__proto__'],
  ] as const)('by a %s, not for %j', async (role, purpose) => {
    const person = await personIn(worker.env, { name: '甲', role }, START)
    expect((await make(person, { name: 'x', purpose })).status).toBe(400)
    expect(await rowsIn(worker.env, 'api_tokens')).toEqual([])
  })

  test.each(['', '   ', '\u200b', 'x'.repeat(61)])('but not by the name %j', async (name) => {
    expect((await make(admin, { name, purpose: 'read' })).status).toBe(400)
    expect(await rowsIn(worker.env, 'api_tokens')).toEqual([])
  })

  test('up to twenty of them, also when many are asked for at the same time', async () => {
    const cookie = await admin.device(START)
    const made = await Promise.all(
      Array.from({ length: 25 }, (_, i) =>
        isolate.ask('/me/tokens', form({ name: `${i}`, purpose: 'read' }, cookie)),
      ),
    )
    expect(made.filter(({ status }) => status === 303)).toHaveLength(20)
    expect(await rowsIn(worker.env, 'api_tokens')).toHaveLength(20)
    const other = await personIn(worker.env, { name: '甲' }, START)
    expect((await make(other, { name: 'x', purpose: 'read' })).status).toBe(303)
  })
})

describe('a token is no wider than its person', () => {
  const demote = async (
    person: TestPerson,
    role: string,
    fields: Record<string, string> = { scope: 'all' },
  ) => {
    const boss = await personIn(worker.env, { name: '老板娘', role: 'admin' }, START)
    const asked = form({ name: person.name, role, ...fields }, await boss.device(START))
    expect((await isolate.ask(`/people/${person.id}`, asked)).status).toBe(303)
  }

  test.each([
    ['operator', ['read', 'import']],
    ['viewer', ['read']],
    ['admin', ['read', 'import', 'people']],
  ] as const)('of an admin who becomes %s the tokens for %j stay', async (role, kept) => {
    for (const purpose of ['read', 'import', 'people'] as const) await admin.program(purpose)
    await demote(admin, role)
    const left = (await rowsIn(worker.env, 'api_tokens')).map(({ purpose }) => purpose)
    expect(left).toEqual(kept)
  })

  test('what a token opened before is closed at once, and reads the new stores', async () => {
    const [read, people, imports] = [
      await admin.program('read'),
      await admin.program('people'),
      await admin.program('import'),
    ]
    expect(await statusOf('/api/people', people)).toBe(200)
    await demote(admin, 'viewer', { scope: 'some', store: '三店' })
    expect(await statusOf('/api/people', people)).toBe(401)
    expect(await statusOf('/api/import', imports, 'POST')).toBe(401)
    expect(await (await ask('/api/diagnosis', read)).json()).toMatchObject({ stores: ['三店'] })
  })

  test('also where the token outlived the change', async () => {
    const people = await admin.program('people')
    await worker.env.DB.prepare("UPDATE people SET role = 'viewer'").run()
    expect(await statusOf('/api/people', people)).toBe(403)
    await worker.env.DB.prepare('UPDATE people SET active = 0').run()
    expect(await statusOf('/api/people', people, 'GET')).toBe(403)
    isolate = openIsolate(worker.env)
    expect(await statusOf('/api/people', people)).toBe(401)
  })
})

describe('IMPORT_TOKEN', () => {
  const send = (vars: Record<string, string>, accessMode: 'closed' | 'people', authorization?: string) =>
    openIsolate(worker.env, { accessMode, vars }).ask('/api/import', {
      method: 'POST',
      body: '',
      headers: authorization === undefined ? {} : { authorization },
    })

  test('imports, however access is', async () => {
    for (const mode of ['closed', 'people'] as const) {
      expect((await send({}, mode, `Bearer ${IMPORT_TOKEN}`)).status).toBe(422)
      expect((await send({}, mode, `Bearer ${IMPORT_TOKEN}x`)).status).toBe(401)
      expect((await send({}, mode)).status).toBe(401)
    }
  })

  test.each(['a b', ' token', '密码'])('of %j is said to be one that nobody can send', async (token) => {
    const response = await send({ IMPORT_TOKEN: token }, 'closed', 'Bearer token')
    expect(response.status).toBe(403)
    const answer = (await response.json()) as { error: string; message: string }
    expect(answer.error).toBe('closed')
    expect(answer.message).toContain('IMPORT_TOKEN')
    expect(answer.message).toContain('letters, digits')
    expect(answer.message).not.toContain(token)
  })

  test('that is unset lets nobody in, an empty token neither', async () => {
    for (const authorization of [undefined, 'Bearer ', 'Bearer', `Bearer ${IMPORT_TOKEN}`]) {
      const response = await send({ IMPORT_TOKEN: '' }, 'closed', authorization)
      expect(response.status).toBe(403)
      expect(((await response.json()) as { message: string }).message).toContain(
        'wrangler secret put IMPORT_TOKEN',
      )
    }
  })
})

describe('/healthz', () => {
  const version = expect.stringMatching(/^[0-9a-f-]{36}$/)
  const healthOf = async (headers: Record<string, string>) => (await ask('/healthz', headers)).json()

  test('says that the Worker answers, and to who has a token which version it is and how many stores he has', async () => {
    const wang = await personIn(worker.env, { stores: ['一店'] }, START)
    expect(await healthOf({})).toEqual({ ok: true })
    expect(await healthOf(await admin.device(START))).toEqual({ ok: true })
    expect(await healthOf({ authorization: 'Bearer nothing' })).toEqual({ ok: true })
    expect(await healthOf(await wang.program('read'))).toEqual({ ok: true, stores: 1, version })
    expect(await healthOf(await admin.program('people'))).toEqual({ ok: true })
    expect(await healthOf({ authorization: `Bearer ${IMPORT_TOKEN}` })).toEqual({
      ok: true,
      stores: 2,
      version,
    })
  })

  test('is well while the database is not, and says that it does not know', async () => {
    isolate.faults.d1 = 'down'
    expect(await healthOf({})).toEqual({ ok: true })
    expect(await healthOf({ authorization: `Bearer ${IMPORT_TOKEN}` })).toEqual({
      ok: true,
      stores: null,
      version,
    })
  })
})
