import { type CardRequest, resolveRequest } from '../cards/cardRequest'
import type { Services } from '../cards/services'
import type { Database } from '../data/database'
import { type Directory, loadDirectory, type StoreRecord } from '../data/directory'
import type { BusinessDate } from '../diagnosis/businessDate'
import { retrying } from '../retry'
import { TimeLimitError, withinLimit } from '../timeLimit'
import type { Problem } from '../ui/problem'
import { storeChoices } from './storeChoices'
import { unavailable } from './streamedPage'

/** Where rows are read: the stores asked for, the date, and a database opened for it. */
interface PageSource {
  db: Database
  directory: Directory
  stores: readonly StoreRecord[]
  businessDate: BusinessDate
}

/** How often rows are read of a database that fails. */
const ATTEMPTS = 3
const RETRY_PAUSE_MS = 60

/**
 * Reads what lies behind the figures, from the database itself. It never rejects, and it ends within the
 * limit of a visit.
 */
export async function loadPageData<T>(
  services: Services,
  request: CardRequest,
  read: (source: PageSource) => Promise<T>,
): Promise<T | Problem> {
  const attempt = async (): Promise<T | Problem> => {
    const db = services.openDatabase()
    const directory = await loadDirectory(db)
    const resolved = resolveRequest(directory, request)
    if (resolved.status === 'noData') return resolved
    if (resolved.status === 'unknownStore') return { ...resolved, directory: storeChoices(directory) }
    return read({ db, directory, stores: resolved.stores, businessDate: resolved.businessDate })
  }
  try {
    return await withinLimit(retrying(ATTEMPTS, RETRY_PAUSE_MS, attempt), services.answerLimitMs)
  } catch (error) {
    return unavailable(error instanceof TimeLimitError ? 'timeout' : 'database', error)
  }
}
