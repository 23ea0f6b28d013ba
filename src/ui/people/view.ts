import type { DetailsProblem } from '../../access/personDetails'
import type { Role } from '../../access/role'
import type { PersonWithProofs } from '../../data/people'
import type { StoreDirectory, Unavailable } from '../problem'

/** The field of the form that takes names of stores, one a line, where there are too many to tick. */
export const STORE_LINES_FIELD = 'stores'

/** Why a form about people was not taken. */
export type PeopleProblem =
  | DetailsProblem
  /** Another person has the address. */
  | { code: 'emailTaken' }
  | { code: 'nobodySuch' }
  /** There must be an admin left. */
  | { code: 'lastAdmin' }

/** What was typed into a form about a person. */
export interface PersonForm {
  name: string
  role: Role
  allStores: boolean
  /** Names of the stores that are ticked, or of many, typed. */
  stores: readonly string[]
  email: string
}

export type PeopleView =
  | {
      status: 'ready'
      people: readonly PersonWithProofs[]
      /** All stores that there are. */
      stores: StoreDirectory
      /** The admin who looks. */
      meId: number
      nowIso: string
      /** A link that was just made: shown this once. */
      newLink?: { personId: number; name: string; url: string; devices: number; days: number }
      /** The person whose form is open. */
      editId?: number
      /** The person who was just changed. */
      savedId?: number
      /** What was not taken, of whom (null: of the person to be added), and what was typed. */
      refused?: { personId: number | null; problem: PeopleProblem; form?: PersonForm }
    }
  | Unavailable
