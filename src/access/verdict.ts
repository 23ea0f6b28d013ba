import { includesRole, type Role, type TokenPurpose } from './role'
import { everyStore, type StoreScope } from './scope'
import type { Visitor } from './visitor'

/** Who may look at all: nobody, people, or everybody who has the address. */
export type AccessMode = 'closed' | 'people' | 'public'

/**
 * What a route lets its visitors do. `operate`: look after what was imported, on pages. `own`: look after the own
 * devices and tokens.
 */
export type Action = 'read' | 'import' | 'operate' | 'manage' | 'own'

/** Whether a visitor may do something, and of which stores. */
export type Verdict =
  | { status: 'granted'; scope: StoreScope }
  /** Nobody may, whoever he is. */
  | { status: 'closed' }
  /** It is not known who the visitor is. */
  | { status: 'unknown' }
  /** It is known, and he may not: his role, or what his token is for, is another. */
  | { status: 'forbidden'; needs: Role; token?: WrongToken }

/** A token that is for something else. */
export interface WrongToken {
  purpose: TokenPurpose
  /** What a token would have to be for; null where a person has to sign in. */
  needed: TokenPurpose | null
}

const NEEDED_ROLES: Record<Action, Role> = {
  read: 'viewer',
  import: 'operator',
  operate: 'operator',
  manage: 'admin',
  own: 'viewer',
}

/** The purpose of a token that opens an action; what is no program's business needs a person. */
const PURPOSES: Record<Action, TokenPurpose | null> = {
  read: 'read',
  import: 'import',
  operate: null,
  manage: 'people',
  own: null,
}

/** @param hasImportToken whether the deployment has the secret IMPORT_TOKEN */
export function verdictOn(
  visitor: Visitor,
  action: Action,
  { mode, hasImportToken }: { mode: AccessMode; hasImportToken: boolean },
): Verdict {
  if (action === 'import' && visitor.kind === 'importToken') return { status: 'granted', scope: everyStore() }
  if (mode === 'closed') {
    // Where there is a token for it, importing is not closed: its sender has to show it.
    return { status: action === 'import' && hasImportToken ? 'unknown' : 'closed' }
  }
  const granted = visitor.kind === 'person' ? verdictOnPerson(visitor, action) : undefined
  if (granted?.status === 'granted') return granted
  if (action === 'read' && mode === 'public') return { status: 'granted', scope: everyStore() }
  if (granted) return granted
  if (visitor.kind === 'nobody') return { status: 'unknown' }
  const token = { purpose: 'import', needed: PURPOSES[action] } as const
  return { status: 'forbidden', needs: NEEDED_ROLES[action], token }
}

function verdictOnPerson(
  { person, proof }: Extract<Visitor, { kind: 'person' }>,
  action: Action,
): Extract<Verdict, { status: 'granted' | 'forbidden' }> {
  const needs = NEEDED_ROLES[action]
  const needed = PURPOSES[action]
  if (proof.kind === 'token' && proof.purpose !== needed) {
    return { status: 'forbidden', needs, token: { purpose: proof.purpose, needed } }
  }
  return includesRole(person.role, needs)
    ? { status: 'granted', scope: person.scope }
    : { status: 'forbidden', needs }
}
