import { beforeAll, expect, test } from 'vitest'
import { sharedWorker, type TestWorker } from '../harness'

let worker: TestWorker
beforeAll(async () => {
  worker = await sharedWorker({})
})

test.each(['/', '/?store=x', '/api/diagnosis', '/rules/lossOrders', '/anything'])(
  'as deployed, %s answers 403 and says how to open it',
  async (path) => {
    const response = await worker.get(path)
    expect(response.status).toBe(403)
    expect(await response.text()).toContain('ACCESS_MODE')
  },
)

test('the health check is open', async () => {
  const response = await worker.get('/healthz')
  expect(response.status).toBe(200)
  expect(await response.json()).toMatchObject({ ok: true })
})

test('the import is open to who has the token, whatever the access mode', async () => {
  expect((await worker.importCsv('')).status).toBe(422)
})

test('without IMPORT_TOKEN the import is closed, whatever is sent', async () => {
  const closed = await sharedWorker({ IMPORT_TOKEN: '' })
  const response = await closed.importCsv('')
  expect(response.status).toBe(403)
  expect(await response.json()).toMatchObject({ error: 'closed' })
})
