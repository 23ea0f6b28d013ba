import { describe, expect, test } from 'vitest'
import { ROLES, type Role, TOKEN_PURPOSES, type TokenPurpose } from '../../src/access/role'
import { everyStore, onlyStores, type StoreScope } from '../../src/access/scope'
import { type AccessMode, type Action, verdictOn } from '../../src/access/verdict'
import type { Proof, Visitor } from '../../src/access/visitor'

/** What a role may do, and which of it a token of each purpose opens: written down here once more, by hand. */
const MAY: Record<Role, readonly Action[]> = {
  viewer: ['read', 'own'],
  operator: ['read', 'import', 'operate', 'own'],
  admin: ['read', 'import', 'operate', 'manage', 'own'],
}
const OPENS: Record<TokenPurpose, Action> = { read: 'read', import: 'import', people: 'manage' }
const NEEDS = {
  read: 'viewer',
  import: 'operator',
  operate: 'operator',
  manage: 'admin',
  own: 'viewer',
} as const

const ACTIONS: readonly Action[] = ['read', 'import', 'operate', 'manage', 'own']
const OPEN_MODES = ['people', 'public'] as const
const ALL = { status: 'granted', scope: everyStore() }

const PROOFS: readonly Proof[] = [
  { kind: 'session', sessionId: 1 },
  { kind: 'cloudflareAccess' },
  ...TOKEN_PURPOSES.map((purpose) => ({ kind: 'token', tokenId: 1, purpose }) as const),
]

const nameOf = (proof: Proof) => (proof.kind === 'token' ? `${proof.purpose} token` : proof.kind)
const judged = (visitor: Visitor, action: Action, mode: AccessMode, hasImportToken = true) =>
  verdictOn(visitor, action, { mode, hasImportToken })

function person(role: Role, proof: Proof, scope: StoreScope): Visitor {
  return {
    kind: 'person',
    person: { id: 7, name: '王店长', role, scope, stores: [{ id: 3, name: '一店' }], email: null },
    proof,
  }
}

const NOBODIES: readonly Visitor[] = [
  { kind: 'nobody', reason: 'noProof' },
  { kind: 'nobody', reason: 'sessionEnded' },
  { kind: 'nobody', reason: 'badToken' },
  { kind: 'nobody', reason: 'unknownEmail', email: 'a@b.c' },
]

const CASES = ROLES.flatMap((role) =>
  PROOFS.flatMap((proof) =>
    ACTIONS.flatMap((action) =>
      OPEN_MODES.map((mode) => {
        const opened = proof.kind !== 'token' || OPENS[proof.purpose] === action
        return { role, by: nameOf(proof), action, mode, proof, may: opened && MAY[role].includes(action) }
      }),
    ),
  ),
)

describe('a person may do what the role may and the proof opens, of the own stores', () => {
  test.each(CASES)('$role by $by, to $action, in mode $mode: $may', ({ role, proof, action, mode, may }) => {
    const scope = role === 'admin' ? everyStore() : onlyStores([3])
    const verdict = judged(person(role, proof, scope), action, mode)
    // Who may not read as himself reads in public as everybody does.
    const asPublic =
      mode === 'public' && action === 'read' ? ALL : { status: 'forbidden', needs: NEEDS[action] }
    expect(verdict).toMatchObject(may ? { status: 'granted', scope } : asPublic)
  })
})

test('in public, who is signed in sees the own stores and no more', () => {
  const visitor = person('viewer', { kind: 'session', sessionId: 1 }, onlyStores([3]))
  expect(judged(visitor, 'read', 'public')).toEqual({ status: 'granted', scope: onlyStores([3]) })
})

describe('who is nobody', () => {
  test.each(NOBODIES)('%o is asked who he is, and reads in public', (visitor) => {
    for (const action of ACTIONS) expect(judged(visitor, action, 'people')).toEqual({ status: 'unknown' })
    expect(judged(visitor, 'read', 'public')).toEqual(ALL)
    for (const action of ['import', 'operate', 'manage', 'own'] as const) {
      expect(judged(visitor, action, 'public')).toEqual({ status: 'unknown' })
    }
  })
})

describe('in mode closed', () => {
  const visitors = [
    ...NOBODIES,
    ...ROLES.flatMap((role) => PROOFS.map((proof) => person(role, proof, everyStore()))),
  ]
  test('nobody reads, manages or looks after anything of his own, an admin neither', () => {
    for (const visitor of [...visitors, { kind: 'importToken' } as const]) {
      for (const action of ['read', 'operate', 'manage', 'own'] as const) {
        expect(judged(visitor, action, 'closed')).toEqual({ status: 'closed' })
      }
    }
  })

  test('an import asks for IMPORT_TOKEN where the deployment has it, and is closed where not', () => {
    for (const visitor of visitors) {
      expect(judged(visitor, 'import', 'closed')).toEqual({ status: 'unknown' })
      expect(judged(visitor, 'import', 'closed', false)).toEqual({ status: 'closed' })
    }
  })
})

test('IMPORT_TOKEN imports of all stores in every mode, and opens nothing else', () => {
  const visitor = { kind: 'importToken' } as const
  for (const mode of ['closed', 'people', 'public'] as const) {
    expect(judged(visitor, 'import', mode)).toEqual(ALL)
  }
  for (const action of ['read', 'operate', 'manage', 'own'] as const) {
    expect(judged(visitor, action, 'people')).toMatchObject({ status: 'forbidden', needs: NEEDS[action] })
  }
  expect(judged(visitor, 'read', 'public')).toEqual(ALL)
})

test('a token that is for something else is told what it is for, and what is needed', () => {
  const by = (purpose: 'read' | 'import' | 'people') =>
    person('admin', { kind: 'token', tokenId: 1, purpose }, everyStore())
  expect(judged(by('read'), 'import', 'people')).toMatchObject({
    token: { purpose: 'read', needed: 'import' },
  })
  expect(judged(by('people'), 'own', 'people')).toMatchObject({ token: { purpose: 'people', needed: null } })
  expect(judged({ kind: 'importToken' }, 'read', 'people')).toMatchObject({
    token: { purpose: 'import', needed: 'read' },
  })
  const viewer = person('viewer', { kind: 'session', sessionId: 1 }, everyStore())
  expect(judged(viewer, 'manage', 'people')).toEqual({ status: 'forbidden', needs: 'admin' })
})
