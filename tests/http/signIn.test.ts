import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { hashOf, newSecret } from '../../src/access/secret'
import { LINK_DAYS, LINK_DEVICES } from '../../src/access/signIn'
import { sharedWorker, type TestWorker } from '../harness'
import { type Asked, cookieIn, form, type Isolate, openIsolate } from '../isolate'
import { personIn, rowsIn, type TestPerson } from '../people'

const DAY_MS = 86_400_000
const START = new Date('2026-03-01T08:00:00.000Z')
const later = (ms: number) => new Date(START.getTime() + ms)

let worker: TestWorker
let wang: TestPerson
let isolate: Isolate
beforeAll(async () => {
  worker = await sharedWorker()
})
beforeEach(async () => {
  await worker.clear()
  wang = await personIn(worker.env, { name: '王店长' }, START)
  isolate = openIsolate(worker.env, { now: START })
})

const at = (now: Date) => {
  isolate.options.now = now
}

/** Uses a link as a new device does, or as one that has a cookie. */
const use = (link: string, headers: Record<string, string> = {}, asked: Asked = {}) =>
  isolate.ask('/sign-in', { ...form({ link }, headers), ...asked })

async function statusOf(headers: Record<string, string>, on = isolate): Promise<number> {
  const response = await on.ask('/me', { headers })
  await response.text()
  return response.status
}

const devices = async () => (await rowsIn(worker.env, 'sign_in_links')).map(({ devices: used }) => used)

describe('opening a link', () => {
  test('shows a form that uses it, and uses nothing up, however often it is opened', async () => {
    const link = await wang.link(START)
    for (const method of ['GET', 'HEAD', 'GET', 'HEAD', 'GET', 'GET', 'GET']) {
      const response = await isolate.ask(`/sign-in/${link}`, { method })
      expect(response.status).toBe(200)
      expect(response.headers.getSetCookie()).toEqual([])
      expect((await response.text()).includes(link)).toBe(method === 'GET')
    }
    expect(isolate.calls.d1Batches).toBe(0)
    expect(await devices()).toEqual([0])
    expect(await rowsIn(worker.env, 'sessions')).toEqual([])
  })

  test('tells nobody whether there is such a link', async () => {
    const text = async (link: string) => {
      const response = await isolate.ask(`/sign-in/${link}`)
      return `${response.status} ${(await response.text()).replaceAll(link, 'LINK')}`
    }
    expect(await text(newSecret())).toBe(await text(await wang.link(START)))
  })

  test.each(['abc', 'x'.repeat(44), `${'x'.repeat(42)}%20`, '%E9%95%BF', '%', '..%2fme', '<script>'])(
    'that is none, %s, is refused',
    async (link) => {
      const response = await isolate.ask(`/sign-in/${link}`)
      expect(response.status).toBe(403)
      expect(await response.text()).not.toContain('<script>')
    },
  )
})

