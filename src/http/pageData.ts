import type { Context } from 'hono'
import type { VisibleDirectory, VisibleStore } from '../access/scope'
import { resolveRequest, type Selection } from '../cards/cardRequest'
import type { Database } from '../data/database'
import { loadDirectory } from '../data/directory'
import type { BusinessDate } from '../diagnosis/businessDate'
import { retrying } from '../retry'
import { TimeLimitError, withinLimit } from '../timeLimit'
import type { Problem } from '../ui/problem'
import type { AppContext } from './context'
import { storeChoices } from './storeChoices'
import { unavailable } from './streamedPage'

/** Where rows are read: the stores asked for, the date, and a database opened for it. */
interface PageSource {
  db: Database
  /** All stores that the visitor may see. */
  directory: VisibleDirectory
  stores: readonly VisibleStore[]
  businessDate: BusinessDate
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
  const attempt = async (): Promise<T | Problem> => {
    const db = services.openDatabase()
    const resolved = resolveRequest(await loadDirectory(db), { ...selection, scope })
    switch (resolved.status) {
      case 'resolved':
        return read({ db, ...resolved })
      case 'unknownStore':
        return { ...resolved, directory: storeChoices(resolved.directory) }
      case 'noData':
      case 'noStores':
        return resolved
    }
  }
  try {
    return await withinLimit(retrying(attempt), services.answerLimitMs)
  } catch (error) {
    return unavailable(error instanceof TimeLimitError ? 'timeout' : 'database', error)
  }
}
