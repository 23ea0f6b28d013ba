import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sharedWorker, type TestWorker } from '../harness'
import { type Isolate, openIsolate } from '../isolate'
import { personIn } from '../people'

let worker: TestWorker
let isolate: Isolate
let device: Record<string, string>
let program: Record<string, string>
beforeAll(async () => {
  worker = await sharedWorker()
})
beforeEach(async () => {
  await worker.clear()
  isolate = openIsolate(worker.env)
  const boss = await personIn(worker.env, { name: '老板', role: 'admin' })
  device = await boss.device()
  program = await boss.program('people')
  for (const headers of [device, program]) await isolate.ask('/people', { headers })
})

test('a failure that nobody foresaw tells a reference and nothing of itself, with the headers of every answer', async () => {
  isolate.services.rateLimits = {
    use: () => Promise.reject(new Error('a secret in the code')),
    isRefused: () => false,
  }
  for (const path of ['/rules/lossOrders?days=15', '/rules/lossOrders.csv']) {
    const response = await isolate.ask(path, { headers: device })
    expect(response.status).toBe(500)
    const text = await response.text()
    expect(text).not.toContain('secret')
    expect(response.headers.get('cache-control')).toBe('private, no-store')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
  }
})

describe('while the database does not answer, who is known is told so', () => {
  test.each(['/me', '/people', '/audit'])('by the page %s', async (path) => {
    isolate.faults.d1 = 'down'
    expect((await isolate.ask(path, { headers: device })).status).toBe(503)
  })

  test.each(['/api/people', '/api/audit'])('as JSON by %s', async (path) => {
    isolate.faults.d1 = 'down'
    const response = await isolate.ask(path, { headers: program })
    expect(response.status).toBe(503)
    expect(await response.json()).toMatchObject({ error: 'unavailable' })
  })
})
