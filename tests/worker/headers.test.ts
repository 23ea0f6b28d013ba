import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { COPY_SCRIPT } from '../../src/ui/share/copyScript'
import { dailyOrders, exportFile } from '../exportFile'
import { sharedWorker, type TestWorker } from '../harness'
import { select } from '../html'
import { personIn } from '../people'

let worker: TestWorker
let person: { cookie: string }
beforeAll(async () => {
  worker = await sharedWorker({ ACCESS_MODE: 'people' })
  await worker.importCsv(exportFile([...dailyOrders('一店', 3), ...dailyOrders('三店', 3)]))
  person = await (await personIn(worker.env, { role: 'admin' })).device()
})

const JSON_TYPE = 'application/json'
const PAGE = 'text/html; charset=utf-8'

/** Answers of every kind: address, status and type, to a person or to nobody. */
const ANSWERS: readonly [path: string, status: number, type: string | null, asPerson: boolean][] = [
  ['/healthz', 200, JSON_TYPE, false],
  ['/robots.txt', 200, 'text/plain;charset=UTF-8', false],
  ['/sign-in', 200, PAGE, false],
  [`/sign-in/${'x'.repeat(43)}`, 200, PAGE, false],
  ['/sign-in/nothing', 403, PAGE, false],
  ['/', 401, PAGE, false],
  ['/api/diagnosis', 401, JSON_TYPE, false],
  ['/rules/lossOrders.csv', 401, PAGE, false],
  ['/favicon.ico', 401, PAGE, false],
  ['/', 200, PAGE, true],
  ['/?chosen=1&store=一店', 302, null, true],
  ['/?date=never', 400, PAGE, true],
  ['/rules/lossOrders', 200, PAGE, true],
  ['/rules/lossOrders.csv', 200, 'text/csv; charset=utf-8', true],
  ['/rules/lossOrders.csv?store=nobody', 404, JSON_TYPE, true],
  ['/rules/lossOrders.xlsx', 200, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', true],
  ['/order?store=一店&id=一店-0', 200, PAGE, true],
  ['/product?store=一店&id=1', 200, PAGE, true],
  ['/status', 200, PAGE, true],
  ['/me', 200, PAGE, true],
  ['/people', 200, PAGE, true],
  ['/audit', 200, PAGE, true],
  ['/api/diagnosis', 200, JSON_TYPE, true],
  ['/api/status', 200, JSON_TYPE, true],
  ['/api/people', 200, JSON_TYPE, true],
  ['/api/audit', 200, JSON_TYPE, true],
  ['/api/nothing', 404, JSON_TYPE, true],
  ['/nothing', 404, PAGE, true],
]

describe('every answer is kept by nobody, loads nothing, and is for no search engine', () => {
  test.each(ANSWERS)('%s: %i', async (path, status, type, asPerson) => {
    const response = await fetch(new URL(path, worker.url), {
      headers: asPerson ? person : {},
      redirect: 'manual',
    })
    await response.arrayBuffer()
    const { headers } = response
    expect(response.status).toBe(status)
    expect(headers.get('content-type')).toBe(type)
    expect(headers.get('cache-control')).toBe('private, no-store')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-robots-tag')).toBe('noindex, nofollow')
    expect(headers.get('referrer-policy')).toBe('same-origin')
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toContain("base-uri 'none'")
    expect(policy).not.toContain('unsafe')
    expect(policy).toContain(type === PAGE ? "form-action 'self'" : "form-action 'none'")
    if (type === PAGE) expect(headers.get('vary')).toContain('Cookie')
    if (status === 401) expect(headers.get('www-authenticate')).toBe('Bearer')
    expect(headers.get('access-control-allow-origin')).toBeNull()
  })
})

test('an answer to a form has them, too', async () => {
  for (const [origin, status] of [
    ['https://evil.example', 403],
    [new URL(worker.url).origin, 403],
  ] as const) {
    const response = await worker.post('/sign-in', 'link=x', {
      'content-type': 'application/x-www-form-urlencoded',
      origin,
    })
    expect(response.status).toBe(status)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(response.headers.get('cache-control')).toBe('private, no-store')
  }
})

test('the health check says nothing but that it is well to who has no token', async () => {
  expect(await worker.getJson('/healthz')).toEqual({ ok: true })
  const asPerson = await worker.get('/healthz', person)
  expect(await asPerson.json()).toEqual({ ok: true })
})

test('robots are asked to leave everything alone', async () => {
  expect(await (await worker.get('/robots.txt')).text()).toBe('User-agent: *\nDisallow: /\n')
})

/** What a policy lets a page run. */
const scriptsOf = (policy: string | null) => /script-src ([^;]*);/.exec(policy ?? '')?.[1] ?? 'nothing'

test('of all pages, those that have something to copy may run the one script that they hold, and no other', async () => {
  const hash = `'sha256-${createHash('sha256').update(COPY_SCRIPT).digest('base64')}'`
  const allowed: Record<string, string> = {}
  for (const [path, status, type, asPerson] of ANSWERS) {
    if (!asPerson) continue
    const response = await fetch(new URL(path, worker.url), { headers: person, redirect: 'manual' })
    const text = await response.text()
    const scripts = scriptsOf(response.headers.get('content-security-policy'))
    if (scripts !== 'nothing') allowed[path] = scripts
    const held = type === PAGE && status === 200 ? select(text, 'script').text() : ''
    expect([COPY_SCRIPT, '']).toContain(held)
    if (held !== '') expect(scripts).toBe(hash)
  }
  expect(new Set(Object.values(allowed))).toEqual(new Set([hash]))
  expect(Object.keys(allowed).every((path) => /^\/(\?|$)|^\/rules\/\w+(\?|$)/.test(path))).toBe(true)
  expect(Object.keys(allowed)).toEqual(expect.arrayContaining(['/', '/rules/lossOrders']))
})
