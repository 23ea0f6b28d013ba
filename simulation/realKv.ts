import type { Route } from './trips'

/**
 * Workers KV as the platform documents it and the local simulator does not have it: what a place has read, also that there is nothing,
 * it reads again for a minute; a write comes to other places later; a key takes one write a second; a day has so many writes; what is
 * kept for a time is gone after it, by a clock that may be a simulated one.
 */

/** How long a place gives the same answer: `cacheTtl`, which is a minute unless it is said otherwise. */
const SEEN_FOR_MS = 60_000
const WRITE_EVERY_MS = 1_000

/** What all places share: the values themselves, and what has been written to them. */
export interface KvWorld {
  /** Writes that the day still takes. */
  writesLeft: number
  readonly writes: { key: string; atMs: number }[]
  /** The namespace as one place sees it. @param route to it; a place that is asked again keeps its answers to itself */
  place(route: Route): KVNamespace
}

/** What a write has replaced, and how long other places go on seeing that. */
interface Replaced {
  value: string | null
  untilMs: number
  by: symbol
}

/** The values that all places share, and the rules of writing them. */
interface Shared {
  read(key: string, type: unknown, place: symbol): Promise<unknown>
  write(key: string, place: symbol, ttlSeconds: number | undefined, work: () => Promise<void>): Promise<void>
}

/**
 * @param store holds the values, without any rules
 * @param nowMs the time by which the rules count
 * @param lateMs how long a write is on its way to other places; asked for each
 */
export function realKv(store: KVNamespace, nowMs: () => number, lateMs = () => 0): KvWorld {
  const lastWriteMs = new Map<string, number>()
  const endsMs = new Map<string, number>()
  const replaced = new Map<string, Replaced>()
  const isOver = (key: string) => (endsMs.get(key) ?? Number.POSITIVE_INFINITY) <= nowMs()
  const world: KvWorld = {
    writesLeft: Number.POSITIVE_INFINITY,
    writes: [],
    place: (route) => placeOf({ read, write }, store, nowMs, route),
  }

  async function read(key: string, type: unknown, place: symbol): Promise<unknown> {
    const before = replaced.get(key)
    if (before && before.by !== place && nowMs() < before.untilMs) return before.value
    return isOver(key) ? null : store.get(key, type as 'text')
  }

  async function write(
    key: string,
    place: symbol,
    ttlSeconds: number | undefined,
    work: () => Promise<void>,
  ): Promise<void> {
    const atMs = nowMs()
    const lastMs = lastWriteMs.get(key)
    if (lastMs !== undefined && atMs - lastMs < WRITE_EVERY_MS) {
      throw new Error('KV PUT failed: 429 Too Many Requests')
    }
    if (world.writesLeft <= 0) throw new Error('KV put() limit exceeded for the day.')
    world.writesLeft -= 1
    lastWriteMs.set(key, atMs)
    world.writes.push({ key, atMs })
    const onItsWayMs = lateMs()
    if (onItsWayMs > 0) {
      const value = isOver(key) ? null : await store.get(key)
      replaced.set(key, { value, untilMs: atMs + onItsWayMs, by: place })
    }
    await work()
    endsMs.set(key, atMs + (ttlSeconds ?? Number.POSITIVE_INFINITY) * 1_000)
  }
  return world
}

function placeOf(
  { read, write }: Shared,
  store: KVNamespace,
  nowMs: () => number,
  route: Route,
): KVNamespace {
  const place = Symbol('place')
  const seen = new Map<string, { value: unknown; atMs: number }>()
  const seenOf = (name: string) => {
    const found = seen.get(name)
    return found && nowMs() - found.atMs < SEEN_FOR_MS ? found : undefined
  }
  const remember = (name: string, value: unknown) => {
    seen.set(name, { value, atMs: nowMs() })
    return value
  }

  async function readOne(key: string, type: unknown): Promise<unknown> {
    const name = `${JSON.stringify(type)} ${key}`
    const found = seenOf(name)
    return found ? found.value : remember(name, await read(key, type, place))
  }

  async function readMany(keys: string[], type: unknown): Promise<Map<string, unknown>> {
    return new Map(await Promise.all(keys.map(async (key) => [key, await readOne(key, type)] as const)))
  }

  return {
    get: (keys: string | string[], type?: unknown) =>
      route.travel<unknown>(() => (Array.isArray(keys) ? readMany(keys, type) : readOne(keys, type))),
    // What a place has just read it goes on reading, also where it has written meanwhile.
    put: (key: string, value: string | ArrayBuffer, options?: KVNamespacePutOptions) =>
      route.travel(() => write(key, place, options?.expirationTtl, () => store.put(key, value, options))),
    delete: (key: string) => route.travel(() => write(key, place, undefined, () => store.delete(key))),
  } as unknown as KVNamespace
}
