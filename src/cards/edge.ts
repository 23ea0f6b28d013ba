import type { Cache } from '../cache/cache'
import { DIRECTORY_KEY, HEARTBEAT_KEY } from '../cache/keys'
import type { Directory } from '../data/directory'
import { isRecord, parseJson } from '../json'

/** The edge's copy of what stores there are and when the data was last checked: eventually consistent with the database, the source of truth. */
export interface EdgeState {
  directory: Directory
  heartbeat: Heartbeat
}

/** When the data was last checked, and its version then. */
interface Heartbeat {
  checkedAt: string
  version: number
}

/** Reads directory and heartbeat; undefined where either is missing or not what it should be. */
export async function readEdgeState(cache: Cache): Promise<EdgeState | undefined> {
  const values = await cache.get([DIRECTORY_KEY, HEARTBEAT_KEY])
  const directory = parseJson(values.get(DIRECTORY_KEY))
  const heartbeat = parseJson(values.get(HEARTBEAT_KEY))
  return isDirectory(directory) && isHeartbeat(heartbeat) ? { directory, heartbeat } : undefined
}

export async function writeDirectory(cache: Cache, directory: Directory, ttlSeconds: number): Promise<void> {
  await cache.set(DIRECTORY_KEY, JSON.stringify(directory), ttlSeconds)
}

export async function writeHeartbeat(cache: Cache, heartbeat: Heartbeat, ttlSeconds: number): Promise<void> {
  await cache.set(HEARTBEAT_KEY, JSON.stringify(heartbeat), ttlSeconds)
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
