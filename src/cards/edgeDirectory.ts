import type { Cache } from '../cache/cache'
import { directoryKey, directoryPartKey } from '../cache/keys'
import {
  type Directory,
  type DirectoryPart,
  directoryFrom,
  directoryOf,
  directoryPart,
  partIndexOf,
  STORES_PER_PART,
  type StoreRecord,
} from '../data/directoryParts'
import { isRecord, parseJson } from '../json'

/**
 * The directory at the edge: under each version of the data a root, which names parts by what they hold. So an import of one store
 * writes a root and one part, and who knows the version before reads no more than these.
 */

/** A directory of so few stores stands in the root itself: a part by itself would cost a visit another read. */
const MAX_STORES_IN_ROOT = STORES_PER_PART
/** A thousand times as many stores as anybody has. */
const MAX_PARTS = 40_000

/** A part as a root names it. */
interface NamedPart {
  index: number
  /** Of its text. */
  hash: string
  /** When the cache forgets it. */
  endsAtMs: number
}

/** What stands under a version. */
export type Root = { version: number } & (
  | { kind: 'stores'; stores: readonly StoreRecord[] }
  | { kind: 'parts'; parts: readonly NamedPart[] }
)

/** `missing`: the root names parts that the cache does not show. */
export type ReadDirectory =
  | { status: 'read'; directory: Directory; root: Root }
  | { status: 'noRoot' }
  | { status: 'missing'; hashes: string[] }

export async function readRoot(cache: Cache, version: number): Promise<Root | undefined> {
  const key = directoryKey(version)
  const root = parseRoot((await cache.get([key])).get(key))
  return root?.version === version ? root : undefined
}

/** Reads a directory, but for the parts that some others have in common with it. */
export async function readEdgeDirectory(
  cache: Cache,
  version: number,
  others: readonly Directory[],
): Promise<ReadDirectory> {
  const root = await readRoot(cache, version)
  if (!root) return { status: 'noRoot' }
  if (root.kind === 'stores') return { status: 'read', directory: directoryOf(version, root.stores), root }
  const known = new Map(
    others.flatMap(({ parts }) =>
      parts.flatMap((part) => {
        const hash = hashes.get(part)
        return hash === undefined ? [] : [[hash, part] as const]
      }),
    ),
  )
  const lacking = root.parts.filter(({ hash }) => !known.has(hash))
  const texts = await cache.get(lacking.map(({ hash }) => directoryPartKey(hash)))
  for (const { index, hash } of lacking) {
    const part = parsePart(texts.get(directoryPartKey(hash)), index)
    if (!part) continue
    hashes.set(part, hash)
    known.set(hash, part)
  }
  const missing = root.parts.filter(({ hash }) => !known.has(hash)).map(({ hash }) => hash)
  if (missing.length > 0) return { status: 'missing', hashes: missing }
  const parts = root.parts.flatMap(({ hash }) => known.get(hash) ?? [])
  return { status: 'read', directory: directoryFrom(version, parts), root }
}

/** Whether all of a directory's stores stand in its root. */
export function standsInRoot({ count }: Directory): boolean {
  return count <= MAX_STORES_IN_ROOT
}

/** What is known of the parts that are at the edge. */
export interface PartsThere {
  /** That names them; undefined where none is known. */
  root: Root | undefined
  /** Of parts that the cache has been found not to show. */
  missing: ReadonlySet<string>
}

/**
 * Writes the parts that the edge lacks, and then the root that names them. A part that goes on being named is written anew once half of
 * its time is over, and no root is kept for longer than the parts that it names.
 */
export async function writeEdgeDirectory(
  cache: Cache,
  directory: Directory,
  { root, missing }: PartsThere,
  nowMs: number,
  ttlSeconds: number,
): Promise<Root> {
  const { version } = directory
  if (standsInRoot(directory)) {
    const stores = directory.stores.map(inFixedOrder)
    await cache.set(directoryKey(version), JSON.stringify({ version, stores }), ttlSeconds)
    return { version, kind: 'stores', stores }
  }
  const there = new Map(root?.kind === 'parts' ? root.parts.map((part) => [part.hash, part]) : [])
  const parts = await Promise.all(
    directory.parts.map(async (part): Promise<NamedPart> => {
      const hash = await hashOf(part)
      const known = there.get(hash)
      if (known && !missing.has(hash) && leftOf(known, nowMs) > (ttlSeconds * 1000) / 2) return known
      await cache.set(directoryPartKey(hash), textOf(part), ttlSeconds)
      return { index: part.index, hash, endsAtMs: nowMs + ttlSeconds * 1000 }
    }),
  )
  const lastsMs = Math.min(...parts.map((part) => leftOf(part, nowMs)))
  const named = parts.map(({ index, hash, endsAtMs }) => [index, hash, Math.floor(endsAtMs / 1000)])
  await cache.set(
    directoryKey(version),
    JSON.stringify({ version, parts: named }),
    Math.floor(lastsMs / 1000),
  )
  return { version, kind: 'parts', parts }
}

