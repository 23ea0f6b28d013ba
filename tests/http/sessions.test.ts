import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { faultyD1 } from '../../simulation/faultyD1'
import { hashOf } from '../../src/access/secret'
import { dailyOrders, exportFile } from '../exportFile'
import { sharedWorker, type TestWorker } from '../harness'
import { visibleText } from '../html'
import { cookieIn, form, type Isolate, openIsolate } from '../isolate'
import { personIn, rowsIn, type TestPerson } from '../people'

const SECOND_MS = 1_000
const DAY_MS = 86_400_000
const START = new Date()
const later = (ms: number) => new Date(START.getTime() + ms)

let worker: TestWorker
let admin: TestPerson
let wang: TestPerson
/** Both remember by themselves whom they have seen, as isolates do. */
let here: Isolate
let elsewhere: Isolate
beforeAll(async () => {
  worker = await sharedWorker()
})
beforeEach(async () => {
  await worker.clear()
  await worker.importCsv(exportFile([...dailyOrders('一店', 3), ...dailyOrders('三店', 3)]))
  admin = await personIn(worker.env, { name: '老板', role: 'admin' }, START)
  wang = await personIn(worker.env, { name: '王店长', stores: ['一店'] }, START)
  here = openIsolate(worker.env, { now: START })
  elsewhere = openIsolate(worker.env, { now: START })
})

function at(now: Date) {
  for (const isolate of [here, elsewhere]) isolate.options.now = now
}

/** Who is let in where there is nothing gets 404; who is not, 401. It asks the database for nothing but the session. */
async function statusOf(headers: Record<string, string>, isolate = here, path = '/nothing'): Promise<number> {
  const response = await isolate.ask(path, { headers })
  await response.text()
  return response.status
}
const IN = 404
const OUT = 401

const act = async (path: string, fields: Record<string, string> = {}) => {
  const response = await here.ask(path, form(fields, await admin.device(START)))
  expect(response.status, path).toBeLessThan(400)
}

describe('a session', () => {
  test('lives on by being used: noted once a day, with the cookie set again', async () => {
    const device = await wang.device(START)
    at(later(DAY_MS))
    const sameDay = await here.ask('/nothing', { headers: device })
    expect(sameDay.headers.getSetCookie()).toEqual([])
    at(later(2 * DAY_MS))
    const nextDay = await here.ask('/nothing', { headers: device })
    expect(`session=${cookieIn(nextDay, 'session')}`).toBe(device.cookie)
    await here.settle()
    const [session] = await rowsIn(worker.env, 'sessions')
    expect(session).toMatchObject({
      used_at: later(2 * DAY_MS).toISOString(),
      expires_at: later(92 * DAY_MS).toISOString(),
    })
    at(later(91 * DAY_MS))
    expect(await statusOf(device)).toBe(IN)
  })

  test('ends ninety days after its last use', async () => {
    const device = await wang.device(START)
    at(later(90 * DAY_MS))
    const response = await here.ask('/', { headers: device })
    expect(response.status).toBe(OUT)
    // A browser keeps sending it otherwise.
    expect(cookieIn(response, 'session')).toBe('')
    at(later(90 * DAY_MS - 1))
    expect(await statusOf(device)).toBe(IN)
  })

  test('holds while clocks disagree: one that is behind lets nobody in anew, and nobody out', async () => {
    const device = await wang.device(START)
    expect(await statusOf(device)).toBe(IN)
    at(later(-2 * DAY_MS))
    expect(await statusOf(device)).toBe(IN)
    expect(await statusOf(device, elsewhere)).toBe(IN)
    await Promise.all([here.settle(), elsewhere.settle()])
    expect(await rowsIn(worker.env, 'sessions')).toMatchObject([{ used_at: START.toISOString() }])
  })

  test('cannot be had by what the database holds of it', async () => {
    const hashes = [await hashOf(await wang.session(START)), await hashOf(await wang.link(START))]
    const stored = await Promise.all(['sessions', 'sign_in_links'].map((table) => rowsIn(worker.env, table)))
    expect(JSON.stringify(stored)).toContain(hashes[0])
    for (const hash of hashes) {
      expect(await statusOf({ cookie: `session=${hash}` })).toBe(OUT)
      expect(await statusOf({ authorization: `Bearer ${hash}` })).toBe(OUT)
    }
  })

  test('is no token, and a token is no session', async () => {
    const secret = await wang.session(START)
    expect(await statusOf({ authorization: `Bearer ${secret}` })).toBe(OUT)
    const { authorization } = await wang.program('read')
    expect(await statusOf({ cookie: `session=${authorization.slice('Bearer '.length)}` })).toBe(OUT)
    expect(await statusOf({ authorization })).toBe(IN)
  })

  test.each([
    'session=',
    'session=x',
    `session=${'x'.repeat(44)}`,
    `session=${'%41'.repeat(43)}`,
    `session=${'\u0001'.repeat(3)}`,
    `session="${'x'.repeat(43)}"`,
    `${'a=b; '.repeat(500)}session=${'x'.repeat(43)}`,
    '__proto__=x; constructor=y',
  ])('is not %.40s', async (cookie) => {
    expect(await statusOf({ cookie })).toBe(OUT)
  })

  test('is asked for once a minute, however often it is used', async () => {
    const device = await wang.device(START)
    for (let i = 0; i < 20; i += 1) await statusOf(device)
    expect(here.calls.d1Batches).toBe(1)
    at(later(60 * SECOND_MS))
    await Promise.all(Array.from({ length: 20 }, () => statusOf(device)))
    expect(here.calls.d1Batches).toBe(2)
  })

  test('that nobody has is asked for each time, and fills no memory', async () => {
    for (let i = 0; i < 3; i += 1) await statusOf({ cookie: `session=${'x'.repeat(43)}` })
    expect(here.calls.d1Batches).toBe(3)
  })
})

