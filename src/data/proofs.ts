import { and, eq, gt, isNull, lt, ne, or, type SQL, sql } from 'drizzle-orm'
import type { Role, TokenPurpose } from '../access/role'
import { type AuditSource, auditInsert, auditInsertIfChanged } from './auditEvents'
import type { MainDatabase } from './database'
import { apiTokens, auditEvents, people, sessions, signInLinks } from './schema'

/** Personal links, sessions and API tokens: what shows who somebody is. D1 knows their secrets by hash alone. */

/** An active person, with the stores that he may see; none named where he has all. */
export interface KnownPerson {
  id: number
  name: string
  role: Role
  allStores: boolean
  stores: { id: number; name: string }[]
  email: string | null
}

/** What is selected beside it needs names of its own: D1 hands the rows of a batch over by the columns' names. */
const KNOWN_PERSON = {
  id: people.id,
  name: people.name,
  role: people.role,
  allStores: people.allStores,
  email: people.email,
  // Written out: in a query of one table, drizzle leaves the tables out of its columns' names.
  storesJson: sql<string>`(SELECT json_group_array(json_array(stores.id, stores.name)) FROM person_stores
    INNER JOIN stores ON stores.id = person_stores.store_id WHERE person_stores.person_id = people.id)`.as(
    'stores_json',
  ),
}

function knownPerson({
  storesJson,
  ...person
}: Omit<KnownPerson, 'stores'> & { storesJson: string }): KnownPerson {
  const own = JSON.parse(storesJson) as [id: number, name: string][]
  return { ...person, stores: person.allStores ? [] : own.map(([id, name]) => ({ id, name })) }
}

/** The person of a session that has not ended. */
export async function findSession(
  db: MainDatabase,
  tokenHash: string,
  now: Date,
): Promise<{ person: KnownPerson; sessionId: number; usedAt: string } | undefined> {
  const [rows] = await db.batch([
    db
      .select({
        ...KNOWN_PERSON,
        sessionId: sql<number>`${sessions.id}`.as('session_id'),
        usedAt: sessions.usedAt,
      })
      .from(sessions)
      .innerJoin(people, and(eq(people.id, sessions.personId), eq(people.active, true)))
      .where(and(eq(sessions.tokenHash, tokenHash), gt(sessions.expiresAt, now.toISOString()))),
  ])
  if (!rows[0]) return undefined
  const { sessionId, usedAt, ...person } = rows[0]
  return { person: knownPerson(person), sessionId, usedAt }
}

/** Notes that a session was used, and lets it live on from now. */
export async function renewSession(
  db: MainDatabase,
  sessionId: number,
  now: Date,
  expiresAt: string,
): Promise<void> {
  await db.batch([
    db.update(sessions).set({ usedAt: now.toISOString(), expiresAt }).where(eq(sessions.id, sessionId)),
  ])
}

/** The person of an API token. */
export async function findToken(
  db: MainDatabase,
  tokenHash: string,
): Promise<
  { person: KnownPerson; tokenId: number; purpose: TokenPurpose; usedAt: string | null } | undefined
> {
  const [rows] = await db.batch([
    db
      .select({
        ...KNOWN_PERSON,
        tokenId: sql<number>`${apiTokens.id}`.as('token_id'),
        purpose: apiTokens.purpose,
        usedAt: apiTokens.usedAt,
      })
      .from(apiTokens)
      .innerJoin(people, and(eq(people.id, apiTokens.personId), eq(people.active, true)))
      .where(eq(apiTokens.tokenHash, tokenHash)),
  ])
  if (!rows[0]) return undefined
  const { tokenId, purpose, usedAt, ...person } = rows[0]
  return { person: knownPerson(person), tokenId, purpose, usedAt }
}

export async function noteTokenUse(db: MainDatabase, tokenId: number, now: Date): Promise<void> {
  await db.batch([db.update(apiTokens).set({ usedAt: now.toISOString() }).where(eq(apiTokens.id, tokenId))])
}

/** @param email in lower case */
export async function findByEmail(db: MainDatabase, email: string): Promise<KnownPerson | undefined> {
  const [rows] = await db.batch([
    db
      .select(KNOWN_PERSON)
      .from(people)
      .where(and(eq(people.email, email), eq(people.active, true))),
  ])
  return rows[0] && knownPerson(rows[0])
}

