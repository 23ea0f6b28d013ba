import type { OrderDetail } from '../../details/orderDetail'
import type { HistoryKind } from '../../history/importRecord'
import type { DetailProblem } from '../problem'

/** What brought an order. */
export interface OrderOrigin {
  importId: number
  kind: HistoryKind
  /** The name of its file; null where it has none. */
  file: string | null
  /** On which the order begins; null where nobody kept that. */
  fileLine: number | null
}

export type OrderView =
  | {
      status: 'ready'
      order: OrderDetail
      /** null where it is not known, or not the reader's to open. */
      origin: OrderOrigin | null
    }
  | DetailProblem
