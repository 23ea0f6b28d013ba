import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type AccessKey, accessKey, assertionOf, keyServer, TEAM } from '../accessKeys'
import { dailyOrders, exportFile } from '../exportFile'
import { sharedWorker, type TestWorker } from '../harness'
import { type Asked, form, openIsolate } from '../isolate'
import { personIn, type TestPerson } from '../people'

const VARS = { ACCESS_TEAM_DOMAIN: 'team.cloudflareaccess.com', ACCESS_AUD: TEAM.audience }
const SITE = 'https://today.example'

let worker: TestWorker
let key: AccessKey
let wang: TestPerson
beforeAll(async () => {
  worker = await sharedWorker()
  key = await accessKey('first')
  await worker.importCsv(
    exportFile([...dailyOrders('一店', 3), ...dailyOrders('二店', 3), ...dailyOrders('三店', 3)]),
  )
})
beforeEach(async () => {
  await worker.env.DB.prepare('DELETE FROM people').run()
  await personIn(worker.env, { name: '甲', stores: ['二店'] })
  await personIn(worker.env, { name: '乙', stores: ['二店', '三店'] })
  wang = await personIn(worker.env, { stores: ['三店'], email: 'wang@example.com' })
})

function open(vars: Record<string, string> = VARS) {
  const isolate = openIsolate(worker.env, { vars })
  const { server, keys } = keyServer(key)
  isolate.services.assertionKeys = keys
  return { isolate, server }
}

async function stores(asked: Asked, vars?: Record<string, string>, url = `${SITE}/api/diagnosis`) {
  const { isolate } = open(vars)
  const response = await isolate.ask(url, asked)
  if (response.status !== 200) return response.status
  return ((await response.json()) as { stores: string[] }).stores
}

const asserting = async (email: string | undefined, claims?: object) => ({
  headers: { 'cf-access-jwt-assertion': await assertionOf(key, email, new Date(), claims) },
})

describe('an assertion of Cloudflare Access', () => {
  test('is of the person who has its address, in any case, and of his stores', async () => {
    expect(await stores(await asserting('wang@example.com'))).toEqual(['三店'])
    expect(await stores(await asserting('Wang@Example.COM'))).toEqual(['三店'])
  })

  test('of an address that nobody has, of a program, or for another audience is of nobody', async () => {
    expect(await stores(await asserting('li@example.com'))).toBe(401)
    expect(await stores(await asserting(undefined))).toBe(401)
    expect(await stores(await asserting('wang@example.com', { aud: ['another'] }))).toBe(401)
  })

  test('is left aside where the deployment names no team', async () => {
    expect(
      await stores(await asserting('wang@example.com'), { ACCESS_TEAM_DOMAIN: '', ACCESS_AUD: '' }),
    ).toBe(401)
  })

  test('of the address of the local server is nobody but there', async () => {
    await personIn(worker.env, { name: '本地', role: 'admin', email: 'admin@localhost' })
    const local = await asserting('admin@localhost')
    expect(await stores(local)).toBe(401)
    expect(await stores({ access: { aud: TEAM.audience, email: 'ADMIN@localhost' } })).toBe(401)
    expect(await stores(local, VARS, '/api/diagnosis')).toHaveLength(3)
  })

  test('opens nothing once its person is inactive', async () => {
    await worker.env.DB.prepare('UPDATE people SET active = 0').run()
    expect(await stores(await asserting('wang@example.com'))).toBe(401)
  })

  test('counts behind a token and a session, and where the session has ended', async () => {
    const li = await personIn(worker.env, { name: '李店长', stores: ['一店'] })
    const { headers } = await asserting('wang@example.com')
    const session = `__Host-session=${await li.session()}`
    expect(await stores({ headers: { ...headers, cookie: session } })).toEqual(['一店'])
    expect(await stores({ headers: { ...headers, cookie: `__Host-session=${'x'.repeat(43)}` } })).toEqual([
      '三店',
    ])
    expect(await stores({ headers: { ...headers, ...(await li.program('read')) } })).toEqual(['一店'])
    expect(await stores({ headers: { ...headers, authorization: 'Bearer nothing' } })).toBe(401)
  })

  test('is of nobody while the keys cannot be had, and no failure', async () => {
    const { isolate, server } = open()
    server.answer = new Response('no', { status: 500 })
    const response = await isolate.ask(`${SITE}/api/diagnosis`, await asserting('wang@example.com'))
    expect(response.status).toBe(401)
  })

  test('lets no form of another site change anything', async () => {
    const { isolate } = open()
    const { headers } = await asserting('wang@example.com')
    const send = (origin: string) =>
      isolate.ask(`${SITE}/me/tokens`, form({ name: 'x', purpose: 'read' }, { ...headers, origin }))
    expect((await send('https://evil.example')).status).toBe(403)
    expect((await send(SITE)).status).toBe(303)
  })
})

describe('what the platform itself has checked', () => {
  const checked = { access: { aud: TEAM.audience, email: 'wang@example.com' } }

  test('is believed, without asking for keys', async () => {
    const { isolate, server } = open()
    const response = await isolate.ask(`${SITE}/api/diagnosis`, checked)
    expect(await response.json()).toMatchObject({ stores: ['三店'] })
    expect(server.asked).toEqual([])
  })

  test('for another audience is not', async () => {
    expect(await stores({ access: { aud: 'another', email: 'wang@example.com' } })).toBe(401)
  })

  test('counts before a header, which anybody may send', async () => {
    const { headers } = await asserting('wang@example.com')
    expect(await stores({ headers, access: { aud: TEAM.audience, email: 'nobody@example.com' } })).toBe(401)
  })
})

test('somebody who is made a person is one from the next request on', async () => {
  const { isolate } = open()
  const asked = await asserting('new@example.com')
  expect((await isolate.ask(`${SITE}/api/diagnosis`, asked)).status).toBe(401)
  await personIn(worker.env, { name: '新人', stores: ['一店'], email: 'new@example.com' })
  expect((await isolate.ask(`${SITE}/api/diagnosis`, asked)).status).toBe(200)
  expect(wang.id).toBeGreaterThan(0)
})