describe('signing in', () => {
  test('makes the device one of its person, and leads him to his stores', async () => {
    const response = await use(await wang.link(START))
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toMatch(/^\/\?lang=zh$/)
    const cookie = { cookie: `session=${cookieIn(response, 'session')}` }
    const me = await isolate.ask('/me', { headers: cookie })
    expect(await me.text()).toContain('王店长')
  })

  test('sets a cookie that no script reads and no other site sends, for ninety days', async () => {
    const [cookie = ''] = (await use(await wang.link(START))).headers.getSetCookie()
    expect(cookie).toMatch(/^session=[A-Za-z0-9_-]{43}; /)
    expect(cookie.split('; ').slice(1).toSorted()).toEqual(
      ['HttpOnly', 'Max-Age=7776000', 'Path=/', 'SameSite=Lax'].toSorted(),
    )
  })

  test('over https the cookie is secure, and of this host alone', async () => {
    const https = 'https://today.example'
    const signedIn = await isolate.ask(
      `${https}/sign-in`,
      form({ link: await wang.link(START) }, { origin: https }),
    )
    expect(signedIn.status).toBe(303)
    const [cookie = ''] = signedIn.headers.getSetCookie()
    expect(cookie).toMatch(/^__Host-session=[A-Za-z0-9_-]{43}; /)
    expect(cookie.split('; ').slice(1).toSorted()).toEqual(
      ['HttpOnly', 'Max-Age=7776000', 'Path=/', 'SameSite=Lax', 'Secure'].toSorted(),
    )
    const secret = cookieIn(signedIn, '__Host-session')
    const status = async (name: string) =>
      (await isolate.ask(`${https}/me`, { headers: { cookie: `${name}=${secret}` } })).status
    expect(await status('__Host-session')).toBe(200)
    // Another host of the domain may set a cookie of that name.
    expect(await status('session')).toBe(401)
    expect(await status('__Secure-session')).toBe(401)
  })

  test.each([
    ['a whole link', (link: string) => `https://today.example/sign-in/${link}?lang=en`],
    [
      'a link among words',
      (link: string) => `王店长，你的链接：https://today.example/sign-in/${link}。七天内打开`,
    ],
    ['its secret alone', (link: string) => ` ${link}\n`],
  ])('takes %s that is pasted', async (_, pasted) => {
    expect((await use(pasted(await wang.link(START)))).status).toBe(303)
  })

  test('keeps the language that the link is opened in', async () => {
    const response = await isolate.ask('/sign-in?lang=en', form({ link: await wang.link(START) }))
    expect(response.headers.get('location')).toBe('/?lang=en')
    expect(cookieIn(response, 'lang')).toBe('en')
  })

  test('works on three devices, and is used up for the next', async () => {
    const link = await wang.link(START)
    const cookies = []
    for (let i = 0; i < LINK_DEVICES; i += 1) cookies.push(cookieIn(await use(link), 'session'))
    expect(new Set(cookies).size).toBe(3)
    for (const cookie of cookies) expect(await statusOf({ cookie: `session=${cookie}` })).toBe(200)
    const fourth = await use(link)
    expect(fourth.status).toBe(403)
    expect(cookieIn(fourth, 'session')).toBeUndefined()
    expect(await rowsIn(worker.env, 'sessions')).toHaveLength(3)
  })

  test('on the same device again uses nothing up, also when the link is used up or expired', async () => {
    const link = await wang.link(START)
    const cookie = { cookie: `session=${cookieIn(await use(link), 'session')}` }
    for (let i = 0; i < 5; i += 1) expect((await use(link, cookie)).status).toBe(303)
    expect(await devices()).toEqual([1])
    await use(link)
    await use(link)
    expect((await use(link, cookie)).status).toBe(303)
    expect(await devices()).toEqual([3])
    expect(await rowsIn(worker.env, 'sessions')).toHaveLength(3)
  })

  test('as somebody else ends the session that the device had', async () => {
    const li = await personIn(worker.env, { name: '李店长' }, START)
    const before = await wang.device(START)
    const response = await use(await li.link(START), before)
    expect(await statusOf(before)).toBe(401)
    const me = await isolate.ask('/me', { headers: { cookie: `session=${cookieIn(response, 'session')}` } })
    expect(await me.text()).toContain('李店长')
  })

  test('by the last device of a link succeeds for exactly one of many at the same time', async () => {
    const link = await wang.link(START)
    await use(link)
    await use(link)
    const answers = await Promise.all(Array.from({ length: 12 }, () => use(link)))
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 403)).toHaveLength(11)
    expect(answers.filter((answer) => cookieIn(answer, 'session'))).toHaveLength(1)
    expect(await devices()).toEqual([3])
    expect(await rowsIn(worker.env, 'sessions')).toHaveLength(3)
  })
})

describe('a link ends', () => {
  test('after seven days without a use', async () => {
    const link = await wang.link(START)
    at(later(LINK_DAYS * DAY_MS))
    expect((await use(link)).status).toBe(403)
    at(later(LINK_DAYS * DAY_MS - 1))
    expect((await use(link)).status).toBe(303)
  })

  test('not by itself once it is used', async () => {
    const link = await wang.link(START)
    await use(link)
    at(later(400 * DAY_MS))
    expect((await use(link)).status).toBe(303)
  })

  test('when a new one is made', async () => {
    const old = await wang.link(START)
    const link = await wang.link(START)
    expect((await use(old)).status).toBe(403)
    expect((await use(link)).status).toBe(303)
  })

  test('with its person: inactive, or erased', async () => {
    const link = await wang.link(START)
    await worker.env.DB.prepare('UPDATE people SET active = 0').run()
    expect((await use(link)).status).toBe(403)
    await worker.env.DB.prepare('DELETE FROM people').run()
    expect((await use(link)).status).toBe(403)
  })

  test.each([
    ['made up', async () => newSecret()],
    ['no secret', async () => 'abc'],
    ['blank', async () => ''],
    ['the hash that the database has', async () => hashOf(await wang.link(START))],
    ['a session', async () => wang.session(START)],
    ['a token', async () => (await wang.program('read')).authorization.slice('Bearer '.length)],
  ])('one that is %s is none', async (_, link) => {
    const response = await use(await link())
    expect(response.status).toBe(403)
    expect(cookieIn(response, 'session')).toBeUndefined()
  })
})

