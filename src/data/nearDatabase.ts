import { type Bindings, bindingsOf, MAIN_DATABASE, type MainDatabase, MOST_BYTES, openAll } from './database'
import type { Directory } from './directoryParts'

/** Copies of the databases that may be close by, and behind. */
export interface NearDatabase {
  db: MainDatabase
  /** Whether what was read may be of older data than a directory tells of. */
  isBehind(directory: Pick<Directory, 'version' | 'parts'>): boolean
}

/** Opens the nearest copies of D1 for one unit of work (Cloudflare's D1 Sessions API). Where there are no copies it is the databases themselves. */
export function openNearDatabase(d1: D1Database | Bindings): NearDatabase {
  const copies = new Map([...bindingsOf(d1)].map(([name, binding]) => [name, nearCopy(name, binding)]))
  const near = new Map([...copies].map(([name, { copy }]) => [name, copy]))
  return {
    db: openAll(near, MOST_BYTES, true),
    isBehind: (directory) => [...copies.values()].some(({ isBehind }) => isBehind(directory)),
  }
}

/** What the first batches have seen: of the main database the newest data, of another one the version of each store. */
const SEEN = {
  main: 'SELECT 0 AS id, version FROM data_clock',
  other: 'SELECT id, data_version AS version FROM stores',
}

/** What several first batches saw that were under way together: what all of them have. */
type Seen = ReadonlyMap<number, number>

function leastOf(before: Seen | undefined, rows: readonly { id: number; version: number }[]): Seen {
  return new Map(rows.map(({ id, version }) => [id, Math.min(version, before?.get(id) ?? version)]))
}

/**
 * A copy that finds out with its first batch how far it is. In a database beside the main one, stores' versions are written in another order than
 * they are taken: there the newest of them says nothing of the others.
 */
function nearCopy(name: string, d1: D1Database) {
  const session = d1.withSession('first-unconstrained')
  const isMain = name === MAIN_DATABASE
  let seen: Seen | undefined
  const batch = async <T>(statements: D1PreparedStatement[]): Promise<D1Result<T>[]> => {
    if (seen) return session.batch<T>(statements)
    const versions = session.prepare(isMain ? SEEN.main : SEEN.other)
    const [first, ...results] = await session.batch<T>([versions, ...statements])
    const rows = (first?.results ?? []) as { id: number; version: number }[]
    seen = leastOf(seen, rows)
    return results
  }
  const copy: Pick<D1Database, 'prepare' | 'batch'> = { prepare: (sql) => session.prepare(sql), batch }
  const isBehind = ({ version, parts }: Pick<Directory, 'version' | 'parts'>): boolean => {
    // What was not asked is behind nothing.
    if (!seen) return false
    const versionOf = (id: number) => seen?.get(id) ?? 0
    if (isMain) return versionOf(0) < version
    return parts.some(({ stores }) =>
      stores.some(({ id, database, dataVersion }) => database === name && versionOf(id) < dataVersion),
    )
  }
  return { copy: copy as D1Database, isBehind }
}
