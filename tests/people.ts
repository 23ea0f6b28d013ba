import { purposesOf, type Role, type TokenPurpose } from '../src/access/role'
import { hashOf, newSecret } from '../src/access/secret'
import { makeLink, signInByLink } from '../src/access/signIn'
import { openDatabase } from '../src/data/database'
import { insertPerson } from '../src/data/people'
import { insertToken } from '../src/data/proofs'
import type { Env } from '../src/env'

/** People of tests, in the database as the application itself would put them there. */

const COMMAND = { personId: null, via: 'command', country: null } as const

export interface TestPerson {
  id: number
  name: string
  /** A new personal link's secret, in place of the one before. */
  link(now?: Date): Promise<string>
  /** A new session's secret. */
  session(now?: Date): Promise<string>
  /** The headers of a new session's device, on localhost. */
  device(now?: Date): Promise<{ cookie: string }>
  /** The headers of a program with a new token. */
  program(purpose: TokenPurpose): Promise<{ authorization: string }>
}

/** @param of `stores` by name; 'all' for all */
export async function personIn(
  { DB }: Pick<Env, 'DB'>,
  of: { name?: string; role?: Role; stores?: 'all' | readonly string[]; email?: string } = {},
  madeAt = new Date(),
): Promise<TestPerson> {
  const db = openDatabase(DB)
  const { name = '王店长', role = 'viewer', stores = 'all', email = null } = of
  const storeIds = stores === 'all' ? [] : await storeIdsOf(DB, stores)
  const details = {
    name,
    role,
    allStores: stores === 'all',
    storeIds,
    email,
    tokenPurposes: purposesOf(role),
  }
  const written = await insertPerson(db, details, madeAt.toISOString(), {
    ...COMMAND,
    detail: { event: 'personAdded', role, stores: stores === 'all' ? 'all' : stores.length },
  })
  if (written.status !== 'done') throw new Error(`${name} was not added: ${written.status}`)
  const id = written.personId

  const link = async (now = madeAt) => {
    const made = await makeLink(db, id, now, COMMAND)
    if (!made) throw new Error(`${name} gets no link`)
    return made.secret
  }
  const session = async (now = madeAt) => {
    const device = { device: 'iPhone · WeChat', country: 'CN' }
    const outcome = await signInByLink(db, await link(now), device, undefined, now)
    if (outcome.status !== 'signedIn') throw new Error(`${name} was not signed in: ${outcome.status}`)
    return outcome.secret
  }
  return {
    id,
    name,
    link,
    session,
    device: async (now) => ({ cookie: `session=${await session(now)}` }),
    async program(purpose) {
      const secret = newSecret()
      const token = { personId: id, tokenHash: await hashOf(secret), name: 'a program', purpose }
      if (!(await insertToken(db, token, madeAt, COMMAND))) throw new Error(`${name} has too many tokens`)
      return { authorization: `Bearer ${secret}` }
    },
  }
}

async function storeIdsOf(DB: D1Database, names: readonly string[]): Promise<number[]> {
  const { results } = await DB.prepare('SELECT id, name FROM stores').all<{ id: number; name: string }>()
  return names.map((name) => {
    const store = results.find((row) => row.name === name)
    if (!store) throw new Error(`no store ${name}`)
    return store.id
  })
}

/** Every row of a table. */
export async function rowsIn({ DB }: Pick<Env, 'DB'>, table: string): Promise<Record<string, unknown>[]> {
  const { results } = await DB.prepare(`SELECT * FROM ${table}`).all<Record<string, unknown>>()
  return results
}
