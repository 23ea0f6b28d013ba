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

export type StoresView =
  | {
      status: 'ready'
      /** Of many, the first by name, or those whose names hold what was typed. */
      stores: readonly StoreEntry[]
      /** How many stores these are of. */
      count: number
      /** Whether there are too many to list them all. */
      areMany: boolean
      /** What was typed of a name. */
      typed: string
    }
  | Unavailable

export type StoreView =
  | {
      status: 'ready'
      store: StoreEntry
      /** Stores that it can be merged into: of many, those that what was typed may mean. */
      others: readonly StoreEntry[]
      /** Whether there are too many to offer each of them; then, what was typed of one. */
      many?: { typed: string }
      refused?: ChangeRefused
    }
  | Unavailable

/** Why a change was not done, or cannot be. */
export interface ChangeRefused {
  change: ChangeName
  reason: RefusedReason
  /** That it is about, where it is about some. */
  dates?: readonly BusinessDate[]
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
