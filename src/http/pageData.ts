import type { Context } from 'hono'
import type { VisibleDirectory, VisibleStore } from '../access/scope'
import { resolveRequest, type Selection } from '../cards/cardRequest'
import { currentDirectory, newestKnown, readEdgeState } from '../cards/edge'
import type { Services } from '../cards/services'
import { DamagedArchiveError } from '../data/archive/archivedDays'
import type { MainDatabase } from '../data/database'
import type { Directory } from '../data/directory'
import type { BusinessDate } from '../diagnosis/businessDate'
import { errorText, logEvent } from '../log'
import { retrying } from '../retry'
import { TimeLimitError, withinLimit } from '../timeLimit'
import type { Problem } from '../ui/problem'
import type { AppContext } from './context'
import { storeChoices } from './storeChoices'
import { unavailable } from './streamedPage'

/** Where rows are read: the stores asked for, the date, and a database opened for it. */
interface PageSource {
  db: MainDatabase
  /** All stores that the visitor may see. */
  directory: VisibleDirectory
  stores: readonly VisibleStore[]
  businessDate: BusinessDate
}

/** The directory as this isolate or the edge knows it; perhaps an older one. */
async function knownDirectory({ cache, edge }: Services): Promise<Directory | undefined> {
  try {
    return newestKnown(edge) ?? (await readEdgeState(cache, edge))?.directory
  } catch {
    return undefined
  }
}

/**
 * Reads what lies behind the figures of the visitor's stores, from the database itself. It never rejects, and it ends within the
 * limit of a visit.
 */
export async function loadPageData<T>(
  context: Context<AppContext>,
  selection: Selection,
  read: (source: PageSource) => Promise<T>,
): Promise<T | Problem> {
  const { services, scope } = context.var
  const readFrom = async (db: MainDatabase, directory: Directory): Promise<T | Problem> => {
    const resolved = resolveRequest(directory, { ...selection, scope })
    switch (resolved.status) {
      case 'resolved':
        return read({ db, ...resolved })
      case 'unknownStore':
        return { ...resolved, directory: storeChoices(resolved.directory, resolved.stores) }
      case 'noData':
      case 'noStores':
        return resolved
    }
  }
  const attempt = async (): Promise<T | Problem> => {
    const db = services.openDatabase()
    const known = await knownDirectory(services)
    if (!known) return readFrom(db, await currentDirectory(services.edge, db))
    // The trip that tells whether the directory is still the newest is under way while the rows are read by it, close by.
    const near = services.openNearDatabase?.()
    const [directory, early] = await Promise.allSettled([
      currentDirectory(services.edge, db),
      readFrom(near?.db ?? db, known),
    ])
    if (directory.status === 'rejected') throw directory.reason
    const isBehind = near?.isBehind(directory.value)
    if (directory.value.version !== known.version || isBehind) return readFrom(db, directory.value)
    if (early.status === 'fulfilled') return early.value
    // What fails close by may be there all the same, as right after a migration.
    if (near) return readFrom(db, directory.value)
    throw early.reason
  }
  try {
    return await withinLimit(retrying(attempt), services.answerLimitMs)
  } catch (error) {
    if (error instanceof DamagedArchiveError) {
      logEvent('page.damagedDays', { storeId: error.storeId, dates: error.dates, error: errorText(error) })
      const store = services.edge.directory?.withId(error.storeId)?.name ?? ''
      return { status: 'damagedDays', store, dates: error.dates }
    }
    return unavailable(error instanceof TimeLimitError ? 'timeout' : 'database', error)
  }
}
