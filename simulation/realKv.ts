import type { Route } from './trips'

/**
 * Workers KV as the platform documents it and the local simulator does not have it: what a place has read, also that there is nothing,
 * it reads again for a minute; a key takes one write a second; a day has so many writes.
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

/**
 * @param store holds the values, without any rules
 * @param nowMs the time by which the rules count
 */
export function realKv(store: KVNamespace, nowMs: () => number): KvWorld {
  const lastWriteMs = new Map<string, number>()
  const world: KvWorld = {
    writesLeft: Number.POSITIVE_INFINITY,
    writes: [],
    place: (route) => placeOf(store, nowMs, route, write),
  }

  async function write(key: string, work: () => Promise<void>): Promise<void> {
    const atMs = nowMs()
    const lastMs = lastWriteMs.get(key)
    if (lastMs !== undefined && atMs - lastMs < WRITE_EVERY_MS) {
      throw new Error('KV PUT failed: 429 Too Many Requests')
    }
    if (world.writesLeft <= 0) throw new Error('KV put() limit exceeded for the day.')
    world.writesLeft -= 1
    lastWriteMs.set(key, atMs)
    world.writes.push({ key, atMs })
    await work()
  }
  return world
}

function placeOf(
  store: KVNamespace,
  nowMs: () => number,
  route: Route,
  write: (key: string, work: () => Promise<void>) => Promise<void>,
): KVNamespace {
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
    return found ? found.value : remember(name, await store.get(key, type as 'text'))
  }

  async function readMany(keys: string[], type: unknown): Promise<Map<string, unknown>> {
    const name = (key: string) => `${JSON.stringify(type)} ${key}`
    const unseen = keys.filter((key) => !seenOf(name(key)))
    const read = unseen.length === 0 ? new Map() : await store.get(unseen, type as 'text')
    for (const key of unseen) remember(name(key), read.get(key) ?? null)
    return new Map(keys.map((key) => [key, seenOf(name(key))?.value ?? null]))
  }

  return {
    get: (keys: string | string[], type?: unknown) =>
      route.travel<unknown>(() => (Array.isArray(keys) ? readMany(keys, type) : readOne(keys, type))),
    // What a place has just read it goes on reading, also where it has written meanwhile.
    put: (key: string, value: string | ArrayBuffer, options?: KVNamespacePutOptions) =>
      route.travel(() => write(key, () => store.put(key, value, options))),
    delete: (key: string) => route.travel(() => write(key, () => store.delete(key))),
  } as unknown as KVNamespace
}
