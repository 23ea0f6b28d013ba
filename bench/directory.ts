import '../scripts/extensionless.ts'
import { setTimeout } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { demoCsv } from '../scripts/demoData.ts'
import type { Cache } from '../src/cache/cache.ts'
import type { EdgeMemory } from '../src/cards/edge.ts'
import type { Directory, StoreRecord } from '../src/data/directoryParts.ts'
import { answerMs, ISOLATE_FORGETS_MS } from './cold.ts'
import { count, kilobytes, milliseconds, spread } from './measure.ts'
import type { Row } from './report.ts'
import { fillWorld, type World, withWorld } from './world.ts'

/** What a directory of many stores costs each visit, beside one of few. */

const FEW = 28
const MANY = 10_000
/** Stores with orders; the others have days alone: no visit here asks for more of them. */
const WITH_ORDERS = { stores: 3, days: 20, linesPerStoreDay: 60, lastDate: '2026-01-18' }
const PAGES = 16
const LOOKS = 200
const TTL_SECONDS = 86_400

/** The parts of the Worker that are measured by themselves. */
const worker = async () => ({
  ...(await import('../src/access/scope.ts')),
  ...(await import('../src/cache/kvCache.ts')),
  ...(await import('../src/cards/card.ts')),
  ...(await import('../src/cards/cardRequest.ts')),
  ...(await import('../src/cards/edge.ts')),
  ...(await import('../src/data/cardRows.ts')),
  ...(await import('../src/data/database.ts')),
  ...(await import('../src/data/directory.ts')),
  ...(await import('../src/data/directoryParts.ts')),
  ...(await import('../src/http/storeChoices.ts')),
})
type Worker = Awaited<ReturnType<typeof worker>>

/** The same of few stores and of many, in one run. */
export async function measureDirectory(): Promise<Row[]> {
  const code = await worker()
  return withWorld((few) =>
    withWorld(async (many) => {
      const ofFew = await openChain(code, few, FEW)
      const ofMany = await openChain(code, many, MANY)
      const pages = await measurePages([ofFew, ofMany])
      const [looksOfFew, looksOfMany] = [await measureLooks(ofFew), await measureLooks(ofMany)]
      const [missOfFew, missOfMany] = [await measureMiss(ofFew), await measureMiss(ofMany)]
      const [bytesOfFew, bytesOfMany] = [await bytesOfImport(ofFew), await bytesOfImport(ofMany)]
      const beside = (text: string) => `${FEW} stores: ${text}`
      const ofTimes = (what: string, times: (looks: Looks) => number[], goal = ''): Row => ({
        what,
        measured: milliseconds(times(looksOfMany)),
        beside: beside(milliseconds(times(looksOfFew))),
        goal,
      })
      return [
        {
          what: `page of one store of ${MANY.toLocaleString('en-US')}, complete`,
          measured: milliseconds(pages.again[1]),
          beside: beside(milliseconds(pages.again[0])),
          goal: 'as with 28',
        },
        {
          what: '  the first one after an import elsewhere',
          measured: milliseconds(pages.afterImport[1]),
          beside: beside(milliseconds(pages.afterImport[0])),
        },
        ofTimes('  of it, the directory', ({ remembered }) => remembered, '≤ 1 ms'),
        ofTimes('  the directory after an import of one store', ({ afterImport }) => afterImport, '≤ 1 ms'),
        ofTimes('  the directory of who knows nothing yet', ({ cold }) => cold),
        {
          what: 'its memory in an isolate',
          measured: kilobytes(looksOfMany.heapBytes),
          beside: beside(kilobytes(looksOfFew.heapBytes)),
        },
        {
          what: 'what an import of one store writes of it',
          measured: kilobytes(bytesOfMany.changed),
          beside: `all: ${kilobytes(bytesOfMany.all)}; ${beside(kilobytes(bytesOfFew.changed))}`,
        },
        {
          what: 'rows and bytes that a miss of one store reads of D1, after an import of one',
          measured: `${count([missOfMany.rows])}, ${kilobytes(missOfMany.bytes)}`,
          beside: `knowing nothing: ${count([missOfMany.allRows])}, ${kilobytes(missOfMany.allBytes)}; ${beside(
            `${count([missOfFew.rows])}, ${kilobytes(missOfFew.bytes)}`,
          )}`,
        },
      ]
    }),
  )
}

