import type { RunRecord } from '../../data/runs'
import type { Status } from '../../status/status'
import type { DetailProblem } from '../problem'

/** A refresh; what is counted over all stores is null for a reader who does not see them all. */
export type RunStatus = Omit<RunRecord, Counted> & Record<Counted, number | null>

type Counted = 'stores' | 'readable' | 'shards' | 'rowsRead' | 'rowsWritten'

export type SystemStatus = Omit<Status, 'runs'> & { runs: readonly RunStatus[] }

export type StatusView = { status: 'ready'; system: SystemStatus } | DetailProblem

/** How a store's card of its last day stands against the store's data. */
export type StoreStatus = Status['stores'][number]
