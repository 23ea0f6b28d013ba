import type { BusinessDate } from '../../diagnosis/businessDate'
import type { StoreChange, StorePlan } from '../../history/storeChanges'
import type { Unavailable } from '../problem'

/** A store that its reader may change. */
export interface StoreEntry {
  id: number
  name: string
  firstDate: BusinessDate
  lastDate: BusinessDate
}

export type StoresView = { status: 'ready'; stores: readonly StoreEntry[] } | Unavailable

export type StoreView =
  | {
      status: 'ready'
      store: StoreEntry
      /** Stores that it can be merged into. */
      others: readonly StoreEntry[]
      refused?: ChangeRefused
    }
  | Unavailable

/** Why a change was not done, or cannot be. */
export interface ChangeRefused {
  change: ChangeName
  reason: RefusedReason
}

export type RefusedReason =
  | Extract<StoreChange, { status: 'refused' }>['reason']
  | 'unknownStore'
  | 'unreadableDate'

/** What can be done to a store, as addresses name it. */
export const CHANGE_NAMES = ['rename', 'merge', 'remove-day', 'remove'] as const
export type ChangeName = (typeof CHANGE_NAMES)[number]

/** What is asked for. */
export type AskedChange =
  | { name: 'rename'; to: string }
  | { name: 'merge'; into: StoreEntry; intoPlan: StorePlan }
  | { name: 'remove-day'; date: BusinessDate }
  | { name: 'remove' }

/** Before a store is changed: what that will do; once it has begun, what is left of it. */
export type ChangeView =
  | { status: 'ready'; store: StoreEntry; asked: AskedChange; plan: StorePlan; isBegun: boolean }
  | Unavailable
