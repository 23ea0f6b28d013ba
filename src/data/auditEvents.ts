import { and, desc, eq, getTableColumns, gte, lt, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import type { Role } from '../access/role'
import type { ListName } from '../diagnosis/lists/index'
import type { MainDatabase } from './database'
import { AUDIT_DAYS } from './retention'
import { auditEvents, people } from './schema'

/** What is recorded, with what belongs to it. No names: they are looked up when the trail is read. */
export type AuditDetail =
  | { event: 'signIn'; device: string }
  | { event: 'signOut' }
  | { event: 'personAdded' | 'personChanged'; role: Role; stores: 'all' | number }
  | { event: 'personDeactivated' }
  | { event: 'personActivated' }
  | { event: 'personErased' }
  | { event: 'linkMade' }
  | { event: 'proofsRevoked' }
  | { event: 'sessionRevoked'; device: string }
  | { event: 'otherSessionsRevoked' }
  | { event: 'tokenMade' | 'tokenRevoked'; purpose: string }
  | { event: 'import'; outcome: string; stores: number; lines: number; ordersChanged: number }
  /** Beside imports: what was done to stores, days and imports, by its number in the history. */
  | { event: 'ordersChanged'; kind: string; importId: number; orders: number }
  /** To another database, by its binding's name. */
  | { event: 'storeMoved'; store: number; to: string }
  | { event: 'export'; rule: ListName; format: string; businessDate: string; days: number; rows: number }

export type AuditEventName = AuditDetail['event']

/** By what proof it was done. */
export type AuditVia = (typeof auditEvents.via.enumValues)[number]

/** Who did it, and from where. */
export interface AuditSource {
  /** null for the secret IMPORT_TOKEN and for the public. */
  personId: number | null
  via: AuditVia
  /** Two letters; null where the platform does not tell. */
  country: string | null
}

export interface AuditEntry extends Omit<AuditSource, 'personId'> {
  personId: number | SQL | null
  detail: AuditDetail
  /** The person whom it was done to. */
  subjectId?: number | SQL | null
}

/** An event as the trail shows it. */
export interface AuditRecord {
  id: number
  at: string
  event: AuditEventName
  /** name: null for a person who has been erased. */
  who: { id: number; name: string | null } | null
  via: AuditVia
  subject: { id: number; name: string | null } | null
  country: string | null
  detail: Record<string, string | number>
}

export const AUDIT_PAGE_EVENTS = 100

/** The statement that records an event, for the batch that does what it tells of. @param only where this holds */
export function auditInsert(db: MainDatabase, entry: AuditEntry & { at: string }, only = sql`true`) {
  return db.insert(auditEvents).select(sql`SELECT ${valuesOf(entry)} WHERE ${only}`)
}

/** The same where the statement just before it in the batch has changed anything. */
export function auditInsertIfChanged(db: MainDatabase, entry: AuditEntry & { at: string }) {
  return auditInsert(db, entry, sql`changes() > 0`)
}

/** In the order of the table's columns. */
function valuesOf({
  at,
  personId,
  via,
  subjectId = null,
  country,
  detail,
}: AuditEntry & { at: string }): SQL {
  const { event, ...rest } = detail
  const values = [null, at, event, personId, via, subjectId, country, JSON.stringify(rest)]
  return sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  )
}

export async function recordEvent(db: MainDatabase, entry: AuditEntry & { at: string }): Promise<void> {
  await db.batch([auditInsert(db, entry)])
}

/**
 * A page of the trail, newest first.
 * @param beforeId only events before this one; null for the newest
 */
export async function loadAuditEvents(
  db: MainDatabase,
  beforeId: number | null,
  now: Date,
): Promise<AuditRecord[]> {
  const subject = alias(people, 'subject')
  const [rows] = await db.batch([
    db
      .select({
        ...getTableColumns(auditEvents),
        name: people.name,
        // D1 hands the rows of a batch over by the columns' names: two of the same would be one.
        subjectName: sql<string | null>`${subject.name}`.as('subject_name'),
      })
      .from(auditEvents)
      .leftJoin(people, eq(people.id, auditEvents.personId))
      .leftJoin(subject, eq(subject.id, auditEvents.subjectId))
      .where(
        and(
          beforeId === null ? undefined : lt(auditEvents.id, beforeId),
          gte(auditEvents.at, keptSince(now)),
        ),
      )
      .orderBy(desc(auditEvents.id))
      .limit(AUDIT_PAGE_EVENTS),
  ])
  return rows.map(({ id, at, event, personId, name, via, subjectId, subjectName, country, detail }) => ({
    id,
    at,
    event: event as AuditEventName,
    who: personId === null ? null : { id: personId, name },
    via,
    subject: subjectId === null ? null : { id: subjectId, name: subjectName },
    country,
    detail: JSON.parse(detail) as Record<string, string | number>,
  }))
}

/** Events from before it are not shown: they are deleted within a day. */
function keptSince(now: Date): string {
  return new Date(now.getTime() - AUDIT_DAYS * 86_400_000).toISOString()
}
