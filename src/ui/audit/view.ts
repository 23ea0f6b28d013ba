import type { AuditRecord } from '../../data/auditEvents'
import type { Unavailable } from '../problem'

export type AuditView =
  | {
      status: 'ready'
      /** Newest first. */
      events: readonly AuditRecord[]
      /** The ID to go on from; null where these are the oldest. */
      before: number | null
      nowIso: string
    }
  | Unavailable
