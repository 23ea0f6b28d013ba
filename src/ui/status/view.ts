import type { Status } from '../../status/status'
import type { DetailProblem } from '../problem'

export type StatusView =
  | {
      status: 'ready'
      system: Status
      /** Whether the reader may import what is missing. */
      mayImport: boolean
    }
  | DetailProblem

/** How a store's card of its last day stands against the store's data. */
export type StoreStatus = Status['stores'][number]
