import { and, asc, desc, eq, ne, notInArray, or, type SQL, sql } from 'drizzle-orm'
import type { Role, TokenPurpose } from '../access/role'
import { errorText } from '../log'
import { type AuditEntry, auditInsert, auditInsertIfChanged } from './auditEvents'
import type { MainDatabase } from './database'
import { ownerOf } from './importAnswers'
import { jsonValues } from './jsonRows'
import { apiTokens, importAnswers, people, personStores, sessions, signInLinks, stores } from './schema'

/** A person as stored. Times are ISO 8601, UTC. */
export interface PersonRecord {
  id: number
  name: string
  role: Role
  /** All stores, those to come included. */
  allStores: boolean
  /** By name; none where he has all. */
  stores: { id: number; name: string }[]
  /** In lower case. */
  email: string | null
  active: boolean
  createdAt: string
  /** When he first signed in. */
  signedInAt: string | null
}

/** A personal link, without its secret. */
export interface LinkRecord {
  id: number
  createdAt: string
  /** Holds while no device has used it. */
  expiresAt: string
  devices: number
  maxDevices: number
}

/** A device that is signed in. */
export interface SessionRecord {
  id: number
  device: string
  country: string | null
  createdAt: string
  /** To the day. */
  usedAt: string
}

/** An API token, without its secret. */
export interface TokenRecord {
  id: number
  name: string
  purpose: TokenPurpose
  createdAt: string
  /** To the hour; null until the first use. */
  usedAt: string | null
}

export interface PersonWithProofs extends PersonRecord {
  links: LinkRecord[]
  sessions: SessionRecord[]
  tokens: TokenRecord[]
}

/** What an admin says of a person. */
export interface PersonDetails {
  name: string
  role: Role
  allStores: boolean
  /** None where he has all. */
  storeIds: readonly number[]
  email: string | null
  /** What tokens of the role may be for. */
  tokenPurposes: readonly TokenPurpose[]
}

/** Everybody, active people first, with links, devices and tokens. */
export async function loadPeople(db: MainDatabase): Promise<PersonWithProofs[]> {
  const [persons, own, links, devices, tokens] = await db.batch([
    db.select().from(people).orderBy(desc(people.active), asc(people.id)),
    db
      .select({ personId: personStores.personId, id: stores.id, name: stores.name })
      .from(personStores)
      .innerJoin(stores, eq(stores.id, personStores.storeId))
      .orderBy(asc(stores.name)),
    db.select().from(signInLinks).orderBy(desc(signInLinks.id)),
    db.select().from(sessions).orderBy(desc(sessions.usedAt)),
    db.select().from(apiTokens).orderBy(asc(apiTokens.id)),
  ])
  const storesOf = Map.groupBy(own, ({ personId }) => personId)
  const linksOf = Map.groupBy(links, ({ personId }) => personId)
  const devicesOf = Map.groupBy(devices, ({ personId }) => personId)
  const tokensOf = Map.groupBy(tokens, ({ personId }) => personId)
  return persons.map((person) => ({
    ...person,
    stores: person.allStores ? [] : (storesOf.get(person.id) ?? []).map(({ id, name }) => ({ id, name })),
    links: (linksOf.get(person.id) ?? []).map(linkRecord),
    sessions: (devicesOf.get(person.id) ?? []).map(sessionRecord),
    tokens: (tokensOf.get(person.id) ?? []).map(tokenRecord),
  }))
}

/** A person's devices and tokens. */
export async function loadOwnProofs(
  db: MainDatabase,
  personId: number,
): Promise<{ sessions: SessionRecord[]; tokens: TokenRecord[] }> {
  const [devices, tokens] = await db.batch([
    db.select().from(sessions).where(eq(sessions.personId, personId)).orderBy(desc(sessions.usedAt)),
    db.select().from(apiTokens).where(eq(apiTokens.personId, personId)).orderBy(asc(apiTokens.id)),
  ])
  return { sessions: devices.map(sessionRecord), tokens: tokens.map(tokenRecord) }
}

function linkRecord({ id, createdAt, expiresAt, devices, maxDevices }: LinkRecord): LinkRecord {
  return { id, createdAt, expiresAt, devices, maxDevices }
}

function sessionRecord({ id, device, country, createdAt, usedAt }: SessionRecord): SessionRecord {
  return { id, device, country, createdAt, usedAt }
}

function tokenRecord({ id, name, purpose, createdAt, usedAt }: TokenRecord): TokenRecord {
  return { id, name, purpose, createdAt, usedAt }
}

/** How a write about a person ended. */
export type PersonWrite =
  | { status: 'done'; personId: number }
  | { status: 'emailTaken' }
  | { status: 'nobodySuch' }
  /** There must be an active admin left. */
  | { status: 'lastAdmin' }

/** The person whose row was inserted last: within the batch that inserts it, the new one. */
const NEWEST_PERSON = sql`(SELECT id FROM ${people} ORDER BY id DESC LIMIT 1)`

export async function insertPerson(
  db: MainDatabase,
  details: PersonDetails,
  at: string,
  audit: Omit<AuditEntry, 'subjectId'>,
): Promise<PersonWrite> {
  const { name, role, allStores, email } = details
  return unlessEmailTaken(async () => {
    const [inserted] = await db.batch([
      db.insert(people).values({ name, role, allStores, email, createdAt: at }).returning({ id: people.id }),
      storesInsert(db, NEWEST_PERSON, details),
      auditInsert(db, { ...audit, at, subjectId: NEWEST_PERSON }),
    ])
    const personId = inserted[0]?.id
    if (personId === undefined) throw new Error('the person was not inserted')
    return { status: 'done', personId }
  })
}

