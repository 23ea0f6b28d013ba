import { beforeAll, beforeEach, expect, test } from 'vitest'
import { addDays } from '../../src/diagnosis/businessDate'
import { loadCoverage } from '../../src/history/coverage'
import { mergeStores, removeOrders, type StoreChange } from '../../src/history/storeChanges'
import { undoImport } from '../../src/history/undo'
import { shopDate } from '../../src/shop'
import { sharedWorker, type TestWorker } from '../harness'
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
const undo = (id: number) => undoImport(db(), ANY_AUTHOR, id, new Date())

async function merge(fromName: string, intoName: string): Promise<StoreChange> {
  const [from, into] = [await steps.storeOf(fromName), await steps.storeOf(intoName)]
  return mergeStores(db(), ANY_AUTHOR, from, into, new Date())
}

async function merged(from: string, into: string): Promise<number> {
  const change = await merge(from, into)
  if (change.status !== 'done') throw new Error(change.status)
  return change.importId
}

test('an order that was imported again since its store was merged comes back in neither, and is named', async () => {
  await steps.imports('甲店', [anOrder('a'), anOrder('b')])
  await steps.imports('乙店', [anOrder('c')])
  const id = await merged('甲店', '乙店')
  await steps.imports('甲店', [anOrder('a', { pieces: 5 })])
  expect(await undo(id)).toMatchObject({ status: 'undone', left: ['a'] })
  expect(await steps.orders()).toEqual(['乙店 a 5', '乙店 c 1', '甲店 b 1'])
})

test('a day that is not over is not by being moved, and back in its store it is as it was', async () => {
  // It ends after all that is imported here.
  const date = shopDate(new Date())
  await steps.imports('甲店', [anOrder('a', { date })])
  await steps.imports('乙店', [anOrder('b', { date })])
  await worker.env.DB.prepare(
    "DELETE FROM import_days WHERE store_id = (SELECT id FROM stores WHERE name = '乙店')",
  ).run()
  const stateIn = async (name: string) => {
    const { stores } = await loadCoverage(db(), [await steps.storeOf(name)], addDays(date, 1))
    const [coverage] = stores
    return coverage?.days.find((day) => day.date === date)?.state
  }
  expect([await stateIn('甲店'), await stateIn('乙店')]).toEqual(['notOver', 'complete'])
  const id = await merged('甲店', '乙店')
  expect(await stateIn('乙店')).toBe('notOver')
  await undo(id)
  expect([await stateIn('甲店'), await stateIn('乙店')]).toEqual(['notOver', 'complete'])
})

const MANY_DAYS = Array.from({ length: 120 }, (_, at) => addDays('2026-01-01', -at))

test('a long history is merged, removed and taken back in several requests, and no order ever stands in both stores', async () => {
  await steps.imports(
    '甲店',
    MANY_DAYS.map((date) => anOrder(`of ${date}`, { date })),
  )
  await steps.imports('乙店', [anOrder('c')])
  const before = await steps.orders()

  const done = await inPieces(() => merge('甲店', '乙店'))
  const after = await steps.orders()
  expect(after.every((order) => order.startsWith('乙店'))).toBe(true)
  expect(after).toHaveLength(before.length)
  await inPieces(() => undo(done))
  expect(await steps.orders()).toEqual(before)

  const store = await steps.storeOf('甲店')
  const removed = await inPieces(() => removeOrders(db(), ANY_AUTHOR, store, undefined, new Date()))
  expect(await steps.orders()).toEqual(['乙店 c 1'])
  await inPieces(() => undo(removed))
  expect(await steps.orders()).toEqual(before)
})

/** Asks again for what is not finished. @returns the entry's number */
async function inPieces(ask: () => Promise<{ status: string; importId?: number }>): Promise<number> {
  for (let pieces = 1; ; pieces++) {
    const outcome = await ask()
    const ids = (await steps.orders()).map((order) => order.split(' ').slice(1).join(' '))
    expect(new Set(ids).size).toBe(ids.length)
    if (outcome.status === 'unfinished') continue
    expect(outcome.status).toMatch(/done|undone/)
    expect(pieces).toBeGreaterThan(1)
    return outcome.importId ?? 0
  }
}
