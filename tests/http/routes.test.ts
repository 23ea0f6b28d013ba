import { beforeAll, describe, expect, test } from 'vitest'
import type { AccessMode } from '../../src/access/verdict'
import { createApp } from '../../src/http/app'
import {
  expectNothingForeign,
  FOREIGN_ORDER,
  FOREIGN_STORE,
  foreignIn,
  NO_STORE,
  THREE_STORES,
} from '../foreignStore'
import { IMPORT_TOKEN, sharedWorker, type TestWorker } from '../harness'
import { type Asked, form, json, openIsolate } from '../isolate'
import { personIn, type TestPerson } from '../people'

type Guard = 'open' | 'reading' | 'importing' | 'operating' | 'signedIn' | 'managing'

interface Route {
  guard: Guard
  /** An address that the route answers. */
  url: string
  asked?: Asked
  /** Its status for who may. */
  status: number
}

const NOBODYS = 999_999_999
const NEWCOMER = { name: '新人', role: 'viewer' }

/** Every route that there is, with the guard that it is to have. */
const ROUTES: Record<string, Route> = {
  'GET /healthz': { guard: 'open', url: '/healthz', status: 200 },
  'GET /robots.txt': { guard: 'open', url: '/robots.txt', status: 200 },
  'GET /sign-in': { guard: 'open', url: '/sign-in?signedOut=1', status: 200 },
  'GET /sign-in/:secret': { guard: 'open', url: `/sign-in/${'x'.repeat(43)}`, status: 200 },
  'POST /sign-in': { guard: 'open', url: '/sign-in', asked: form({ link: 'x'.repeat(43) }), status: 403 },

  'GET /': { guard: 'reading', url: '/?store=一店', status: 200 },
  'GET /rules/:file': { guard: 'reading', url: '/rules/lossOrders?store=一店', status: 200 },
  'GET /rules/:name/print': { guard: 'reading', url: '/rules/lossOrders/print?store=一店', status: 200 },
  'GET /order': { guard: 'reading', url: '/order?store=一店&id=一店-0', status: 200 },
  'GET /product': { guard: 'reading', url: '/product?store=一店&id=1', status: 200 },
  'GET /search': { guard: 'reading', url: '/search?q=矿泉水', status: 200 },
  'GET /status': { guard: 'reading', url: '/status', status: 200 },
  'GET /api/diagnosis': { guard: 'reading', url: '/api/diagnosis?store=一店', status: 200 },
  'GET /api/status': { guard: 'reading', url: '/api/status', status: 200 },
  'ALL /*': { guard: 'reading', url: '/anything', status: 404 },

  'GET /import': { guard: 'importing', url: '/import', status: 200 },
  'POST /import': { guard: 'importing', url: '/import', asked: form({}), status: 400 },
  'GET /import/*': { guard: 'importing', url: `/import/${'x'.repeat(43)}`, status: 303 },
  'POST /import/:name': {
    guard: 'importing',
    url: `/import/${'x'.repeat(43)}`,
    asked: form({ do: 'confirm' }),
    status: 410,
  },
  'POST /api/import': { guard: 'importing', url: '/api/import', asked: form({}), status: 422 },
  'GET /api/imports': { guard: 'importing', url: '/api/imports', status: 200 },
  'POST /api/imports': { guard: 'importing', url: '/api/imports', asked: json({}), status: 400 },
  'GET /api/imports/settings': { guard: 'importing', url: '/api/imports/settings', status: 200 },
  'POST /api/imports/compare': sending('/api/imports/compare', 400),
  'GET /api/imports/:id': { guard: 'importing', url: `/api/imports/${NOBODYS}`, status: 404 },
  'POST /api/imports/:id/parts/:part': sending(`/api/imports/${NOBODYS}/parts/1`, 400),
  'POST /api/imports/:id/finish': sending(`/api/imports/${NOBODYS}/finish`, 400),
  'POST /api/imports/:id/undo': sending(`/api/imports/${NOBODYS}/undo`, 404),

  'GET /coverage': { guard: 'reading', url: '/coverage', status: 200 },
  'GET /imports': { guard: 'operating', url: '/imports', status: 200 },
  'GET /imports/:id': operating(`/imports/${NOBODYS}`, 404),
  'GET /imports/:id/rejected.csv': operating(`/imports/${NOBODYS}/rejected.csv`, 404),
  'GET /imports/:id/undo': operating(`/imports/${NOBODYS}/undo`, 404),
  'POST /imports/:id/undo': operating(`/imports/${NOBODYS}/undo`, 404, form({})),
  'POST /imports/answers/forget': operating('/imports/answers/forget', 303, form({ header: 'x' })),
  'GET /stores': { guard: 'operating', url: '/stores', status: 200 },
  'GET /stores/:id': operating(`/stores/${NOBODYS}`, 404),
  'GET /stores/:id/:change': operating(`/stores/${NOBODYS}/remove`, 404),
  'POST /stores/:id/:change': operating(`/stores/${NOBODYS}/remove`, 404, form({})),

  'GET /me': { guard: 'signedIn', url: '/me', status: 200 },
  'POST /me/sessions/end-others': own('/me/sessions/end-others', {}),
  'POST /me/sessions/:id/end': own(`/me/sessions/${NOBODYS}/end`, {}),
  'POST /me/tokens': own('/me/tokens', { name: '', purpose: 'read' }, 400),
  'POST /me/tokens/:id/revoke': own(`/me/tokens/${NOBODYS}/revoke`, {}),
  'POST /me/language': own('/me/language', { lang: 'en' }),
  'GET /me/*': { guard: 'signedIn', url: '/me/tokens', status: 303 },
  'GET /sign-out': { guard: 'signedIn', url: '/sign-out', status: 303 },
  'POST /sign-out': own('/sign-out', {}),

  'GET /people': { guard: 'managing', url: '/people', status: 200 },
  'GET /people/*': { guard: 'managing', url: '/people/5/link', status: 303 },
  'POST /people': managed('/people', form({ ...NEWCOMER, scope: 'all' }), 303),
  'POST /people/:id': managed(`/people/${NOBODYS}`, form({ ...NEWCOMER, scope: 'all' }), 404),
  'POST /people/:id/link': managed(`/people/${NOBODYS}/link`, form({}), 404),
  'POST /people/:id/sessions/:sessionId/end': managed(`/people/${NOBODYS}/sessions/1/end`, form({}), 303),
  'POST /people/:id/tokens/:tokenId/revoke': managed(`/people/${NOBODYS}/tokens/1/revoke`, form({}), 303),
  'POST /people/:id/:action': managed(`/people/${NOBODYS}/erase`, form({}), 404),
  'GET /audit': { guard: 'managing', url: '/audit', status: 200 },
  'POST /api/stores/move': managed('/api/stores/move', json({ store: NO_STORE, to: 'DB_2' }), 404),
  'GET /api/people': { guard: 'managing', url: '/api/people', status: 200 },
  'POST /api/people': managed('/api/people', json({ ...NEWCOMER, stores: 'all' }), 201),
  'POST /api/people/:id/link': managed(`/api/people/${NOBODYS}/link`, json({}), 404),
  'POST /api/people/:id/revoke': managed(`/api/people/${NOBODYS}/revoke`, json({}), 404),
  'DELETE /api/people/:id': managed(`/api/people/${NOBODYS}`, { ...form({}), method: 'DELETE' }, 404),
  'GET /api/audit': { guard: 'managing', url: '/api/audit', status: 200 },
}

