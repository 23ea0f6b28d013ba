import { beforeAll, beforeEach, expect, test } from 'vitest'
import { realKv } from '../../simulation/realKv'
import { openRoute } from '../../simulation/trips'
import { sharedWorker, type TestWorker } from '../harness'

/** What the platform's KV does and the local one does not: other tests are only as true as this. */

let worker: TestWorker
let nowMs: number
let lateMs: number
let here: KVNamespace
let elsewhere: KVNamespace
beforeAll(async () => {
  worker = await sharedWorker()
})
beforeEach(async () => {
  await worker.clear()
  nowMs = 0
  lateMs = 0
  const world = realKv(
    worker.env.CACHE,
    () => nowMs,
    () => lateMs,
  )
  const place = () => world.place(openRoute(() => 0))
  here = place()
  elsewhere = place()
})

test('what a place has not found it does not find for a minute, and another one does', async () => {
  expect(await here.get('a')).toBeNull()
  await elsewhere.put('a', '1')
  nowMs = 59_999
  expect(await here.get('a')).toBeNull()
  expect(await elsewhere.get('a')).toBe('1')
  nowMs = 60_000
  expect(await here.get('a')).toBe('1')
})

test('a write is on its way to other places, which see what was there before', async () => {
  await here.put('a', '1')
  lateMs = 30_000
  nowMs = 1_000
  await here.put('a', '2')
  expect(await here.get('a')).toBe('2')
  nowMs = 31_000
  expect(await elsewhere.get('a')).toBe('2')
  nowMs = 100_000
  await here.put('a', '3')
  expect(await elsewhere.get('a')).toBe('2')
})

test('what was kept for a time is gone after it', async () => {
  await here.put('a', '1', { expirationTtl: 120 })
  nowMs = 119_999
  expect(await elsewhere.get('a')).toBe('1')
  nowMs = 180_000
  expect(await elsewhere.get('a')).toBeNull()
})

test('a key takes one write a second', async () => {
  await here.put('a', '1')
  nowMs = 999
  await expect(elsewhere.put('a', '2')).rejects.toThrow('429')
  nowMs = 1_000
  await elsewhere.put('a', '2')
})
