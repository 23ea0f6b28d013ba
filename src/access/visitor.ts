import type { KnownPerson } from '../data/proofs'
import type { Role, TokenPurpose } from './role'
import { everyStore, onlyStores, type StoreScope } from './scope'

/** A person as a request knows him. */
export interface Person {
  id: number
  name: string
  role: Role
  scope: StoreScope
  /** The stores that are named for him; none where he has all. */
  stores: readonly { id: number; name: string }[]
  email: string | null
}

/** How a person showed who he is. */
export type Proof =
  | { kind: 'session'; sessionId: number }
  | { kind: 'token'; tokenId: number; purpose: TokenPurpose }
  | { kind: 'cloudflareAccess' }

/** Why a request is nobody's. */
export type NobodyReason =
  | { reason: 'noProof' }
  /** The session of the cookie has ended: revoked, or 90 days unused. */
  | { reason: 'sessionEnded' }
  /** Cloudflare Access knows the address, and no active person has it. */
  | { reason: 'unknownEmail'; email: string }
  | { reason: 'badToken' }

/** Who a request is from. */
export type Visitor =
  | { kind: 'person'; person: Person; proof: Proof }
  /** Who has the secret IMPORT_TOKEN: an operator without a name, for imports alone. */
  | { kind: 'importToken' }
  | ({ kind: 'nobody' } & NobodyReason)

/** A person with the scope that follows from what is stored of him. */
export function toPerson({ id, name, role, allStores, stores, email }: KnownPerson): Person {
  const scope = allStores ? everyStore() : onlyStores(stores.map((store) => store.id))
  return { id, name, role, scope, stores, email }
}