describe('a form', () => {
  const from = (headers: Record<string, string>) => ({
    'content-type': 'application/x-www-form-urlencoded',
    ...headers,
  })

  test.each([
    ['another site, as it says', { origin: 'https://evil.example' }],
    ['another site, as the browser says', { 'sec-fetch-site': 'cross-site' }],
    ['another host of the domain', { 'sec-fetch-site': 'same-site', origin: 'https://other.today.example' }],
    ['nowhere', { origin: 'null' }],
    ['who does not say', {}],
    ['another port', { origin: 'http://localhost:1' }],
  ])('of %s signs nobody in, and out', async (_, headers) => {
    const link = await wang.link(START)
    const body = `link=${link}`
    for (const type of [
      'application/x-www-form-urlencoded',
      'text/plain',
      'multipart/form-data; boundary=----------------------------x',
    ]) {
      const response = await isolate.ask('/sign-in', {
        method: 'POST',
        body,
        headers: { ...from(headers), 'content-type': type },
      })
      expect(response.status).toBe(403)
      expect(cookieIn(response, 'session')).toBeUndefined()
    }
    const session = await wang.device(START)
    for (const path of ['/sign-out', '/me/tokens', '/me/sessions/end-others', '/me/language']) {
      const response = await isolate.ask(path, {
        method: 'POST',
        body: 'name=x&purpose=read',
        headers: { ...from(headers), ...session },
      })
      expect(response.status).toBe(403)
    }
    expect(await statusOf(session)).toBe(200)
    expect(await rowsIn(worker.env, 'api_tokens')).toEqual([])
  })

  test.each([
    ['the site itself', { origin: 'http://localhost' }],
    ['the site itself, as the browser says', { 'sec-fetch-site': 'same-origin' }],
    ['the site itself, whose browser hides the origin', { origin: 'null', 'sec-fetch-site': 'same-origin' }],
  ])('of %s is taken', async (_, headers) => {
    const response = await isolate.ask('/sign-in', {
      method: 'POST',
      body: `link=${await wang.link(START)}`,
      headers: from(headers),
    })
    expect(response.status).toBe(303)
  })

  test.each([
    ['no form at all', { 'content-type': 'application/json' }, '{"link":"x"}'],
    ['a form without its boundary', { 'content-type': 'multipart/form-data' }, 'link=x'],
    [
      'a broken form',
      { 'content-type': 'multipart/form-data; boundary=----------------------------x' },
      '------------------------------x\r\nbroken',
    ],
    [
      'a file for a link',
      { 'content-type': 'multipart/form-data; boundary=----------------------------x' },
      '------------------------------x\r\nContent-Disposition: form-data; name="link"; filename="a"\r\n\r\nx\r\n------------------------------x--\r\n',
    ],
    ['many links', { 'content-type': 'application/x-www-form-urlencoded' }, 'link=a&link=b&link[]=c'],
    ['nothing', { 'content-type': 'application/x-www-form-urlencoded' }, ''],
  ])('of %s is refused, and no failure', async (_, headers, body) => {
    const response = await isolate.ask('/sign-in', {
      method: 'POST',
      body,
      headers: { origin: 'http://localhost', ...headers },
    })
    expect(response.status).toBeGreaterThanOrEqual(400)
    expect(response.status).toBeLessThan(500)
  })
})

test('in mode closed nobody signs in, and a link is not used up', async () => {
  const closed = openIsolate(worker.env, { now: START, accessMode: 'closed' })
  const link = await wang.link(START)
  for (const asked of [{}, form({ link })]) {
    for (const path of ['/sign-in', `/sign-in/${link}`]) {
      expect((await closed.ask(path, asked)).status).toBe(403)
    }
  }
  expect(await devices()).toEqual([0])
})

test('while the database does not answer, a link is not used and the page says so', async () => {
  const link = await wang.link(START)
  isolate.faults.d1 = 'down'
  const response = await use(link)
  expect(response.status).toBe(503)
  isolate.faults.d1 = undefined as never
  expect((await use(link)).status).toBe(303)
})

test('who is signed in is led from the field for links to his stores', async () => {
  const { cookie } = await wang.device(START)
  const response = await isolate.ask('/sign-in', { headers: { cookie } })
  expect(response.status).toBe(303)
  expect(response.headers.get('location')).toMatch(/^\/\?lang=/)
})
