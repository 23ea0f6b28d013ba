import { beforeAll, beforeEach, expect, test } from 'vitest'
import { hashOf } from '../../src/access/secret'
import { loadAuditEvents, recordEvent } from '../../src/data/auditEvents'
import { openDatabase } from '../../src/data/database'
import { findByEmail, findSession, findToken } from '../../src/data/proofs'
import { exportFile } from '../exportFile'
import { sharedWorker, type TestWorker } from '../harness'
import { personIn, rowsIn } from '../people'

let worker: TestWorker
beforeAll(async () => {
  worker = await sharedWorker()
})
beforeEach(() => worker.clear())

const NOW = new Date()

/** Somebody whose number is another than that of any session or token of his. */
async function wang() {
  await worker.importCsv(exportFile([{ 门店名称: '一店' }, { 门店名称: '三店', 订单ID: '2' }]))
  await personIn(worker.env, { name: '甲' })
  await personIn(worker.env, { name: '乙' })
  return personIn(worker.env, { role: 'operator', stores: ['三店', '一店'], email: 'wang@example.com' }, NOW)
}

const known = (id: number) => ({
  id,
  name: '王店长',
  role: 'operator',
  allStores: false,
  stores: expect.arrayContaining([
    { id: expect.any(Number), name: '一店' },
    { id: expect.any(Number), name: '三店' },
  ]),
  email: 'wang@example.com',
})

test('a session, a token and an address are each of the person whose they are', async () => {
  const person = await wang()
  const db = openDatabase(worker.env.DB)
  const sessionHash = await hashOf(await person.session(NOW))
  const { authorization } = await person.program('import')
  const tokenHash = await hashOf(authorization.slice('Bearer '.length))
  const [session] = await rowsIn(worker.env, 'sessions')
  const [token] = await rowsIn(worker.env, 'api_tokens')
  expect(session?.id).not.toBe(person.id)
  expect(token?.id).not.toBe(person.id)

  expect(await findSession(db, sessionHash, NOW)).toEqual({
    person: known(person.id),
    sessionId: session?.id,
    usedAt: NOW.toISOString(),
  })
  expect(await findToken(db, tokenHash)).toEqual({
    person: known(person.id),
    tokenId: token?.id,
    purpose: 'import',
    usedAt: null,
  })
  expect(await findByEmail(db, 'wang@example.com')).toEqual(known(person.id))
})

test('an event names who did it and whom it was done to, each by his own name', async () => {
  const who = await personIn(worker.env, { name: '甲' })
  const subject = await personIn(worker.env, { name: '乙' })
  const db = openDatabase(worker.env.DB)
  const at = NOW.toISOString()
  const source = { personId: who.id, via: 'session', country: 'CN' } as const
  await recordEvent(db, {
    ...source,
    at,
    subjectId: subject.id,
    detail: { event: 'personChanged', role: 'viewer', stores: 1 },
  })
  await recordEvent(db, { ...source, at, detail: { event: 'tokenMade', purpose: 'read' } })
  const [second, first] = await loadAuditEvents(db, null, NOW)
  expect(first).toMatchObject({
    event: 'personChanged',
    who: { id: who.id, name: '甲' },
    subject: { id: subject.id, name: '乙' },
    detail: {},
  })
  expect(second).toMatchObject({ who: { name: '甲' }, subject: null, detail: { purpose: 'read' } })
})