describe('ends at once where it is ended, and within a minute elsewhere', () => {
  test.each([
    [
      'signing out',
      async (device: Record<string, string>) => void (await here.ask('/sign-out', form({}, device))),
    ],
    ['one device by an admin', async () => act(`/people/${wang.id}/sessions/${await sessionId()}/end`)],
    ['all proofs by an admin', () => act(`/people/${wang.id}/revoke`)],
    ['a person who is made inactive', () => act(`/people/${wang.id}/deactivate`)],
    ['a person who is erased', () => act(`/people/${wang.id}/erase`)],
    [
      'a program of an admin',
      async () => {
        const headers = await admin.program('people')
        await here.ask(`/api/people/${wang.id}/revoke`, { method: 'POST', headers })
      },
    ],
  ])('%s', async (_, end) => {
    const device = await wang.device(START)
    expect(await statusOf(device, here)).toBe(IN)
    expect(await statusOf(device, elsewhere)).toBe(IN)
    await end(device)
    expect(await statusOf(device, here)).toBe(OUT)
    at(later(59 * SECOND_MS))
    expect(await statusOf(device, elsewhere)).toBe(IN)
    at(later(60 * SECOND_MS))
    expect(await statusOf(device, elsewhere)).toBe(OUT)
  })

  const sessionId = async () => {
    const sessions = await rowsIn(worker.env, 'sessions')
    return sessions.find(({ person_id }) => person_id === wang.id)?.id
  }

  test('a token that is revoked, by its person or by an admin', async () => {
    for (const revoke of [
      async (id: unknown) =>
        void (await here.ask(`/me/tokens/${id}/revoke`, form({}, await wang.device(START)))),
      (id: unknown) => act(`/people/${wang.id}/tokens/${id}/revoke`),
    ]) {
      const program = await wang.program('read')
      expect(await statusOf(program, here)).toBe(IN)
      expect(await statusOf(program, elsewhere)).toBe(IN)
      await revoke((await rowsIn(worker.env, 'api_tokens')).at(-1)?.id)
      expect(await statusOf(program, here)).toBe(OUT)
      at(later(60 * SECOND_MS))
      expect(await statusOf(program, elsewhere)).toBe(OUT)
      at(START)
    }
  })
})

describe('the own devices', () => {
  const sessionsOf = async (person: TestPerson) =>
    (await rowsIn(worker.env, 'sessions')).filter(({ person_id }) => person_id === person.id)

  test('are ended one by one, or all but the one that is used', async () => {
    const [phone, computer, tablet] = [
      await wang.device(START),
      await wang.device(START),
      await wang.device(START),
    ]
    const [first] = await sessionsOf(wang)
    await here.ask(`/me/sessions/${first?.id}/end`, form({}, computer))
    expect(await statusOf(phone)).toBe(OUT)
    expect(await statusOf(tablet)).toBe(IN)
    await here.ask('/me/sessions/end-others', form({}, computer))
    expect(await statusOf(tablet)).toBe(OUT)
    expect(await statusOf(computer)).toBe(IN)
  })

  test('ending the one that is used takes its cookie', async () => {
    const device = await wang.device(START)
    const [session] = await sessionsOf(wang)
    const response = await here.ask(`/me/sessions/${session?.id}/end`, form({}, device))
    expect(cookieIn(response, 'session')).toBe('')
    expect(await statusOf(device)).toBe(OUT)
  })

  test("nobody ends somebody else's device, or revokes somebody else's token", async () => {
    const device = await admin.device(START)
    const program = await admin.program('people')
    const [session] = await sessionsOf(admin)
    const [token] = await rowsIn(worker.env, 'api_tokens')
    const own = await wang.device(START)
    await here.ask(`/me/sessions/${session?.id}/end`, form({}, own))
    await here.ask('/me/sessions/end-others', form({}, own))
    await here.ask(`/me/tokens/${token?.id}/revoke`, form({}, own))
    expect(await statusOf(device)).toBe(IN)
    expect(await statusOf(program, here, '/api/people')).toBe(200)
  })

  test('are named on the own page: the own alone, and no secret of any', async () => {
    await admin.device(START)
    const secret = await wang.session(START)
    const page = await (await here.ask('/me', { headers: { cookie: `session=${secret}` } })).text()
    expect(visibleText(page).split('iPhone · WeChat')).toHaveLength(2)
    expect(page).not.toContain('老板')
    for (const hidden of [secret, await hashOf(secret)]) expect(page).not.toContain(hidden)
  })
})

