import { type CardRequest, resolveScope } from '../cards/scope'
import type { Services } from '../cards/services'
import type { Database } from '../data/database'
import type { StoreRecord } from '../data/directory'
import { type Directory, loadDirectory } from '../data/directory'
import type { BusinessDate } from '../diagnosis/businessDate'
import { retrying } from '../retry'
import { TimeLimitError, withinLimit } from '../timeLimit'
import type { Problem } from '../ui/problem'
import { storeChoices } from './storeChoices'
import { unavailable } from './streamedPage'

/** Where rows are read: the stores asked for, the date, and a database opened for it. */
export interface EvidenceScope {
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
export async function readEvidence<T>(
  services: Services,
  request: CardRequest,
  read: (scope: EvidenceScope) => Promise<T>,
): Promise<T | Problem> {
  const attempt = async (): Promise<T | Problem> => {
    const db = services.openDatabase()
    const directory = await loadDirectory(db)
    const scope = resolveScope(directory, request)
    if (scope.status === 'noData') return scope
    if (scope.status === 'unknownStore') return { ...scope, directory: storeChoices(directory) }
    return read({ db, directory, stores: scope.stores, businessDate: scope.businessDate })
  }
  try {
    return await withinLimit(retrying(ATTEMPTS, RETRY_PAUSE_MS, attempt), services.answerLimitMs)
  } catch (error) {
    return unavailable(error instanceof TimeLimitError ? 'timeout' : 'database', error)
  }
}