/** A chain with its directory at the edge. */
interface Chain {
  code: Worker
  world: World
  /** As the edge has it. */
  directory: Directory
  /** Of the program that stands for an isolate elsewhere. */
  elsewhere: { cache: Cache; memory: EdgeMemory }
  /** The page of a store that has orders. */
  path: string
}

async function openChain(code: Worker, world: World, stores: number): Promise<Chain> {
  await fillWorld(world, gzipSync([...demoCsv(WITH_ORDERS)].join('')))
  const db = world.env.DB
  await db.batch([
    db.prepare('UPDATE data_clock SET version = version + 1'),
    db.prepare(
      `WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ${stores - WITH_ORDERS.stores})
       INSERT INTO stores (name, first_date, last_date, last_complete_date, data_version)
       SELECT '示例加盟门店' || n || '（第' || (n % 97) || '分区）', first_date, last_date, last_complete_date, 1
       FROM number, (SELECT * FROM stores ORDER BY id LIMIT 1)`,
    ),
  ])
  const directory = await code.loadDirectory(code.openDatabase(db))
  const [first] = directory.parts[0]?.stores ?? []
  const elsewhere = { cache: code.kvCache(world.env.CACHE), memory: code.edgeMemory() }
  const chain = {
    code,
    world,
    directory,
    elsewhere,
    path: `/?${new URLSearchParams({ store: first?.name ?? '' })}`,
  }
  await publish(chain, directory, elsewhere)
  return chain
}

async function publish(
  { code }: Pick<Chain, 'code'>,
  directory: Directory,
  { cache, memory }: Chain['elsewhere'],
): Promise<void> {
  const now = new Date()
  await code.writeDirectory(cache, memory, directory, now, TTL_SECONDS)
  const heartbeat = { checkedAt: now.toISOString(), version: directory.version }
  await code.writeHeartbeat(cache, memory, heartbeat, TTL_SECONDS)
}

/** The directory after an import of one store, another one each time. */
function afterImport({ code, directory }: Chain, times: number): Directory {
  const { parts } = directory
  const part = parts[times % parts.length]
  const store = part?.stores.at(-1 - (times % 10))
  const version = directory.version + times
  const changed: StoreRecord[] = store ? [{ ...store, dataVersion: version }] : []
  return code.withChanges(directory, version, changed, [])
}

/** Milliseconds of whole pages, by chain. */
async function measurePages(chains: readonly Chain[]) {
  const again: number[][] = chains.map(() => [])
  const afterIt: number[][] = chains.map(() => [])
  // In turns, so that what disturbs the machine disturbs both; the first round warms up.
  for (let round = 0; round <= PAGES; round++) {
    for (const [i, chain] of chains.entries()) {
      await publish(chain, afterImport(chain, round + 1), chain.elsewhere)
      await setTimeout(ISOLATE_FORGETS_MS)
      const first = answerMs(await chain.world.get(chain.path))
      await setTimeout(ISOLATE_FORGETS_MS)
      const second = answerMs(await chain.world.get(chain.path))
      if (round === 0) continue
      afterIt[i]?.push(first)
      again[i]?.push(second)
    }
  }
  return {
    again: [again[0] ?? [], again[1] ?? []],
    afterImport: [afterIt[0] ?? [], afterIt[1] ?? []],
  } as const
}

interface Looks {
  remembered: number[]
  afterImport: number[]
  cold: number[]
  heapBytes: number
}

