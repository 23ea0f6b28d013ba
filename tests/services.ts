import { distantD1 } from '../simulation/distantD1'
import { openRoute } from '../simulation/trips'
import { recentVisitors } from '../src/access/recentVisitors'
import { everyStore } from '../src/access/scope'
import { kvFiles } from '../src/cache/keptFiles'
import { kvCache } from '../src/cache/kvCache'
import { edgeMemory } from '../src/cards/edge'
import { invalidateOnWrite, recentAnswers } from '../src/cards/recentAnswers'
import { type Config, readConfig } from '../src/config'
import { boundDatabases, type MainDatabase, openDatabase } from '../src/data/database'
import type { Env, Variables } from '../src/env'
import type { Author } from '../src/history/author'
import { type ImportOutcome, importFile } from '../src/history/importFile'
import type { HttpServices } from '../src/http/context'

/** What may go wrong with a binding, switched on and off by a test. */
export interface Faults {
  d1?: 'down' | 'hangs'
  /** Of one of several databases. */
  databases?: Record<string, 'down' | 'hangs'>
  /** D1 goes down after so many batches. */
  d1DiesAfterBatches?: number
  kvReads?: 'down' | 'hangs'
  kvWrites?: 'down'
}

/** Real bindings with faults in front of them, and a count of what went through. */
export function testServices(
  env: Env,
  options: {
    now?: Date
    /** There and back to the database. */
    tripMs?: number
    /** In place of the local namespace, which lacks the platform's rules. */
    kv?: KVNamespace
    faults?: Faults
    answerLimitMs?: number
    recentMs?: number
    accessMode?: Config['accessMode']
    vars?: Variables
  } = {},
) {
  const faults = options.faults ?? {}
  const deferred: Promise<unknown>[] = []
  leftBehind.push(deferred)
  const calls = { d1Batches: 0, kvReads: 0, kvWrites: 0 }

  const withFaults = (name: string, d1: D1Database) =>
    new Proxy(d1, {
      get(target, property) {
        const value: unknown = Reflect.get(target, property)
        if (typeof value !== 'function') return value
        if (property === 'prepare') return value.bind(target)
        return (...inputs: unknown[]) => {
          calls.d1Batches += 1
          if (calls.d1Batches > (faults.d1DiesAfterBatches ?? Number.POSITIVE_INFINITY)) faults.d1 = 'down'
          const wrong = faults.databases?.[name] ?? faults.d1
          return fault(wrong, 'D1_ERROR: overloaded') ?? value.apply(target, inputs)
        }
      },
    })
  const toD1 = openRoute(() => options.tripMs ?? 0)
  const databases = new Map(
    [...boundDatabases(env)].map(([name, d1]) => [name, distantD1(withFaults(name, d1), toD1)]),
  )
  const kv = new Proxy(options.kv ?? env.CACHE, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property)
      if (typeof value !== 'function') return value
      return (...inputs: unknown[]) => {
        const isRead = property === 'get'
        calls[isRead ? 'kvReads' : 'kvWrites'] += 1
        const wrong = isRead ? faults.kvReads : faults.kvWrites
        return fault(wrong, `KV ${String(property)} failed: 500`) ?? value.apply(target, inputs)
      }
    },
  })

  const config = readConfig({ ...env, ACCESS_MODE: options.accessMode ?? 'public', ...options.vars })
  const recent = recentAnswers(options.recentMs ?? 0)
  const services: HttpServices = {
    openDatabase: () => openDatabase(databases, config.databaseLimitBytes),
    cache: invalidateOnWrite(kvCache(kv), recent),
    recent,
    edge: edgeMemory(),
    flights: new Map(),
    config,
    now: () => options.now ?? new Date(),
    answerLimitMs: options.answerLimitMs ?? 10_000,
    shardQueue: undefined,
    defer: (work) => deferred.push(work),
    visitors: recentVisitors(),
    rateLimits: { use: async () => true, isRefused: () => false },
    assertionKeys: { of: async () => [] },
    keptFiles: kvFiles(kv),
  }
  return {
    services,
    calls,
    /** Round trips to the database, with how many of them had to follow each other. */
    d1Trips: toD1.trips,
    faults,
    /** Waits for the work behind the answers. */
    settle: () => settle(deferred),
  }
}

/** Work that tests have left behind their answers. */
const leftBehind: Promise<unknown>[][] = []
/** Work that hangs on purpose is not waited for. */
const HANGING_MS = 300

async function settle(deferred: Promise<unknown>[]): Promise<void> {
  for (let work = deferred.shift(); work; work = deferred.shift()) await work.catch(() => undefined)
}

/** Waits for what a test has left under way: it would write into the next test's database. */
export async function settleLeftBehind(): Promise<void> {
  const all = Promise.all(leftBehind.splice(0).map(settle))
  await Promise.race([all, new Promise((resolve) => setTimeout(resolve, HANGING_MS))])
}

function fault(kind: 'down' | 'hangs' | undefined, message: string): Promise<never> | undefined {
  if (kind === 'down') return Promise.reject(new Error(message))
  if (kind === 'hangs') return new Promise(() => undefined)
  return undefined
}

/** Who may change orders of any store. */
export const ANY_AUTHOR: Author = { owner: 'importToken', personId: null, scope: everyStore() }

/** Imports a text of a file that says all itself. */
export function importText(db: MainDatabase, text: string): Promise<ImportOutcome> {
  const file = { body: new Blob([text]).stream(), name: 'orders.csv', answers: {}, completeDays: false }
  return importFile(db, ANY_AUTHOR, file, () => new Date())
}
