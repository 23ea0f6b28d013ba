import type { PersonDetails } from '../data/people'
import { MAX_CHARS } from '../limits'
import { isRole, purposesOf, type Role } from './role'

/** What is said of a person in a form or by a program, before it is checked. */
export interface PersonClaim {
  name: string
  role: string
  allStores: boolean
  /** By name. */
  stores: readonly string[]
  email: string
}

/** Why what is said of a person is not taken. */
export type DetailsProblem =
  | { code: 'nameMissing' }
  | { code: 'nameTooLong'; maxChars: number }
  | { code: 'unreadableRole' }
  /** Neither all stores nor any was chosen. */
  | { code: 'noStores' }
  | { code: 'unknownStores'; stores: readonly string[] }
  | { code: 'unreadableEmail' }

export type CheckedDetails =
  | { status: 'good'; details: PersonDetails }
  | { status: 'refused'; problem: DetailsProblem }

/** RFC 5321. */
const MAX_EMAIL_CHARS = 254
const EMAIL = /^[^\s@<>,;"]+@[^\s@<>,;"]+$/
/** Controls and direction marks, which no name needs and a page would obey. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]/gu

/** @param storeIds of all stores that there are, by name */
export function checkPerson(
  claim: PersonClaim,
  storeIds: Pick<ReadonlyMap<string, number>, 'get'>,
): CheckedDetails {
  const name = claim.name.replace(UNSEEN, '').trim()
  const email = claim.email.trim().toLowerCase()
  if (name === '') return refused({ code: 'nameMissing' })
  if (name.length > MAX_CHARS.personName) {
    return refused({ code: 'nameTooLong', maxChars: MAX_CHARS.personName })
  }
  if (!isRole(claim.role)) return refused({ code: 'unreadableRole' })
  if (email !== '' && (email.length > MAX_EMAIL_CHARS || !EMAIL.test(email))) {
    return refused({ code: 'unreadableEmail' })
  }
  const { role } = claim
  const details = { name, role, email: email || null, tokenPurposes: purposesOf(role) }
  if (hasAllStores(role, claim.allStores)) {
    return { status: 'good', details: { ...details, allStores: true, storeIds: [] } }
  }
  if (claim.stores.length === 0) return refused({ code: 'noStores' })
  const unknown = claim.stores.filter((store) => storeIds.get(store) === undefined)
  if (unknown.length > 0) return refused({ code: 'unknownStores', stores: unknown })
  const ids = claim.stores.flatMap((store) => storeIds.get(store) ?? [])
  return { status: 'good', details: { ...details, allStores: false, storeIds: ids } }
}

/** Who manages people could give himself any store: an admin has them all. */
function hasAllStores(role: Role, chosen: boolean): boolean {
  return role === 'admin' || chosen
}

function refused(problem: DetailsProblem): CheckedDetails {
  return { status: 'refused', problem }
}
