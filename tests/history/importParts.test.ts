import { beforeAll, beforeEach, expect, test } from 'vitest'
import { onlyStores } from '../../src/access/scope'
import { openDatabase } from '../../src/data/database'
import type { Author } from '../../src/history/author'
import { importPart, openImport, startImport } from '../../src/history/importParts'
import { forgetAll } from '../forgetAll'
import { sharedWorker, type TestWorker } from '../harness'
import { rowsIn } from '../people'
import { ANY_AUTHOR } from '../services'
import { anOrder } from './build'

let worker: TestWorker
beforeAll(async () => {
  worker = await sharedWorker()
})
beforeEach(() => worker.clear())

const START = { file: 'a.csv', fingerprint: 'd'.repeat(64), kind: 'own', stores: [{ name: '新店', ids: [] }] }
const PART = { store: '新店', orders: [anOrder('a')], cancelledIds: [], completeDays: [], rejectedOrders: {} }

async function begun(author: Author) {
  const db = openDatabase(worker.env.DB)
  const started = await startImport(db, author, START, new Date())
  if (started.status !== 'started') throw new Error(started.refusal.message)
  const open = await openImport(db, author, started.importId)
  if (!open) throw new Error('it is not open')
  return { ...started, store: (part = 1) => importPart(db, author, open, part, PART, new Date()) }
}

test('an import goes on where it was, also with a store that its sender could bring in and may now only change', async () => {
  const first = await begun(ANY_AUTHOR)
  expect(await first.store()).toMatchObject({ status: 'stored', counts: { ordersNew: 1 } })
  expect(await begun(ANY_AUTHOR)).toMatchObject({ importId: first.importId, partsDone: [1] })
  const storeIds = (await rowsIn(worker.env, 'stores')).map(({ id }) => Number(id))
  const ofSome = await begun({ ...ANY_AUTHOR, scope: onlyStores(storeIds) })
  expect(ofSome).toMatchObject({ importId: first.importId, partsDone: [1] })
  expect(await ofSome.store(2)).toMatchObject({ status: 'stored', counts: { ordersNew: 0 } })
  const ofNone = { ...ANY_AUTHOR, scope: onlyStores([]) }
  const open = await openImport(openDatabase(worker.env.DB), ofNone, first.importId)
  if (!open) throw new Error('it is not open')
  expect(await importPart(openDatabase(worker.env.DB), ofNone, open, 3, PART, new Date())).toMatchObject({
    status: 'refused',
  })
})

test('what an import has brought is forgotten with it', async () => {
  await (await begun(ANY_AUTHOR)).store()
  const forget = (days: number) => forgetAll(worker.env.DB, new Date(Date.now() + days * 86_400_000))
  const left = async () => ({
    imports: (await rowsIn(worker.env, 'imports')).length,
    days: (await rowsIn(worker.env, 'import_days')).length,
  })
  await forget(399)
  expect(await left()).toEqual({ imports: 1, days: 1 })
  await forget(401)
  expect(await left()).toEqual({ imports: 0, days: 0 })
})