function operating(url: string, status: number, asked?: Asked): Route {
  return { guard: 'operating', url, status, ...(asked ? { asked } : {}) }
}

function own(url: string, fields: Record<string, string>, status = 303): Route {
  return { guard: 'signedIn', url, asked: form(fields), status }
}

function sending(url: string, status: number): Route {
  return { guard: 'importing', url, asked: json({}), status }
}

function managed(url: string, asked: Asked, status: number): Route {
  return { guard: 'managing', url, asked, status }
}

const EVERYBODY = [
  'nobody',
  'an ended session',
  'a made-up token',
  'viewer of 一店',
  'operator of 一店',
  'viewer of all',
  'admin',
  'read token of 一店',
  'import token of 一店',
  'people token',
  'IMPORT_TOKEN',
] as const
type Who = (typeof EVERYBODY)[number]

const MODES = ['closed', 'people', 'public'] as const satisfies AccessMode[]

const UNPROVED: readonly Who[] = ['nobody', 'an ended session', 'a made-up token']
const SIGNED_IN: readonly Who[] = ['viewer of 一店', 'operator of 一店', 'viewer of all', 'admin']
const LET_IN: Record<Exclude<Guard, 'open'>, readonly Who[]> = {
  reading: [...SIGNED_IN, 'read token of 一店'],
  importing: ['operator of 一店', 'admin', 'import token of 一店', 'IMPORT_TOKEN'],
  operating: ['operator of 一店', 'admin'],
  signedIn: SIGNED_IN,
  managing: ['admin', 'people token'],
}

/** The status that a visitor is to get of a route; written down here by hand, not by the code that judges. */
function expectedStatus({ guard, url, status }: Route, who: Who, mode: AccessMode): number {
  if (guard === 'open') return mode === 'closed' && url.startsWith('/sign-in') ? 403 : status
  if (mode === 'closed') {
    if (guard !== 'importing') return 403
    return who === 'IMPORT_TOKEN' ? status : 401
  }
  if (LET_IN[guard].includes(who) || (mode === 'public' && guard === 'reading')) return status
  return UNPROVED.includes(who) ? 401 : 403
}

