import { directoryKey, HEARTBEAT_KEY } from '../src/cache/keys'
import type { Env } from '../src/env'

/** The key of the directory that the heartbeat names. */
export async function currentDirectoryKey({ CACHE }: Pick<Env, 'CACHE'>): Promise<string> {
  const heartbeat = JSON.parse((await CACHE.get(HEARTBEAT_KEY)) ?? '{}') as { version?: number }
  return directoryKey(heartbeat.version ?? 0)
}