export async function updatePerson(
  db: MainDatabase,
  personId: number,
  details: PersonDetails,
  at: string,
  audit: Omit<AuditEntry, 'subjectId'>,
): Promise<PersonWrite> {
  const { name, role, allStores, email } = details
  return unlessEmailTaken(async () => {
    const [updated] = await db.batch([
      db
        .update(people)
        .set({ name, role, allStores, email })
        .where(and(eq(people.id, personId), role === 'admin' ? sql`true` : leavesAnAdmin(personId)))
        .returning({ id: people.id }),
      auditInsertIfChanged(db, { ...audit, at, subjectId: personId }),
      // A person's token is no wider than the person: those that the new role does not carry go.
      db
        .delete(apiTokens)
        .where(
          and(
            eq(apiTokens.personId, personId),
            notInArray(apiTokens.purpose, [...details.tokenPurposes]),
            hasRole(personId, role),
          ),
        ),
      db.delete(personStores).where(and(eq(personStores.personId, personId), hasRole(personId, role))),
      storesInsert(db, sql`${personId}`, details),
    ])
    return updated.length > 0 ? { status: 'done', personId } : refusalOf(db, personId)
  })
}

/** Whether the guarded update before it in the batch was done. */
function hasRole(personId: number, role: Role) {
  return sql`EXISTS (SELECT 1 FROM ${people} WHERE ${people.id} = ${personId} AND ${people.role} = ${role})`
}

/** Whether there is an active admin beside somebody, or he is none himself. */
function leavesAnAdmin(personId: number) {
  return or(
    ne(people.role, 'admin'),
    eq(people.active, false),
    sql`EXISTS (SELECT 1 FROM people AS other WHERE other.role = 'admin' AND other.active = 1 AND other.id <> ${personId})`,
  )
}

function storesInsert(
  db: MainDatabase,
  personId: ReturnType<typeof sql>,
  { allStores, storeIds }: PersonDetails,
) {
  // The stores are looked up, for one may be gone, and only who has not all has any.
  return db.insert(personStores).select(
    sql`SELECT ${personId}, ${stores.id} FROM ${stores} WHERE ${stores.id} IN ${jsonValues(allStores ? [] : storeIds)}
      AND EXISTS (SELECT 1 FROM ${people} WHERE ${people.id} = ${personId} AND ${people.allStores} = 0)`,
  )
}

/** Ends all of a person's proofs; also where he is let in again, for one may have come since. He needs a new link then. */
export async function setActive(
  db: MainDatabase,
  personId: number,
  active: boolean,
  at: string,
  audit: Omit<AuditEntry, 'subjectId'>,
): Promise<PersonWrite> {
  const wasChanged = sql`EXISTS (SELECT 1 FROM ${people} WHERE ${people.id} = ${personId} AND ${people.active} = ${active ? 1 : 0})`
  const [updated] = await db.batch([
    db
      .update(people)
      .set({ active })
      .where(and(eq(people.id, personId), active ? sql`true` : leavesAnAdmin(personId)))
      .returning({ id: people.id }),
    auditInsertIfChanged(db, { ...audit, at, subjectId: personId }),
    ...endingOf(db, personId, wasChanged),
  ])
  return updated.length > 0 ? { status: 'done', personId } : refusalOf(db, personId)
}

/** Deletes a person and all that is stored of him; the audit trail keeps his number. */
export async function erasePerson(
  db: MainDatabase,
  personId: number,
  at: string,
  audit: Omit<AuditEntry, 'subjectId'>,
): Promise<PersonWrite> {
  const [deleted] = await db.batch([
    db
      .delete(people)
      .where(and(eq(people.id, personId), leavesAnAdmin(personId)))
      .returning({ id: people.id }),
    auditInsertIfChanged(db, { ...audit, at, subjectId: personId }),
    db
      .delete(importAnswers)
      .where(
        and(
          eq(importAnswers.owner, ownerOf(personId)),
          sql`NOT EXISTS (SELECT 1 FROM ${people} WHERE ${people.id} = ${personId})`,
        ),
      ),
  ])
  return deleted.length > 0 ? { status: 'done', personId } : refusalOf(db, personId)
}

/** Ends all of a person's links, devices and tokens; he stays. */
export async function revokeProofs(
  db: MainDatabase,
  personId: number,
  at: string,
  audit: Omit<AuditEntry, 'subjectId'>,
): Promise<PersonWrite> {
  const [found] = await db.batch([
    // Changes nothing of him: it tells the event whether there is such a person.
    db.update(people).set({ id: personId }).where(eq(people.id, personId)).returning({ id: people.id }),
    auditInsertIfChanged(db, { ...audit, at, subjectId: personId }),
    ...endingOf(db, personId, sql`true`),
  ])
  return found.length > 0 ? { status: 'done', personId } : { status: 'nobodySuch' }
}

/** What ends all of a person's proofs. @param only where this holds */
function endingOf(db: MainDatabase, personId: number, only: SQL) {
  return [
    db.delete(signInLinks).where(and(eq(signInLinks.personId, personId), only)),
    db.delete(sessions).where(and(eq(sessions.personId, personId), only)),
    db.delete(apiTokens).where(and(eq(apiTokens.personId, personId), only)),
  ] as const
}

/** Why a guarded write changed nothing. */
async function refusalOf(db: MainDatabase, personId: number): Promise<PersonWrite> {
  const [found] = await db.batch([db.select({ id: people.id }).from(people).where(eq(people.id, personId))])
  return { status: found.length > 0 ? 'lastAdmin' : 'nobodySuch' }
}

async function unlessEmailTaken(write: () => Promise<PersonWrite>): Promise<PersonWrite> {
  try {
    return await write()
  } catch (error) {
    if (errorText(error).includes('people.email')) return { status: 'emailTaken' }
    throw error
  }
}