let worker: TestWorker
let owners: Record<'viewer' | 'operator' | 'all' | 'admin', TestPerson>
let proofs: Record<Who, Record<string, string>>
let foreignProduct = 0

beforeAll(async () => {
  worker = await sharedWorker()
  await worker.importCsv(THREE_STORES)
  const { env } = worker
  owners = {
    viewer: await personIn(env, { name: '甲', stores: ['一店'] }),
    operator: await personIn(env, { name: '乙', role: 'operator', stores: ['一店'] }),
    all: await personIn(env, { name: '丙' }),
    admin: await personIn(env, { name: '丁', role: 'admin' }),
  }
  proofs = {
    nobody: {},
    'an ended session': { cookie: `session=${'e'.repeat(43)}` },
    'a made-up token': { authorization: `Bearer ${'m'.repeat(43)}` },
    'viewer of 一店': await owners.viewer.device(),
    'operator of 一店': await owners.operator.device(),
    'viewer of all': await owners.all.device(),
    admin: await owners.admin.device(),
    'read token of 一店': await owners.viewer.program('read'),
    'import token of 一店': await owners.operator.program('import'),
    'people token': await owners.admin.program('people'),
    IMPORT_TOKEN: { authorization: `Bearer ${IMPORT_TOKEN}` },
  }
  const found = await env.DB.prepare(
    'SELECT products.id FROM products JOIN stores ON stores.id = store_id WHERE stores.name = ?',
  )
    .bind(FOREIGN_STORE)
    .first<{ id: number }>()
  foreignProduct = found?.id ?? 0
})

test('every route has its line here, with the guard that it is to have', () => {
  const app = createApp(() => {
    throw new Error('nothing is asked')
  })
  const routes = new Set(app.routes.map(({ method, path }) => `${method} ${path}`))
  expect([...routes].toSorted()).toEqual(Object.keys(ROUTES).toSorted())
})

function ask(isolate: ReturnType<typeof openIsolate>, who: Who, url: string, asked: Asked = {}) {
  return isolate.ask(url, { ...asked, headers: { ...asked.headers, ...proofs[who] } })
}

/** Who signs out has to be signed in again for what follows. */
async function signInAgain(who: Who): Promise<void> {
  const owner = {
    'viewer of 一店': owners.viewer,
    'operator of 一店': owners.operator,
    'viewer of all': owners.all,
    admin: owners.admin,
  }
  if (who in owner) proofs[who] = await owner[who as keyof typeof owner].device()
}

describe.each(MODES)('in mode %s', (accessMode) => {
  test.each(EVERYBODY)('%s gets what the guards let him, of every route', async (who) => {
    const isolate = openIsolate(worker.env, { accessMode })
    const answers: Record<string, number> = {}
    const expected: Record<string, number> = {}
    for (const [name, route] of Object.entries(ROUTES)) {
      const response = await ask(isolate, who, route.url, route.asked)
      await response.text()
      answers[name] = response.status
      expected[name] = expectedStatus(route, who, accessMode)
      if (name === 'POST /sign-out' && response.status === 303) await signInAgain(who)
    }
    expect(answers).toEqual(expected)
    await isolate.settle()
  })
})

test('a method that a path does not know lets nobody in, and HEAD is judged as GET', async () => {
  const isolate = openIsolate(worker.env)
  for (const [name, { guard, url }] of Object.entries(ROUTES)) {
    if (guard === 'open') continue
    for (const method of ['HEAD', 'PUT', 'PATCH', 'OPTIONS', 'QUERY']) {
      const response = await ask(isolate, 'nobody', url, { method })
      expect(response.status, `${method} ${name}`).toBe(401)
    }
  }
})

/** Addresses at which something of a store, an order or a product is asked for by name. */
const ofStore = (store: string) => [
  `/?store=${store}`,
  `/?store=${store}&lang=en`,
  `/?store=一店&store=${store}`,
  `/?store=${store}&date=2026-01-10`,
  `/?store=${store}&channel=隐`,
  ...['', '.csv', '.xlsx'].flatMap((kind) => [
    `/rules/lossOrders${kind}?store=${store}`,
    `/rules/lossOrders${kind}?store=${store}&days=7&q=秘&lang=en`,
    `/rules/lossOrders${kind}?store=一店&store=${store}`,
    `/rules/orders${kind}?store=${store}`,
  ]),
  `/order?store=${store}&id=${FOREIGN_ORDER}`,
  `/product?store=${store}&id=${foreignProduct}`,
  `/search?q=酱&store=${store}`,
  `/api/diagnosis?store=${store}`,
  `/api/diagnosis?store=一店&store=${store}`,
  `/api/diagnosis?store=${store}&date=2026-01-10`,
  ...Object.values(ROUTES).map(({ url }) => `${url}${url.includes('?') ? '&' : '?'}store=${store}`),
]