/** Whether what a root names is there, and for a good while yet. */
export function isThere(
  root: Root,
  missing: ReadonlySet<string>,
  nowMs: number,
  ttlSeconds: number,
): boolean {
  if (root.kind === 'stores') return true
  return root.parts.every(
    (part) => !missing.has(part.hash) && leftOf(part, nowMs) > (ttlSeconds * 1000) / RENEWED_LATEST,
  )
}

/** With a quarter of its time left, also a run without new data writes a part anew. */
const RENEWED_LATEST = 4

function leftOf({ endsAtMs }: NamedPart, nowMs: number): number {
  return endsAtMs - nowMs
}

/** Hashes of parts, each counted once. */
const hashes = new WeakMap<DirectoryPart, string>()
const HASH_BYTES = 16

async function hashOf(part: DirectoryPart): Promise<string> {
  const known = hashes.get(part)
  if (known !== undefined) return known
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(textOf(part)))
  const hash = [...new Uint8Array(digest, 0, HASH_BYTES)]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
  hashes.set(part, hash)
  return hash
}

/** The same for the same stores, wherever they were read. */
function textOf({ stores }: DirectoryPart): string {
  return JSON.stringify(stores.map(inFixedOrder))
}

function inFixedOrder({
  id,
  name,
  firstDate,
  lastDate,
  lastCompleteDate,
  dataVersion,
  database,
}: StoreRecord): StoreRecord {
  return { id, name, firstDate, lastDate, lastCompleteDate, dataVersion, database }
}

/** A stored root, or undefined for a text that is none. */
function parseRoot(text: string | undefined): Root | undefined {
  const value = parseJson(text)
  if (!isRecord(value) || !isCount(value.version)) return undefined
  const { version, stores, parts } = value
  if (areStores(stores)) return { version, kind: 'stores', stores }
  if (!Array.isArray(parts) || parts.length > MAX_PARTS) return undefined
  const named = parts.flatMap((part) => namedPart(part) ?? [])
  const isAscending = named.every(({ index }, at) => at === 0 || index > (named[at - 1]?.index ?? index))
  return named.length === parts.length && isAscending ? { version, kind: 'parts', parts: named } : undefined
}

function namedPart(value: unknown): NamedPart | undefined {
  if (!Array.isArray(value)) return undefined
  const [index, hash, endsAtSeconds] = value as unknown[]
  if (!isCount(index) || typeof hash !== 'string' || !HASH.test(hash) || !isCount(endsAtSeconds))
    return undefined
  return { index, hash, endsAtMs: endsAtSeconds * 1000 }
}

const HASH = /^[0-9a-f]{32}$/

/** A stored part, or undefined for a text that is none: of other stores than its index says, none could be found in it. */
function parsePart(text: string | undefined, index: number): DirectoryPart | undefined {
  const stores = parseJson(text)
  if (!areStores(stores) || stores.length === 0) return undefined
  return stores.every(({ id }) => partIndexOf(id) === index) ? directoryPart(index, stores) : undefined
}

function areStores(value: unknown): value is StoreRecord[] {
  return (
    Array.isArray(value) && value.every(isStore) && new Set(value.map(({ id }) => id)).size === value.length
  )
}

function isStore(store: unknown): store is StoreRecord {
  return (
    isRecord(store) &&
    isCount(store.id) &&
    typeof store.name === 'string' &&
    typeof store.firstDate === 'string' &&
    typeof store.lastDate === 'string' &&
    (store.lastCompleteDate === null || typeof store.lastCompleteDate === 'string') &&
    typeof store.dataVersion === 'number'
  )
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}
