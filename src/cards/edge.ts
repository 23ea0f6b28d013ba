import type { Cache } from '../cache/cache'
import { directoryKey, HEARTBEAT_KEY } from '../cache/keys'
import type { Directory } from '../data/directory'
import { isRecord, parseJson } from '../json'
import { type RecentValues, recentValues } from '../recentValues'
import type { Card } from './card'

/**
 * The edge's copy of what stores there are and when the data was last checked. It follows the database, the source of
 * truth, up to a minute behind, and a place may read what another one has overwritten since: so the one value that changes names a
 * version, and all that it names never changes.
 */
export interface EdgeState {
  directory: Directory
  /** When the data was last known to be of the directory's version. */
  checkedAt: string
  /** Whether the database fills up, as of then. */
  isFilling: boolean
}

/** When the data was last checked, and its version then. */
export interface Heartbeat {
  checkedAt: string
  version: number
  /** The database fills up; absent where it does not, and from versions that did not say so. */
  isFilling?: true
}

/** What an isolate remembers of the edge. */
export interface EdgeMemory {
  /** The newest that it has read or written: an older one that the cache still shows is not believed. */
  heartbeat: Heartbeat | undefined
  directory: Directory | undefined
  /** What it has written within the last minute: the cache may go on saying for as long that there is nothing. */
  written: RecentValues<WrittenCard>
}

/** A card that was written. */
interface WrittenCard {
  dataVersion: number
  rollupVersion: number
  /** undefined where it is too large to be remembered. */
  card: Card | undefined
}

/** For how long a place of KV gives what it has read, or that there was nothing. */
const WRITE_SEEN_AFTER_MS = 60_000
const MAX_WRITTEN = 40
/** Of some 50,000 characters; those of all stores of a large chain have more. */
const MAX_CARD_CHARACTERS = 100_000

export function edgeMemory(): EdgeMemory {
  return {
    heartbeat: undefined,
    directory: undefined,
    written: recentValues(WRITE_SEEN_AFTER_MS, MAX_WRITTEN),
  }
}

/** Remembers a card that is written. @param text of the card */
export function noteWritten({ written }: EdgeMemory, key: string, card: Card, text: string, now: Date): void {
  const { dataVersion, rollupVersion } = card
  const kept = text.length <= MAX_CARD_CHARACTERS ? card : undefined
  written.keep(key, { dataVersion, rollupVersion, card: kept }, now, written.generation())
}

/** The newer of two heartbeats: by the data, then by the time. */
function newer(a: Heartbeat | undefined, b: Heartbeat | undefined): Heartbeat | undefined {
  if (!a || !b) return a ?? b
  if (a.version !== b.version) return a.version > b.version ? a : b
  return a.checkedAt >= b.checkedAt ? a : b
}

/**
 * What the edge knows, by the newest heartbeat that was ever seen here. The directory is read once a version.
 * @param heartbeatText under {@link HEARTBEAT_KEY}
 * @returns undefined where there is no heartbeat, or no directory of its version
 */
export async function edgeState(
  cache: Cache,
  memory: EdgeMemory,
  heartbeatText: string | undefined,
): Promise<EdgeState | undefined> {
  const heartbeat = newer(parseHeartbeat(heartbeatText), memory.heartbeat)
  if (!heartbeat) return undefined
  memory.heartbeat = heartbeat
  const directory = await directoryOf(cache, memory, heartbeat.version)
  return directory && { directory, checkedAt: heartbeat.checkedAt, isFilling: heartbeat.isFilling === true }
}

async function directoryOf(
  cache: Cache,
  memory: EdgeMemory,
  version: number,
): Promise<Directory | undefined> {
  if (memory.directory?.version === version) return memory.directory
  const key = directoryKey(version)
  const directory = parseDirectory((await cache.get([key])).get(key))
  if (directory?.version !== version) return undefined
  // Another visit may have read a newer one meanwhile.
  if (version >= (memory.directory?.version ?? 0)) memory.directory = directory
  return directory
}

/** Reads what the edge knows. */
export async function readEdgeState(cache: Cache, memory: EdgeMemory): Promise<EdgeState | undefined> {
  return edgeState(cache, memory, (await cache.get([HEARTBEAT_KEY])).get(HEARTBEAT_KEY))
}

export async function writeDirectory(
  cache: Cache,
  memory: EdgeMemory,
  directory: Directory,
  ttlSeconds: number,
): Promise<void> {
  // Here it holds in any case, also where the cache does not take it.
  if (directory.version >= (memory.directory?.version ?? 0)) memory.directory = directory
  await cache.set(directoryKey(directory.version), JSON.stringify(directory), ttlSeconds)
}

export async function writeHeartbeat(
  cache: Cache,
  memory: EdgeMemory,
  heartbeat: Heartbeat,
  ttlSeconds: number,
): Promise<void> {
  memory.heartbeat = newer(heartbeat, memory.heartbeat)
  await cache.set(HEARTBEAT_KEY, JSON.stringify(heartbeat), ttlSeconds)
}

/** A stored directory, or undefined for a text that is none. */
export function parseDirectory(text: string | undefined): Directory | undefined {
  const value = parseJson(text)
  return isDirectory(value) ? value : undefined
}

function parseHeartbeat(text: string | undefined): Heartbeat | undefined {
  const value = parseJson(text)
  return isHeartbeat(value) ? value : undefined
}

function isHeartbeat(value: unknown): value is Heartbeat {
  return (
    isRecord(value) &&
    typeof value.version === 'number' &&
    typeof value.checkedAt === 'string' &&
    !Number.isNaN(Date.parse(value.checkedAt))
  )
}

function isDirectory(value: unknown): value is Directory {
  return (
    isRecord(value) &&
    typeof value.version === 'number' &&
    Array.isArray(value.stores) &&
    value.stores.every(
      (store: unknown) =>
        isRecord(store) &&
        typeof store.id === 'number' &&
        typeof store.name === 'string' &&
        typeof store.firstDate === 'string' &&
        typeof store.lastDate === 'string' &&
        (store.lastCompleteDate === null || typeof store.lastCompleteDate === 'string') &&
        typeof store.dataVersion === 'number',
    )
  )
}
