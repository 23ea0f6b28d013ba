import { AsyncLocalStorage } from 'node:async_hooks'
import type { Clock } from '../../simulation/clock'
import { faultyD1 } from '../../simulation/faultyD1'
import { realKv } from '../../simulation/realKv'
import { openRoute, type Route } from '../../simulation/trips'
import { boundDatabases } from '../../src/data/database'
import type { Env } from '../../src/env'
import type { PlainStatement } from '../databaseClient'
import { type Isolate, openIsolate } from '../isolate'
import { count, type SoakReport } from './report'

/** The bindings as they are on a bad day, and isolates that use them, each with its own memory. */

const PLACES = 3
const ISOLATES = 6
const MINUTE_MS = 60_000
/** So long at the beginning of each hour the network is bad. */
const BAD_SPELL_MS = 4 * MINUTE_MS
const LOST = { usually: 0.003, inABadSpell: 0.15 }
const KV_FAILS = { usually: 0.002, inABadSpell: 0.05 }
const FARTHEST_D1_MS = 150
const FARTHEST_KV_MS = 40
/** An isolate gives an answer again for so long. */
export const RECENT_MS = 1_000

/** What somebody's doing has caused. */
export interface Cause {
  kvWrites: number
  refreshed: boolean
}

export type World = ReturnType<typeof openWorld>

/**
 * @param onChange told after each change of the data, before there is another one
 */
export function openWorld(
  env: Env,
  clock: Clock,
  random: () => number,
  report: SoakReport,
  onChange: () => Promise<void>,
) {
  const causes = new AsyncLocalStorage<Cause>()
  let isCalm = true
  let changing = Promise.resolve()
  const isBadSpell = () => !isCalm && clock.nowMs() % (60 * MINUTE_MS) < BAD_SPELL_MS
  const share = (of: typeof LOST) => (isCalm ? 0 : isBadSpell() ? of.inABadSpell : of.usually)

  /** Changes of the data come one after the other, so that each version is seen. */
  async function change<T>(work: () => Promise<T>): Promise<T> {
    const before = changing
    const { promise, resolve } = Promise.withResolvers<void>()
    changing = promise
    await before
    try {
      const result = await work()
      await onChange()
      return result
    } finally {
      resolve()
    }
  }

  const databases = [...boundDatabases(env)].map(([name, d1]) => [name, faulty(d1)] as const)

  function faulty(d1: D1Database): D1Database {
    return faultyD1<PlainStatement>(d1, {
      isLost: () => {
        const isLost = random() < share(LOST)
        if (isLost) report.d1TripsLost += 1
        return isLost
      },
      async run(statements, work) {
        report.d1Trips += 1
        await clock.pass(1 + (random() * FARTHEST_D1_MS) / 2)
        const does = (sql: RegExp) => statements.some((statement) => sql.test(statement.sql))
        const cause = causes.getStore()
        if (cause && does(/^insert into "runs"/i)) cause.refreshed = true
        const results = await (does(/^update "(data_clock|stores)"/i) ? change(work) : work())
        await clock.pass(1 + (random() * FARTHEST_D1_MS) / 2)
        return results
      },
    })
  }

  const kv = realKv(
    env.CACHE,
    () => clock.nowMs(),
    () => (random() < 0.7 ? random() * MINUTE_MS : 0),
  )
  const way: Route = {
    ...openRoute(() => 0),
    async travel(work) {
      await clock.pass(1 + random() * FARTHEST_KV_MS)
      if (random() < share(KV_FAILS)) throw new Error('KV failed: 500 Internal Server Error')
      return work()
    },
  }
  const places = Array.from({ length: PLACES }, () => watched(kv.place(way)))

  function watched(place: KVNamespace): KVNamespace {
    const put = async (...inputs: Parameters<KVNamespace['put']>) => {
      try {
        await place.put(...inputs)
      } catch (error) {
        count(report.kvWritesRefused, String(error))
        throw error
      }
      count(report.kvWrites, clock.date().toISOString().slice(0, 10))
      const cause = causes.getStore()
      if (cause) cause.kvWrites += 1
    }
    return new Proxy(place, {
      get: (target, property) => (property === 'put' ? put : Reflect.get(target, property)),
    })
  }

  const lives = new WeakMap<Isolate, { hasEnded: boolean }>()
  const open = (place: number): Isolate => {
    const life = { hasEnded: false }
    const isolate = openIsolate(
      {
        ...env,
        ...Object.fromEntries(
          databases.map(([name, d1]) => [
            name,
            faultyD1(d1, { isLost: () => life.hasEnded, run: (_, work) => work() }),
          ]),
        ),
        CACHE: whileAlive(places[place % PLACES] ?? env.CACHE, life),
      },
      {
        get now() {
          return clock.date()
        },
        recentMs: RECENT_MS,
        accessMode: 'people',
      },
    )
    lives.set(isolate, life)
    return isolate
  }
  const isolates = Array.from({ length: ISOLATES }, (_, i) => open(i))

  return {
    isolates,
    isBadSpell,
    /** Whether nothing goes wrong for now. */
    setCalm(calm: boolean) {
      isCalm = calm
    },
    setKvWritesLeft(writes: number) {
      kv.writesLeft = writes
    },
    /** Does something, and tells what it has caused, once all of it is done. */
    causing: <T>(cause: Cause, work: () => Promise<T>) => causes.run(cause, work),
    /** Until no change of the data is under way. */
    settledData: () => changing,
    async settle() {
      for (const isolate of isolates) await isolate.settle()
    },
    /** An isolate ends in the midst of its work, or after it, and another one takes its place. */
    async recycle(at: number, midst: boolean) {
      const old = isolates[at]
      const life = old && lives.get(old)
      isolates[at] = open(at)
      if (!midst) await old?.settle()
      if (life) life.hasEnded = true
      // Whatever it was doing comes to nothing.
      await old?.settle()
    },
    hasEnded: (isolate: Isolate) => lives.get(isolate)?.hasEnded ?? true,
  }
}

/** Of an isolate that has ended, nothing comes to the cache any more. */
function whileAlive(kv: KVNamespace, life: { hasEnded: boolean }): KVNamespace {
  return new Proxy(kv, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property)
      if (typeof value !== 'function') return value
      return async (...inputs: unknown[]) => {
        if (life.hasEnded) throw new Error('KV is lost to an isolate that has ended')
        return value.apply(target, inputs) as unknown
      }
    },
  })
}
