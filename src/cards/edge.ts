import type { Cache } from '../cache/cache'
import { HEARTBEAT_KEY } from '../cache/keys'
import type { MainDatabase } from '../data/database'
import { type Directory, loadDirectory } from '../data/directory'
import { isRecord, parseJson } from '../json'
import { type RecentValues, recentValues } from '../recentValues'
import type { Card } from './card'
import {
  isThere,
  type Root,
  readEdgeDirectory,
  readRoot,
  standsInRoot,
  writeEdgeDirectory,
} from './edgeDirectory'

/**
 * The edge's copy of what stores there are and when the data was last checked. It follows the database, the source of
 * truth, up to a minute behind, and a place may read what another one has overwritten since: so the one value that changes names a
 * version, and what it names is never other stores.
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

/** What an isolate remembers of the edge, and of the database beside it. */
export interface EdgeMemory {
  /** The newest that it has read or written: an older one that the cache still shows is not believed. */
  heartbeat: Heartbeat | undefined
  /** That the heartbeat names. */
  directory: Directory | undefined
  /** As the database last said: perhaps newer than what the heartbeat names, but no card is judged by it before that does. */
  stored: Directory | undefined
  /** Of the directory that was last read at the edge or written there: which parts are there. */
  root: Root | undefined
  /** Parts that a root named and the cache did not show. */
  missingParts: Set<string>
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
    stored: undefined,
    root: undefined,
    missingParts: new Set(),
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
  const directory = await directoryAt(cache, memory, heartbeat.version)
  return directory && { directory, checkedAt: heartbeat.checkedAt, isFilling: heartbeat.isFilling === true }
}

async function directoryAt(
  cache: Cache,
  memory: EdgeMemory,
  version: number,
): Promise<Directory | undefined> {
  const known = [memory.directory, memory.stored].filter((each) => each !== undefined)
  const same = known.find((each) => each.version === version)
  if (same) return named(memory, same)
  const read = await readEdgeDirectory(cache, version, known)
  switch (read.status) {
    case 'noRoot':
      return undefined
    case 'missing':
      for (const hash of read.hashes) memory.missingParts.add(hash)
      return undefined
    case 'read':
      noteRoot(memory, read.root)
      return named(memory, read.directory)
  }
}

/** Remembers a directory, where the newest heartbeat names it: another visit may have read a newer one meanwhile. */
function named(memory: EdgeMemory, directory: Directory): Directory {
  if (memory.heartbeat?.version === directory.version) memory.directory = directory
  return directory
}

/** Remembers which parts are at the edge: all that a root names were found there, or written. */
function noteRoot(memory: EdgeMemory, root: Root): void {
  memory.root = root
  memory.missingParts.clear()
}

/** Reads what the edge knows. */
export async function readEdgeState(cache: Cache, memory: EdgeMemory): Promise<EdgeState | undefined> {
  return edgeState(cache, memory, (await cache.get([HEARTBEAT_KEY])).get(HEARTBEAT_KEY))
}

/** The directory as the database has it now, of which only what has changed since this isolate's is read. */
export async function currentDirectory(memory: EdgeMemory, db: MainDatabase): Promise<Directory> {
  const known = newestKnown(memory)
  const directory = await loadDirectory(db, known)
  noteStored(memory, known, directory)
  return directory
}

/** The newest directory that an isolate knows, from wherever. */
export function newestKnown({ directory, stored }: EdgeMemory): Directory | undefined {
  if (!directory || !stored) return directory ?? stored
  return stored.version >= directory.version ? stored : directory
}

/**
 * Remembers what the database has said. It may be of older data than was known, as after a restored backup; not so where another answer
 * of it came meanwhile.
 * @param before the newest that was known when it was asked
 */
export function noteStored(memory: EdgeMemory, before: Directory | undefined, directory: Directory): void {
  const known = newestKnown(memory)
  if (known !== before && known && known.version > directory.version) return
  memory.stored = directory
  if (memory.directory && memory.directory.version > directory.version) memory.directory = undefined
}

/** Writes a directory: of one of many stores, the parts that the edge lacks. */
export async function writeDirectory(
  cache: Cache,
  memory: EdgeMemory,
  directory: Directory,
  now: Date,
  ttlSeconds: number,
): Promise<void> {
  // Here it holds in any case, also where the cache does not take it.
  if (directory.version >= (memory.stored?.version ?? 0)) memory.stored = directory
  const root = memory.root ?? (await newestRoot(cache, memory, directory))
  const there = { root, missing: memory.missingParts }
  noteRoot(memory, await writeEdgeDirectory(cache, directory, there, now.getTime(), ttlSeconds))
}

/** The root of the directory that readers believe now; of one that stands in its root, nothing could be kept. */
async function newestRoot(cache: Cache, memory: EdgeMemory, directory: Directory): Promise<Root | undefined> {
  if (standsInRoot(directory)) return undefined
  const shown = parseHeartbeat((await cache.get([HEARTBEAT_KEY])).get(HEARTBEAT_KEY))
  const heartbeat = newer(shown, memory.heartbeat)
  return heartbeat && readRoot(cache, heartbeat.version)
}

/** Whether readers find a directory at the edge; `failing`: parts that it names are gone, or will be soon. */
export type DirectoryStanding = 'there' | 'failing' | 'gone'

/** How the directory of a version stands at the edge. */
export async function directoryStanding(
  cache: Cache,
  memory: EdgeMemory,
  version: number,
  now: Date,
  ttlSeconds: number,
): Promise<DirectoryStanding> {
  const root = await readRoot(cache, version)
  if (!root) return 'gone'
  return isThere(root, memory.missingParts, now.getTime(), ttlSeconds) ? 'there' : 'failing'
}

export async function writeHeartbeat(
  cache: Cache,
  memory: EdgeMemory,
  heartbeat: Heartbeat,
  ttlSeconds: number,
): Promise<void> {
  memory.heartbeat = newer(heartbeat, memory.heartbeat)
  if (memory.stored) named(memory, memory.stored)
  await cache.set(HEARTBEAT_KEY, JSON.stringify(heartbeat), ttlSeconds)
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
