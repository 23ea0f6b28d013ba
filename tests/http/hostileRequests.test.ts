import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { accessKey, assertionOf, keyServer, TEAM } from '../accessKeys'
import { foreignIn, THREE_STORES } from '../foreignStore'
import { sharedWorker, type TestWorker } from '../harness'
import { type Asked, cookieIn, openIsolate } from '../isolate'
import { personIn } from '../people'
import { seededRandom } from '../seededRandom'

const REQUESTS = 5_000

let worker: TestWorker
beforeAll(async () => {
  worker = await sharedWorker()
})
beforeEach(async () => {
  await worker.clear()
  await worker.importCsv(THREE_STORES)
})

const METHODS = [
  ...Array<string>(8).fill('GET'),
  'HEAD',
  'POST',
  'POST',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'x',
]

const PATHS = [
  ...['/', '/status', '/me', '/people', '/audit', '/order', '/product', '/sign-in', '/sign-out', '/healthz'],
  ...['/robots.txt', '/api/diagnosis', '/api/status', '/api/import', '/api/people', '/api/audit', '/api/'],
  ...[
    '/rules/lossOrders',
    '/rules/slowMoving.csv',
    '/rules/lossOrders.xlsx',
    '/rules/orders.csv',
    '/search',
    '/rules/__proto__',
    '/rules/.csv',
  ],
  ...['/me/tokens', '/me/language', '/me/sessions/end-others', '/me/sessions/1/end', '/me/tokens/1/revoke'],
  ...['/people/1', '/people/1/erase', '/people/1/link', '/people/1/sessions/1/end', '/api/people/1/revoke'],
  ...['/sign-in/x', '/rules/%', '/rules/%E9%95', '/%00', '//evil.example/', '/..%2f..%2fetc', '/rules/a.b.c'],
]

const QUERY_NAMES = [
  'store',
  'date',
  'channel',
  'lang',
  'days',
  'q',
  'sort',
  'dir',
  'page',
  'id',
  'before',
  'edit',
]
QUERY_NAMES.push('chosen', 'category', '__proto__', 'store[]', '')

const VALUES = [
  ...[
    '',
    ' ',
    '一店',
    '三店',
    '九店',
    '1',
    '0',
    '-1',
    '1e9',
    'NaN',
    '7',
    '15',
    '2026-01-18',
    '2026-02-30',
    '0000-00-00',
  ],
  ...[
    '9999-12-31',
    'en',
    'zh',
    'constructor',
    '__proto__',
    'null',
    '[]',
    '{}',
    '<script>alert(1)</script>',
    "' OR 1=1--",
  ],
  ...[
    '%',
    '\u0000',
    '\u202e',
    '\ud800',
    '\u{1f600}',
    '../..',
    '//evil.example',
    'a\r\nb: c',
    'x'.repeat(61),
    'y'.repeat(5_000),
  ],
]

const TYPES = [
  ...[
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'multipart/form-data; boundary=x',
    'text/csv',
  ],
  ...[
    'application/json',
    'text/plain',
    'application/gzip',
    '',
    'x',
    'application/x-www-form-urlencoded; charset=x',
  ],
]

/** What is sent where nothing but bytes and lines of letters may stand: fetch itself refuses the rest. */
const HEADER_VALUES = VALUES.filter((value) => /^[\x20-\x7e\x80-\xff]*$/.test(value))