/** Notes that a person has come by Cloudflare Access: once in so many milliseconds. */
export async function noteAccessVisit(
  db: MainDatabase,
  personId: number,
  now: Date,
  everyMs: number,
  country: string | null,
): Promise<void> {
  const at = now.toISOString()
  const since = new Date(now.getTime() - everyMs).toISOString()
  const isNoted = sql`EXISTS (SELECT 1 FROM ${auditEvents} WHERE ${auditEvents.at} > ${since}
    AND ${auditEvents.personId} = ${personId} AND ${auditEvents.via} = 'cloudflareAccess' AND ${auditEvents.event} = 'signIn')`
  const entry = {
    personId,
    via: 'cloudflareAccess',
    country,
    at,
    detail: { event: 'signIn', device: '' },
  } as const
  await db.batch([
    auditInsert(db, entry, sql`NOT ${isNoted}`),
    db
      .update(people)
      .set({ signedInAt: at })
      .where(and(eq(people.id, personId), isNull(people.signedInAt))),
  ])
}

/**
 * Makes a person a link, in place of those that he has.
 * @returns the person's name; undefined where there is no such active person
 */
export async function insertLink(
  db: MainDatabase,
  link: { personId: number; tokenHash: string; expiresAt: string; maxDevices: number },
  now: Date,
  source: AuditSource,
): Promise<string | undefined> {
  const { personId, tokenHash, expiresAt, maxDevices } = link
  const at = now.toISOString()
  const [, , , persons] = await db.batch([
    db.delete(signInLinks).where(eq(signInLinks.personId, personId)),
    db.insert(signInLinks).select(
      sql`SELECT NULL, ${people.id}, ${tokenHash}, ${at}, ${expiresAt}, 0, ${maxDevices} FROM ${people}
          WHERE ${people.id} = ${personId} AND ${people.active} = 1`,
    ),
    auditInsertIfChanged(db, { ...source, at, detail: { event: 'linkMade' }, subjectId: personId }),
    db
      .select({ name: people.name })
      .from(people)
      .where(and(eq(people.id, personId), eq(people.active, true))),
  ])
  return persons[0]?.name
}

/** What a link is good for now. */
export type LinkState =
  | { status: 'good'; personId: number }
  /** Never made, or revoked. */
  | { status: 'unknown' }
  | { status: 'expired'; personId: number }
  | { status: 'usedUp'; personId: number; maxDevices: number }

export async function findLink(db: MainDatabase, tokenHash: string, now: Date): Promise<LinkState> {
  const [rows] = await db.batch([
    db
      .select({
        personId: signInLinks.personId,
        devices: signInLinks.devices,
        maxDevices: signInLinks.maxDevices,
        expiresAt: signInLinks.expiresAt,
      })
      .from(signInLinks)
      .innerJoin(people, and(eq(people.id, signInLinks.personId), eq(people.active, true)))
      .where(eq(signInLinks.tokenHash, tokenHash)),
  ])
  const [link] = rows
  if (!link) return { status: 'unknown' }
  const { personId, devices, maxDevices, expiresAt } = link
  if (devices >= maxDevices) return { status: 'usedUp', personId, maxDevices }
  if (devices === 0 && expiresAt <= now.toISOString()) return { status: 'expired', personId }
  return { status: 'good', personId }
}

/** A session to be begun: the hash of its secret, and the device that it is of. */
export interface NewSession {
  tokenHash: string
  device: string
  country: string | null
  expiresAt: string
}

/**
 * Uses a link up by one device and begins its session, both or neither.
 * @returns whether the link was good for it
 */