/** Addresses that name no foreign store, and could still show something of it. */
const ASIDE = () => [
  '/',
  '/?lang=en',
  '/?date=2026-01-10',
  '/?channel=美团闪购',
  `/rules/lossOrders`,
  '/rules/lossOrders.csv',
  '/rules/slowMoving.csv?days=7',
  '/rules/orders',
  '/rules/orders.csv?days=7',
  `/search?q=${FOREIGN_ORDER}`,
  '/search?q=酱',
  `/order?store=一店&id=${FOREIGN_ORDER}`,
  `/product?store=一店&id=${foreignProduct}`,
  '/status',
  '/api/status',
  '/api/diagnosis',
  '/api/diagnosis?date=2026-01-10',
  '/coverage',
  '/imports',
  '/stores',
  '/me',
  '/people',
  '/audit',
  '/api/people',
  '/api/audit',
]

/** A text in which the two names of stores, as they stand or in an address, are the same. */
function withoutEcho(text: string, store: string): string {
  return text.replaceAll(store, 'ECHO').replaceAll(encodeURIComponent(store), 'ECHO')
}

const NOW = new Date()
const NOT_HIS: readonly [AccessMode, Who][] = [
  ['people', 'nobody'],
  ['people', 'an ended session'],
  ['people', 'viewer of 一店'],
  ['people', 'operator of 一店'],
  ['people', 'read token of 一店'],
  ['people', 'import token of 一店'],
  ['public', 'viewer of 一店'],
  ['public', 'operator of 一店'],
  ['public', 'read token of 一店'],
]

describe.each(NOT_HIS)('in mode %s, to %s', (accessMode, who) => {
  test('a foreign store reads like one that does not exist, at every address', async () => {
    const isolate = openIsolate(worker.env, { accessMode, now: NOW })
    for (const [i, url] of ofStore(FOREIGN_STORE).entries()) {
      const [foreign, none] = await Promise.all([
        ask(isolate, who, url),
        ask(isolate, who, ofStore(NO_STORE)[i] ?? ''),
      ])
      const told = withoutEcho(await foreign.text(), FOREIGN_STORE)
      // In the address of an order its number is an echo, too.
      expectNothingForeign(told.replaceAll(FOREIGN_ORDER, 'ECHO'), url)
      expect(foreign.status, url).toBe(none.status)
      expect(told, url).toBe(withoutEcho(await none.text(), NO_STORE))
      const headers = [foreign, none].map((response) =>
        withoutEcho(
          JSON.stringify([...response.headers].filter(([name]) => name !== 'server-timing')),
          response === foreign ? FOREIGN_STORE : NO_STORE,
        ),
      )
      expect(headers[0], url).toBe(headers[1])
    }
  })

  test('nothing of it stands aside either', async () => {
    const isolate = openIsolate(worker.env, { accessMode })
    for (const url of ASIDE()) {
      const response = await ask(isolate, who, url)
      expectNothingForeign((await response.text()).replaceAll(FOREIGN_ORDER, 'ECHO'), url)
    }
  })
})

test('who has all stores sees the signs by which the foreign one is told', async () => {
  const isolate = openIsolate(worker.env)
  const text = async (url: string) => (await ask(isolate, 'viewer of all', url)).text()
  expect(foreignIn(await text('/'))).toContain(FOREIGN_STORE)
  expect(foreignIn(await text('/rules/lossOrders.csv'))).toEqual(
    expect.arrayContaining([FOREIGN_STORE, 'FOREIGN-']),
  )
  expect(foreignIn(await text(`/api/diagnosis?store=${FOREIGN_STORE}`))).toEqual(
    expect.arrayContaining([FOREIGN_STORE, '隐秘渠道', '987654']),
  )
  expect(foreignIn(await text(`/?store=${FOREIGN_STORE}`)).length).toBeGreaterThan(2)
  expect(foreignIn(await text(`/order?store=${FOREIGN_STORE}&id=${FOREIGN_ORDER}`))).toContain('秘制酱鸭')
  expect(foreignIn(await text(`/product?store=${FOREIGN_STORE}&id=${foreignProduct}`))).toContain('秘制酱鸭')
  expect(foreignIn(await text('/search?q=酱'))).toEqual(expect.arrayContaining([FOREIGN_STORE, '秘制酱鸭']))
  expect(foreignIn(await text('/rules/orders.csv'))).toContain(FOREIGN_STORE)
  expect(foreignIn(await text('/api/status'))).toContain(FOREIGN_STORE)
})
