import { expect, test } from 'vitest'
import type { Env } from '../../src/env'
import { type Refusals, rateLimits } from '../../src/http/rateLimits'

/** A limit that takes so many of each visitor. */
function limitOf(most: number): RateLimit {
  const used = new Map<string, number>()
  return {
    limit: async ({ key }) => {
      used.set(key, (used.get(key) ?? 0) + 1)
      return { success: (used.get(key) ?? 0) <= most }
    },
  }
}

const at = (seconds: number) => new Date(1_000_000_000 + seconds * 1_000)

function limits(bindings: Partial<Env>, refusals: Refusals = new Map()) {
  const clock = { seconds: 0 }
  return { clock, limits: rateLimits(bindings as Env, refusals, () => at(clock.seconds)) }
}

test('each visitor has a share of his own', async () => {
  const { limits: own } = limits({ SIGN_IN_LIMIT: limitOf(1) })
  expect(await own.use('SIGN_IN_LIMIT', 'address 1')).toBe(true)
  expect(await own.use('SIGN_IN_LIMIT', 'address 1')).toBe(false)
  expect(await own.use('SIGN_IN_LIMIT', 'address 2')).toBe(true)
})

test('a refusal is known for a minute, of the one limit and visitor alone', async () => {
  const { clock, limits: own } = limits({ COMPUTE_LIMIT: limitOf(0), EXPORT_LIMIT: limitOf(9) })
  expect(own.isRefused('COMPUTE_LIMIT', 'person 1')).toBe(false)
  await own.use('COMPUTE_LIMIT', 'person 1')
  expect(own.isRefused('COMPUTE_LIMIT', 'person 1')).toBe(true)
  expect(own.isRefused('EXPORT_LIMIT', 'person 1')).toBe(false)
  expect(own.isRefused('COMPUTE_LIMIT', 'person 2')).toBe(false)
  clock.seconds = 59
  expect(own.isRefused('COMPUTE_LIMIT', 'person 1')).toBe(true)
  clock.seconds = 60
  expect(own.isRefused('COMPUTE_LIMIT', 'person 1')).toBe(false)
})

test('asking whether somebody is refused uses nothing up', async () => {
  const { limits: own } = limits({ COMPUTE_LIMIT: limitOf(1) })
  for (let i = 0; i < 9; i += 1) own.isRefused('COMPUTE_LIMIT', 'person 1')
  expect(await own.use('COMPUTE_LIMIT', 'person 1')).toBe(true)
})

test('a deployment without limits refuses nobody, and a limit that fails neither', async () => {
  const failing = { limit: () => Promise.reject(new Error('no limits today')) }
  const { limits: own } = limits({ EXPORT_LIMIT: failing })
  for (let i = 0; i < 9; i += 1) {
    expect(await own.use('SIGN_IN_LIMIT', 'a')).toBe(true)
    expect(await own.use('EXPORT_LIMIT', 'a')).toBe(true)
  }
  expect(own.isRefused('EXPORT_LIMIT', 'a')).toBe(false)
})

test('however many are refused, the memory of them stays small', async () => {
  const refusals: Refusals = new Map()
  const { limits: own } = limits({ COMPUTE_LIMIT: limitOf(0) }, refusals)
  for (let i = 0; i < 5_000; i += 1) await own.use('COMPUTE_LIMIT', `address ${i}`)
  expect(refusals.size).toBeLessThanOrEqual(1_000)
  expect(own.isRefused('COMPUTE_LIMIT', 'address 4999')).toBe(true)
})
