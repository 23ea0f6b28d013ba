import { beforeAll, beforeEach, expect, test } from 'vitest'
import { everyStore } from '../../src/access/scope'
import { addUndo } from '../../src/data/imports'
import { importPart, openImport } from '../../src/history/importParts'
import { loadImport } from '../../src/history/readHistory'
import { mergeStores } from '../../src/history/storeChanges'
import { undoImport } from '../../src/history/undo'
import { forgetAll } from '../forgetAll'
import { sharedWorker, type TestWorker } from '../harness'
import { rowsIn } from '../people'
import { ANY_AUTHOR } from '../services'
import { anOrder } from './build'
import { stepsIn } from './steps'

let worker: TestWorker
beforeAll(async () => {
  worker = await sharedWorker()
})
beforeEach(() => worker.clear())

const steps = stepsIn(() => worker.env.DB)
const { db } = steps
const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const after = (ms: number) => new Date(Date.now() + ms)
const undo = (id: number, now = new Date()) => undoImport(db(), ANY_AUTHOR, id, now)

test('an interrupted import that was taken back is not gone on with: the file begins a new one', async () => {
  const id = await steps.start(['一店'], 7)
  await steps.send(id, 1, { store: '一店', orders: [anOrder('a')] })
  expect(await undo(id, after(11 * MINUTE_MS))).toMatchObject({ status: 'undone' })
  expect(await steps.send(id, 2, { store: '一店', orders: [anOrder('b')] })).toBeUndefined()
  expect(await steps.finish(id, 1)).toBeUndefined()
  expect(await loadImport(db(), everyStore(), id, after(11 * MINUTE_MS))).toMatchObject({
    outcome: 'interrupted',
    undo: 'undone',
  })
  const again = await steps.start(['一店'], 7)
  expect(again).not.toBe(id)
  await steps.send(again, 1, { store: '一店', orders: [anOrder('a')] })
  expect(await steps.finish(again, 1)).toMatchObject({ status: 'imported' })
  expect(await steps.orders()).toEqual(['一店 a 1'])
})

test('a part that was being sent while its import was taken back stores nothing', async () => {
  const id = await steps.start(['一店'])
  await steps.send(id, 1, { store: '一店', orders: [anOrder('a')] })
  const open = await openImport(db(), ANY_AUTHOR, id)
  if (!open) throw new Error('it is not open')
  await undo(id, after(11 * MINUTE_MS))
  const late = {
    store: '一店',
    orders: [anOrder('b')],
    cancelledIds: [],
    completeDays: [],
    rejectedOrders: {},
  }
  await expect(importPart(db(), ANY_AUTHOR, open, 2, late, new Date())).rejects.toThrow('active_at')
  expect(await steps.orders()).toEqual([])
})

test('the same file started four times at once is one import', async () => {
  const ids = await Promise.all(Array.from({ length: 4 }, () => steps.start(['一店'], 9)))
  expect(new Set(ids).size).toBe(1)
  expect(await rowsIn(worker.env, 'imports')).toHaveLength(1)
})

test('an import whose store was merged meanwhile goes on in the other one, and is of who has both', async () => {
  await steps.imports('甲店', [anOrder('before')])
  await steps.imports('乙店', [anOrder('other')])
  const [from, into] = [await steps.storeOf('甲店'), await steps.storeOf('乙店')]
  const id = await steps.start(['甲店'])
  await steps.send(id, 1, { store: '甲店', orders: [anOrder('a')] })
  await mergeStores(db(), ANY_AUTHOR, from, into, new Date())
  await steps.send(id, 2, { store: '甲店', orders: [anOrder('b')] })
  expect(await steps.finish(id, 2)).toMatchObject({ status: 'imported' })
  expect(await steps.orders()).toEqual(['乙店 a 1', '乙店 b 1', '乙店 before 1', '乙店 other 1'])
  const ofInto = { ...everyStore(), kind: 'some', storeIds: [into.id] } as const
  expect(await loadImport(db(), ofInto, id, new Date())).toBeUndefined()
  expect(await undoImport(db(), { ...ANY_AUTHOR, scope: ofInto }, id, new Date())).toMatchObject({
    reason: 'unknown',
  })
})

test('what an import changed is kept for 30 days, in which it can be taken back', async () => {
  const [first, second] = [
    await steps.imports('一店', [anOrder('a')]),
    await steps.imports('一店', [anOrder('b')]),
  ]
  await forgetAll(worker.env.DB, after(29 * DAY_MS))
  expect(await undo(second, after(29 * DAY_MS))).toMatchObject({
    status: 'undone',
    counts: { ordersRemoved: 1 },
  })
  await forgetAll(worker.env.DB, after(31 * DAY_MS))
  expect(await undo(first, after(29 * DAY_MS))).toMatchObject({ status: 'refused', reason: 'tooOld' })
  expect(await steps.orders()).toEqual(['一店 a 1'])
})

test('what has begun to be taken back is taken back to its end, however late, or says that it cannot be', async () => {
  const id = await steps.imports('一店', [anOrder('a')])
  const [row] = await rowsIn(worker.env, 'imports')
  await addUndo(db(), {
    kind: 'undo',
    owner: ANY_AUTHOR.owner,
    personId: null,
    file: null,
    fingerprint: null,
    undoes: id,
    at: new Date(),
    storeIds: JSON.parse(String(row?.store_ids)),
    detail: { kind: 'undo' },
  })
  const late = after(40 * DAY_MS)
  await forgetAll(worker.env.DB, late)
  expect(await loadImport(db(), everyStore(), id, late)).toMatchObject({ undo: 'unfinished' })
  expect(await undo(id, late)).toMatchObject({ status: 'undone', counts: { ordersRemoved: 1 } })
  expect(await steps.orders()).toEqual([])
  expect(await loadImport(db(), everyStore(), id, late)).toMatchObject({ undo: 'undone' })

  const second = await steps.imports('一店', [anOrder('b')])
  await worker.env.DB.prepare('UPDATE imports SET finished_at = NULL WHERE undoes = ?').bind(id).run()
  await worker.env.DB.prepare('DELETE FROM import_changes WHERE import_id = ?').bind(second).run()
  expect(await undo(second)).toMatchObject({ status: 'refused', reason: 'tooOld' })
  expect(await undo(second)).toMatchObject({ status: 'refused', reason: 'tooOld' })
  expect(await steps.orders()).toEqual(['一店 b 1'])
})