describe('what an admin changes of a person holds from the next request on', () => {
  const edit = (fields: [string, string][]) =>
    here.ask(`/people/${wang.id}`, {
      ...form([['name', '王店长'], ['email', ''], ...fields]),
    })

  async function change(fields: [string, string][]) {
    const { headers } = form({}, await admin.device(START))
    const all: [string, string][] = [['name', '王店长'], ['email', ''], ...fields]
    const response = await here.ask(`/people/${wang.id}`, { ...form(all), headers: headers ?? {} })
    expect(response.status).toBe(303)
  }

  const seen = async (device: Record<string, string>) => {
    const response = await here.ask('/api/diagnosis', { headers: device })
    return ((await response.json()) as { stores?: string[] }).stores
  }

  test('the stores', async () => {
    const device = await wang.device(START)
    expect(await seen(device)).toEqual(['一店'])
    await change([
      ['role', 'viewer'],
      ['scope', 'some'],
      ['store', '三店'],
    ])
    expect(await seen(device)).toEqual(['三店'])
    await change([
      ['role', 'viewer'],
      ['scope', 'all'],
    ])
    expect((await seen(device))?.toSorted()).toEqual(['一店', '三店'])
    expect(await rowsIn(worker.env, 'person_stores')).toEqual([])
  })

  test('the role', async () => {
    const device = await wang.device(START)
    expect(await statusOf(device, here, '/people')).toBe(403)
    await change([['role', 'admin']])
    expect(await statusOf(device, here, '/people')).toBe(200)
    await change([
      ['role', 'viewer'],
      ['scope', 'some'],
      ['store', '一店'],
    ])
    expect(await statusOf(device, here, '/people')).toBe(403)
    expect(await seen(device)).toEqual(['一店'])
  })

  test('only by who may', async () => {
    expect((await edit([['role', 'admin']])).status).toBe(OUT)
    const device = await wang.device(START)
    const response = await here.ask(`/people/${wang.id}`, form({ name: '王店长', role: 'admin' }, device))
    expect(response.status).toBe(403)
    expect(await rowsIn(worker.env, 'people')).toContainEqual(
      expect.objectContaining({ id: wang.id, role: 'viewer' }),
    )
  })
})

test('a question to the database that is lost on its way is asked again', async () => {
  let lost = 1
  const DB = faultyD1(worker.env.DB, { isLost: () => lost-- > 0, run: (_, work) => work() })
  const isolate = openIsolate({ ...worker.env, DB }, { now: START })
  expect(await statusOf(await wang.device(START), isolate)).toBe(IN)
})

describe('while the database does not answer', () => {
  test('who is known stays known for ten minutes, and who is not gets 503', async () => {
    const device = await wang.device(START)
    const stranger = await admin.device(START)
    expect(await statusOf(device)).toBe(IN)
    here.faults.d1 = 'down'
    for (const ms of [0, 61 * SECOND_MS, 599 * SECOND_MS]) {
      at(later(ms))
      expect(await statusOf(device)).toBe(IN)
      expect(await statusOf(stranger)).toBe(503)
    }
    at(later(600 * SECOND_MS))
    expect(await statusOf(device)).toBe(503)
  })

  test('a program is told so as JSON, with what to look for in the log', async () => {
    here.faults.d1 = 'down'
    const response = await here.ask('/api/diagnosis', { headers: await wang.program('read') })
    expect(response.status).toBe(503)
    expect(await response.json()).toMatchObject({
      error: 'unavailable',
      reference: expect.stringMatching(/^\w{8}$/),
    })
  })

  test('who was revoked before it went down does not come back', async () => {
    const device = await wang.device(START)
    expect(await statusOf(device)).toBe(IN)
    await act(`/people/${wang.id}/revoke`)
    here.faults.d1 = 'down'
    expect(await statusOf(device)).toBe(503)
  })
})
