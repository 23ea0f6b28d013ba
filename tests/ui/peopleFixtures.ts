import type { PersonWithProofs, SessionRecord, TokenRecord } from '../../src/data/people'
import type { ReadyPeople } from '../../src/ui/people/props'
import type { StoreChoice } from '../../src/ui/problem'

/** People with what they are signed in with, on 2026-01-19. */

export const NOW = '2026-01-19T00:08:00.000Z'
/** As long as a real one. */
export const SECRET = 'Ab3_-'.repeat(8).concat('xyz')

export function sessionOf(session: Partial<SessionRecord> = {}): SessionRecord {
  return {
    id: 7,
    device: 'iPhone · Safari',
    country: 'CN',
    createdAt: '2025-11-03T02:00:00.000Z',
    usedAt: '2026-01-18T03:00:00.000Z',
    ...session,
  }
}

export function tokenOf(token: Partial<TokenRecord> = {}): TokenRecord {
  return {
    id: 5,
    name: '夜间导入',
    purpose: 'import',
    createdAt: '2026-01-02T02:00:00.000Z',
    usedAt: null,
    ...token,
  }
}

export function personOf(person: Partial<PersonWithProofs> = {}): PersonWithProofs {
  return {
    id: 12,
    name: '李雷',
    role: 'viewer',
    allStores: false,
    stores: [{ id: 1, name: '朝阳店' }],
    email: null,
    active: true,
    createdAt: '2025-12-20T01:00:00.000Z',
    signedInAt: '2025-12-21T01:00:00.000Z',
    links: [],
    sessions: [sessionOf()],
    tokens: [],
    ...person,
  }
}

export const ADMIN = personOf({ id: 1, name: '王芳', role: 'admin', allStores: true, stores: [] })

export function storeChoiceOf(store: string): StoreChoice {
  return { store, firstDate: '2026-01-01', lastDate: '2026-01-18' }
}

export function peopleOf(view: Partial<ReadyPeople> = {}): ReadyPeople {
  return {
    status: 'ready',
    people: [ADMIN, personOf()],
    stores: ['朝阳店', '海淀店'].map(storeChoiceOf),
    meId: 1,
    nowIso: NOW,
    ...view,
  }
}