describe.each(['nobody', 'a viewer of one store'] as const)('%s', (who) => {
  test(`who sends ${REQUESTS} hostile requests makes nothing fail, and sees nothing foreign`, async () => {
    const now = new Date()
    const random = seededRandom(who === 'nobody' ? 8_051 : 1_508)
    const isolate = openIsolate(worker.env, {
      now,
      recentMs: 60_000,
      vars: { ACCESS_TEAM_DOMAIN: TEAM.teamOrigin, ACCESS_AUD: TEAM.audience },
    })
    const [key, otherKey] = [await accessKey('first'), await accessKey('second')]
    isolate.services.assertionKeys = keyServer(key).keys
    await personIn(worker.env, { name: '老板', role: 'admin', email: 'boss@example.com' })
    const viewer = await personIn(worker.env, { stores: ['一店'], email: 'wang@example.com' })
    let session = await viewer.session(now)
    const forged = await assertionOf({ ...otherKey, kid: key.kid }, 'boss@example.com', now)
    const otherAudience = await assertionOf(key, 'boss@example.com', now, { aud: ['another'] })
    // It names a person who may see no more, so that it is of use to nobody but himself.
    const good = await assertionOf(key, 'wang@example.com', now)

    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
    const chance = (share: number) => random() < share
    const letters = (length: number) => Array.from({ length }, () => pick([...'ABCabc019-_'])).join('')

    const query = () =>
      Array.from({ length: Math.floor(random() * 4) }, () => {
        const encode = chance(0.9)
          ? (text: string) => encodeURIComponent(text.toWellFormed())
          : (text: string) => text.replace(/[\r\n\0]/g, '')
        return `${encode(pick(QUERY_NAMES))}=${encode(pick(VALUES))}`
      }).join('&')

    const authorization = () =>
      pick([
        `Bearer ${letters(43)}`,
        `Bearer ${letters(9)}`,
        'Bearer',
        'Basic YTpi',
        letters(9),
        pick(HEADER_VALUES),
      ])

    const cookie = () => {
      const others = [
        `session=${letters(43)}`,
        `lang=${letters(3)}`,
        'lang=%',
        `stores=${encodeURIComponent(pick(VALUES).toWellFormed())}`,
      ]
      const stores = encodeURIComponent(JSON.stringify({ stores: [pick(VALUES), pick(VALUES)] }))
      return [...others, `stores=${stores}`, `${letters(5)}`, ';;;='].filter(() => chance(0.3)).join('; ')
    }

    const jar = () => (who === 'nobody' ? '' : `session=${session}; `) + (chance(0.4) ? cookie() : '')
    const sites = ['http://localhost', 'http://localhost', 'https://evil.example', 'null']
    const assertions = [forged, otherAudience, 'a.b.c', ...(who === 'nobody' ? [] : [good]), ...HEADER_VALUES]

    /** Each header with the share of requests that have it. */
    const headers = () =>
      Object.fromEntries(
        [
          ['authorization', 0.15, authorization] as const,
          ['cf-access-jwt-assertion', 0.2, () => pick(assertions)] as const,
          ['origin', 0.6, () => pick([...sites, letters(5)])] as const,
          ['sec-fetch-site', 0.4, () => pick(['same-origin', 'cross-site', 'none', letters(4)])] as const,
          ['accept-language', 0.2, () => pick([...HEADER_VALUES, 'en;q=x', '*'])] as const,
          ['user-agent', 0.2, () => pick(HEADER_VALUES)] as const,
          ['cookie', 1, jar] as const,
        ].flatMap(([name, share, value]) => (chance(share) ? [[name, value()]] : [])),
      ) as Record<string, string>

    const body = () =>
      pick<BodyInit>([
        `link=${letters(43)}&name=${encodeURIComponent(pick(VALUES).toWellFormed())}&purpose=read`,
        'lang=en',
        JSON.stringify({ name: pick(VALUES), role: pick(VALUES), stores: 'all' }),
        pick(VALUES).toWellFormed(),
        `--x\r\nContent-Disposition: form-data; name="link"\r\n\r\n${letters(43)}\r\n--x--`,
        new Uint8Array([31, 139, 8, 0, 255, 254, 0]),
        '门店名称,订单ID\n一店,1\n',
      ])

    function request(): { url: string; asked: Asked } {
      const method = pick(METHODS)
      const url = `${pick(PATHS)}?${query()}`
      const asked: Asked = { method, headers: headers() }
      if (method === 'GET' || method === 'HEAD' || chance(0.1)) return { url, asked }
      return {
        url,
        asked: { ...asked, body: body(), headers: { ...asked.headers, 'content-type': pick(TYPES) } },
      }
    }

    const wrong: string[] = []
    const statuses = new Map<number, number>()
    async function send() {
      const { url, asked } = request()
      const response = await isolate.ask(`http://localhost${url}`, asked)
      // Some of them sign him out, as they may.
      if (cookieIn(response, 'session') === '') session = await viewer.session(now)
      const told = `${JSON.stringify([...response.headers])} ${await response.text()}`
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1)
      const foreign = foreignIn(told)
      if (response.status >= 500 || foreign.length > 0) {
        wrong.push(`${asked.method} ${url} ${JSON.stringify(asked.headers)}: ${response.status} ${foreign}`)
      }
    }
    for (let sent = 0; sent < REQUESTS; sent += 1) await send()
    await isolate.settle()

    expect(wrong.slice(0, 5)).toEqual([])
    // The requests came as far as they were meant to.
    expect(statuses.get(401)).toBeGreaterThan(100)
    if (who !== 'nobody') expect(statuses.get(200)).toBeGreaterThan(250)
    // Nobody has been made, changed or ended, but for what the viewer may do with his own.
    const { results } = await worker.env.DB.prepare('SELECT name, role FROM people ORDER BY id').all()
    expect(results).toEqual([
      { name: '老板', role: 'admin' },
      { name: '王店长', role: 'viewer' },
    ])
  })
})