/** What a visit does with the directory, by itself: which stores it is of, what they are cached under, which it may choose from. */
async function measureLooks(chain: Chain): Promise<Looks> {
  const { code, directory, path } = chain
  const cache = memoryCache()
  const writer = code.edgeMemory()
  await publish(chain, directory, { cache, memory: writer })
  const stores = new URLSearchParams(path.slice(2)).getAll('store')
  const request = { stores, date: null, scope: code.everyStore() }
  const look = async (memory: EdgeMemory): Promise<number> => {
    const startedMs = performance.now()
    const state = await code.readEdgeState(cache, memory)
    if (!state) throw new Error('there is no directory')
    code.keysOf(code.resolveRequest(state.directory, request))
    code.storeChoices(code.visibleDirectory(state.directory, request.scope), stores)
    return performance.now() - startedMs
  }
  const times: Looks = { remembered: [], afterImport: [], cold: [], heapBytes: 0 }
  const memory = code.edgeMemory()
  for (let run = 1; run <= LOOKS; run++) {
    if (run % 10 === 0) times.cold.push(await look(code.edgeMemory()))
    await publish(chain, afterImport(chain, run), { cache, memory: writer })
    times.afterImport.push(await look(memory))
    times.remembered.push(await look(memory))
  }
  times.heapBytes = await heapOf(async () => {
    const fresh = code.edgeMemory()
    await look(fresh)
    return fresh
  })
  return times
}

/** Bytes that are written for the directory: of one changed store, and of all. */
async function bytesOfImport(chain: Chain): Promise<{ changed: number; all: number }> {
  const cache = memoryCache()
  const memory = chain.code.edgeMemory()
  await publish(chain, chain.directory, { cache, memory })
  const all = cache.written.splice(0)
  await publish(chain, afterImport(chain, 1), { cache, memory })
  const sum = (texts: readonly string[]) => texts.reduce((bytes, text) => bytes + Buffer.byteLength(text), 0)
  return { changed: sum(cache.written), all: sum(all) }
}

/** Rows that D1 reads, and bytes that it sends, where a visit finds nothing at the edge. */
async function measureMiss({ code, world, path }: Chain) {
  const store = new URLSearchParams(path.slice(2)).get('store') ?? ''
  const read = async (known?: Directory) => {
    let bytes = 0
    const d1 = new Proxy(world.env.DB, {
      get(target, property) {
        const value: unknown = Reflect.get(target, property)
        if (typeof value !== 'function') return value
        if (property !== 'batch') return value.bind(target)
        return async (statements: D1PreparedStatement[]) => {
          const results = await target.batch(statements)
          bytes += Buffer.byteLength(JSON.stringify(results.map(({ results: rows }) => rows)))
          return results
        }
      },
    })
    const db = code.openDatabase(d1)
    const asked = { kind: 'names', names: [store] } as const
    const { directory } = await code.loadDirectoryWithCards(db, code.CARDS_VERSION, asked, null, known)
    return { directory, rows: db.usage.rowsRead, bytes }
  }
  const all = await read()
  await world.env.DB.batch([
    world.env.DB.prepare('UPDATE data_clock SET version = version + 1'),
    world.env.DB.prepare(
      'UPDATE stores SET data_version = (SELECT version FROM data_clock) WHERE id = (SELECT max(id) FROM stores)',
    ),
  ])
  const { rows, bytes } = await read(all.directory)
  return { rows, bytes, allRows: all.rows, allBytes: all.bytes }
}

/** A cache in this program's memory: nothing of its time is the network's. */
function memoryCache(): Cache & { written: string[] } {
  const values = new Map<string, string>()
  const written: string[] = []
  return {
    written,
    async get(keys) {
      return new Map(keys.flatMap((key) => (values.has(key) ? [[key, values.get(key) ?? '']] : [])))
    },
    async set(key, value) {
      values.set(key, value)
      if (key.includes('/directory/')) written.push(value)
    },
  }
}

/** Bytes that stay on the heap for what some work gives. */
async function heapOf(work: () => Promise<unknown>): Promise<number> {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const measured: number[] = []
  const kept: unknown[] = []
  for (let run = 0; run < 5; run++) {
    collect()
    const before = process.memoryUsage().heapUsed
    kept.push(await work())
    collect()
    measured.push(process.memoryUsage().heapUsed - before)
  }
  return kept.length > 0 ? spread(measured).median : 0
}
