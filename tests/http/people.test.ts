import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { exportFile } from '../exportFile'
import { sharedWorker, type TestWorker } from '../harness'
import { cookieIn, form, type Isolate, json, openIsolate, shownOnce } from '../isolate'
import { personIn, rowsIn, type TestPerson } from '../people'

let worker: TestWorker
let admin: TestPerson
let program: Record<string, string>
let device: Record<string, string>
let isolate: Isolate
beforeAll(async () => {
  worker = await sharedWorker()
})
beforeEach(async () => {
  await worker.clear()
  await worker.importCsv(exportFile([{ 门店名称: '一店' }, { 门店名称: '三店', 订单ID: '2' }]))
  admin = await personIn(worker.env, { name: '老板', role: 'admin', email: 'boss@example.com' })
  isolate = openIsolate(worker.env)
  program = await admin.program('people')
  device = await admin.device()
})

const add = async (person: unknown) => {
  const response = await isolate.ask('/api/people', json(person, program))
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

const people = async () => {
  const response = await isolate.ask('/api/people', { headers: program })
  return ((await response.json()) as { people: Record<string, unknown>[] }).people
}

const WANG = { name: '王店长', role: 'viewer', stores: ['一店'] }

describe('a person is added', () => {
  test('by a program, with a link that signs him in', async () => {
    const { status, body } = await add({ ...WANG, email: 'Wang@Example.com' })
    expect(status).toBe(201)
    expect(body).toMatchObject({ name: '王店长', devices: 3, days: 7 })
    const link = String(body.link)
    expect(link).toMatch(/^http:\/\/localhost\/sign-in\/[\w-]{43}$/)
    const signedIn = await isolate.ask('/sign-in', form({ link }))
    expect(cookieIn(signedIn, 'session')).toBeDefined()
    expect(await people()).toContainEqual(
      expect.objectContaining({
        id: body.id,
        name: '王店长',
        role: 'viewer',
        stores: [{ id: expect.any(Number), name: '一店' }],
        email: 'wang@example.com',
        links: [expect.objectContaining({ devices: 1, maxDevices: 3 })],
        sessions: [expect.objectContaining({ device: '? · ?' })],
      }),
    )
  })

  test('by the form, whose answer shows the link this once', async () => {
    const fields: [string, string][] = [
      ['name', '王店长'],
      ['role', 'operator'],
      ['scope', 'some'],
      ['store', '一店'],
      ['store', '三店'],
    ]
    const added = await isolate.ask('/people', form(fields, device))
    expect(added.status).toBe(303)
    const page = await shownOnce(isolate, added, '/people', device.cookie ?? '')
    const [, secret = ''] = /\/sign-in\/([\w-]{43})/.exec(page) ?? []
    expect((await isolate.ask('/sign-in', form({ link: secret }))).status).toBe(303)
    expect(await (await isolate.ask('/people', { headers: device })).text()).not.toContain(secret)
    expect(await people()).toContainEqual(
      expect.objectContaining({
        role: 'operator',
        allStores: false,
        stores: [expect.anything(), expect.anything()],
      }),
    )
  })

  test('with a name that a page does not obey', async () => {
    await add({ ...WANG, name: '<img src=x onerror=alert(1)>' })
    for (const path of ['/people', '/audit']) {
      expect(await (await isolate.ask(path, { headers: device })).text()).not.toContain('<img src=x')
    }
  })

  test.each([
    [{ ...WANG, name: ' ' }, 400, 'nameMissing'],
    [{ ...WANG, name: '长'.repeat(61) }, 400, 'nameTooLong'],
    [{ ...WANG, role: 'owner' }, 400, 'unreadableRole'],
    [{ ...WANG, stores: [] }, 400, 'noStores'],
    [{ name: '王店长', role: 'viewer' }, 400, 'noStores'],
    [{ ...WANG, stores: ['一店', '二店'] }, 400, 'unknownStores'],
    [{ ...WANG, email: 'nobody' }, 400, 'unreadableEmail'],
    [{ ...WANG, email: 'BOSS@example.com' }, 409, 'emailTaken'],
    [{ ...WANG, name: 7 }, 400, 'unreadable'],
    [{ ...WANG, stores: 'some' }, 400, 'unreadable'],
    [{ ...WANG, stores: [1] }, 400, 'unreadable'],
    [[WANG], 400, 'unreadable'],
    [null, 400, 'unreadable'],
    ['text', 400, 'unreadable'],
  ])('but not as %j', async (person, status, error) => {
    const answer = await add(person)
    expect(answer).toMatchObject({ status, body: { error, message: expect.any(String) } })
    expect(await people()).toHaveLength(1)
    expect(await rowsIn(worker.env, 'sign_in_links')).toHaveLength(1)
  })

  test('and what is no JSON is refused', async () => {
    const response = await isolate.ask('/api/people', { method: 'POST', body: '{"name":', headers: program })
    expect(response.status).toBe(400)
  })
})

describe('the last admin', () => {
  const refusedAs = async (path: string, asked = form({}, device)) => (await isolate.ask(path, asked)).status

  test('stays: neither erased, nor inactive, nor of another role', async () => {
    const proofs = await rowsIn(worker.env, 'sessions')
    expect(await refusedAs(`/people/${admin.id}/erase`)).toBe(409)
    expect(await refusedAs(`/people/${admin.id}/deactivate`)).toBe(409)
    expect(
      await refusedAs(`/people/${admin.id}`, form({ name: '老板', role: 'viewer', scope: 'all' }, device)),
    ).toBe(409)
    const erased = await isolate.ask(`/api/people/${admin.id}`, { method: 'DELETE', headers: program })
    expect(erased.status).toBe(409)
    expect(await erased.json()).toMatchObject({ error: 'lastAdmin' })
    expect(await rowsIn(worker.env, 'people')).toMatchObject([{ id: admin.id, role: 'admin', active: 1 }])
    // Nothing of it was done by half, and nothing is recorded that was not done.
    expect(await rowsIn(worker.env, 'sessions')).toEqual(proofs)
    expect(await rowsIn(worker.env, 'api_tokens')).toHaveLength(1)
    const events = (await rowsIn(worker.env, 'audit_events')).map(({ event }) => event)
    expect(events).not.toEqual(expect.arrayContaining(['personErased']))
    expect(events).not.toEqual(expect.arrayContaining(['personDeactivated']))
    expect(events).not.toEqual(expect.arrayContaining(['personChanged']))
  })

  test('goes when there is another one; of two who remove each other at once, one stays', async () => {
    const other = await personIn(worker.env, { name: '老板娘', role: 'admin' })
    const otherDevice = await other.device()
    await Promise.all([
      isolate.ask(`/people/${admin.id}/erase`, form({}, otherDevice)),
      isolate.ask(`/people/${other.id}/erase`, form({}, device)),
    ])
    expect(await rowsIn(worker.env, 'people')).toHaveLength(1)
  })

  test('is not one who is inactive', async () => {
    const other = await personIn(worker.env, { name: '老板娘', role: 'admin' })
    expect(await refusedAs(`/people/${other.id}/deactivate`)).toBe(303)
    expect(await refusedAs(`/people/${admin.id}/erase`)).toBe(409)
    expect(await refusedAs(`/people/${other.id}/erase`)).toBe(303)
  })
})

describe('a person', () => {
  test('who is inactive has no proof left, gets no link, and comes back with a new one alone', async () => {
    const wang = await personIn(worker.env, { stores: ['一店'] })
    const before = await wang.device()
    await wang.program('read')
    await isolate.ask(`/people/${wang.id}/deactivate`, form({}, device))
    for (const table of ['sign_in_links', 'sessions', 'api_tokens']) {
      expect((await rowsIn(worker.env, table)).filter(({ person_id }) => person_id === wang.id)).toEqual([])
    }
    expect((await isolate.ask(`/people/${wang.id}/link`, form({}, device))).status).toBe(404)
    const refused = await isolate.ask(`/api/people/${wang.id}/link`, json({}, program))
    expect(refused.status).toBe(404)

    await isolate.ask(`/people/${wang.id}/activate`, form({}, device))
    expect((await isolate.ask('/me', { headers: before })).status).toBe(401)
    expect((await isolate.ask(`/api/people/${wang.id}/link`, json({}, program))).status).toBe(201)
  })

  test.each(['0', '-1', '1.5', '1e3', 'abc', '99999999999999999999', '%00', "1' OR 1=1"])(
    'is not found by the number %s',
    async (id) => {
      for (const path of [`/api/people/${id}/link`, `/api/people/${id}/revoke`]) {
        expect((await isolate.ask(path, json({}, program))).status).toBe(404)
      }
      const erased = await isolate.ask(`/api/people/${id}`, { method: 'DELETE', headers: program })
      expect(erased.status).toBe(404)
      expect((await isolate.ask(`/people/${id}/erase`, form({}, device))).status).toBe(404)
      expect(await rowsIn(worker.env, 'people')).toHaveLength(1)
      expect(await rowsIn(worker.env, 'sessions')).toHaveLength(1)
    },
  )

  test('who does not exist leaves no event in the trail', async () => {
    const before = await rowsIn(worker.env, 'audit_events')
    for (const action of ['revoke', 'deactivate', 'activate', 'erase', 'link']) {
      await isolate.ask(`/people/99999/${action}`, form({}, device))
    }
    expect(await rowsIn(worker.env, 'audit_events')).toEqual(before)
  })

  test('is done nothing to by an action that there is not', async () => {
    expect((await isolate.ask(`/people/${admin.id}/promote`, form({}, device))).status).toBe(404)
  })
})

test('no answer about people holds a secret or its hash', async () => {
  const wang = await personIn(worker.env, { stores: ['一店'] })
  await wang.device()
  await wang.program('read')
  const tables = await Promise.all(
    ['sign_in_links', 'sessions', 'api_tokens'].map((table) => rowsIn(worker.env, table)),
  )
  const hashes = tables.flat().map(({ token_hash }) => String(token_hash))
  expect(hashes.length).toBeGreaterThan(4)
  for (const path of ['/people', '/api/people', '/audit', '/api/audit', '/me']) {
    const text = await (
      await isolate.ask(path, { headers: path.startsWith('/api') ? program : device })
    ).text()
    for (const hash of hashes) expect(text).not.toContain(hash)
  }
})