export async function useLink(
  db: MainDatabase,
  linkHash: string,
  { tokenHash, device, country, expiresAt }: NewSession,
  now: Date,
): Promise<boolean> {
  const at = now.toISOString()
  const ofLink: SQL = sql`(SELECT ${signInLinks.personId} FROM ${signInLinks} WHERE ${signInLinks.tokenHash} = ${linkHash})`
  const [used] = await db.batch([
    db
      .update(signInLinks)
      .set({ devices: sql`${signInLinks.devices} + 1` })
      .where(
        and(
          eq(signInLinks.tokenHash, linkHash),
          lt(signInLinks.devices, signInLinks.maxDevices),
          or(gt(signInLinks.devices, 0), gt(signInLinks.expiresAt, at)),
          sql`EXISTS (SELECT 1 FROM ${people} WHERE ${people.id} = ${signInLinks.personId} AND ${people.active} = 1)`,
        ),
      )
      .returning({ id: signInLinks.id }),
    db
      .insert(sessions)
      .select(
        sql`SELECT NULL, ${ofLink}, ${tokenHash}, ${device}, ${country}, ${at}, ${at}, ${expiresAt} WHERE changes() > 0`,
      ),
    auditInsertIfChanged(db, {
      personId: ofLink,
      via: 'link',
      country,
      at,
      detail: { event: 'signIn', device },
    }),
    db
      .update(people)
      .set({ signedInAt: at })
      .where(
        and(
          sql`${people.id} = ${ofLink}`,
          sql`${people.signedInAt} IS NULL`,
          sql`EXISTS (SELECT 1 FROM ${sessions} WHERE ${sessions.tokenHash} = ${tokenHash})`,
        ),
      ),
  ])
  return used.length > 0
}

/** Ends a session of a person. @returns whether he had it */
export async function endSession(
  db: MainDatabase,
  personId: number,
  sessionId: number,
  now: Date,
  source: AuditSource,
  event: 'signOut' | 'sessionRevoked',
): Promise<boolean> {
  const meant = and(eq(sessions.id, sessionId), eq(sessions.personId, personId))
  const [found] = await db.batch([db.select({ device: sessions.device }).from(sessions).where(meant)])
  if (!found[0]) return false
  const detail = event === 'signOut' ? ({ event } as const) : ({ event, device: found[0].device } as const)
  const [ended] = await db.batch([
    db.delete(sessions).where(meant).returning({ id: sessions.id }),
    auditInsertIfChanged(db, { ...source, at: now.toISOString(), detail, subjectId: personId }),
  ])
  return ended.length > 0
}

/** Ends a person's sessions but for one, null for all, and the links that would begin others. */
export async function endOtherSessions(
  db: MainDatabase,
  personId: number,
  exceptId: number | null,
  now: Date,
  source: AuditSource,
): Promise<void> {
  await db.batch([
    db.delete(sessions).where(and(eq(sessions.personId, personId), ne(sessions.id, exceptId ?? 0))),
    auditInsertIfChanged(db, {
      ...source,
      at: now.toISOString(),
      detail: { event: 'otherSessionsRevoked' },
      subjectId: personId,
    }),
    db.delete(signInLinks).where(eq(signInLinks.personId, personId)),
  ])
}

/** Tokens that a person may have: more than anybody names apart. */
const MAX_TOKENS = 20

/** @returns false where the person has as many as he may */
export async function insertToken(
  db: MainDatabase,
  token: { personId: number; tokenHash: string; name: string; purpose: TokenPurpose },
  now: Date,
  source: AuditSource,
): Promise<boolean> {
  const { personId, tokenHash, name, purpose } = token
  const at = now.toISOString()
  const [inserted] = await db.batch([
    db
      .insert(apiTokens)
      .select(
        sql`SELECT NULL, ${personId}, ${tokenHash}, ${name}, ${purpose}, ${at}, NULL
          WHERE (SELECT count(*) FROM ${apiTokens} WHERE ${apiTokens.personId} = ${personId}) < ${MAX_TOKENS}
          AND EXISTS (SELECT 1 FROM ${people} WHERE ${people.id} = ${personId} AND ${people.active} = 1)`,
      )
      .returning({ id: apiTokens.id }),
    auditInsertIfChanged(db, { ...source, at, detail: { event: 'tokenMade', purpose }, subjectId: personId }),
  ])
  return inserted.length > 0
}

/** @returns whether the person had it */
export async function deleteToken(
  db: MainDatabase,
  personId: number,
  tokenId: number,
  now: Date,
  source: AuditSource,
): Promise<boolean> {
  const meant = and(eq(apiTokens.id, tokenId), eq(apiTokens.personId, personId))
  const [found] = await db.batch([db.select({ purpose: apiTokens.purpose }).from(apiTokens).where(meant)])
  if (!found[0]) return false
  const detail = { event: 'tokenRevoked', purpose: found[0].purpose } as const
  const [deleted] = await db.batch([
    db.delete(apiTokens).where(meant).returning({ id: apiTokens.id }),
    auditInsertIfChanged(db, { ...source, at: now.toISOString(), detail, subjectId: personId }),
  ])
  return deleted.length > 0
}
