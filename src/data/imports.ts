import { and, asc, desc, eq, isNull, lt, sql } from 'drizzle-orm'
import type { Database } from './database'
import { jsonSlices, jsonValues, rowArrays, selectRows } from './jsonRows'
import { importChanges, importDays, importParts, importRejections, imports, people } from './schema'

/** The rows of the history: what a row tells is the history's business, and text here. */

export type ImportRow = typeof imports.$inferSelect

/** An import that starts, or another entry of the history. */
export type NewImport = Pick<ImportRow, 'kind' | 'owner' | 'personId' | 'file' | 'fingerprint' | 'undoes'> & {
  at: Date
  storeIds: readonly number[]
  detail: unknown
}

/** How long what an import changed is kept, so that it can be taken back. */
export const UNDO_DAYS = 30
const KEPT_DAYS = 400
const DAY_MS = 86_400_000

export async function addImport(db: Database, entry: NewImport): Promise<number> {
  const [added] = await db.batch([db.insert(imports).values(rowOf(entry)).returning({ id: imports.id })])
  const id = added[0]?.id
  if (id === undefined) throw new Error('the import was not recorded')
  return id
}

/**
 * Adds an entry that takes another one back, and notes that with the other.
 * @returns undefined where it has been taken back already: of two at once, one is first
 */
export async function addUndo(
  db: Database,
  entry: NewImport & { undoes: number },
): Promise<number | undefined> {
  const { undoes } = entry
  const [row] = rowArrays(imports, [rowOf(entry)])
  const holds = sql`EXISTS (SELECT 1 FROM ${imports} WHERE ${imports.id} = ${undoes} AND ${imports.undoneBy} IS NULL)`
  const [added] = await db.batch([
    db
      .insert(imports)
      .select(sql`${selectRows(imports, JSON.stringify([row]))} AND ${holds}`)
      .returning({ id: imports.id }),
    db
      .update(imports)
      .set({ undoneBy: sql`(SELECT max(id) FROM ${imports} AS latest WHERE latest.undoes = ${undoes})` })
      .where(and(eq(imports.id, undoes), isNull(imports.undoneBy))),
  ])
  return added[0]?.id
}

function rowOf({ at, storeIds, detail, ...row }: NewImport) {
  const instant = at.toISOString()
  return {
    ...row,
    startedAt: instant,
    activeAt: instant,
    outcome: 'running' as const,
    storeIds: JSON.stringify(storeIds),
    detail: JSON.stringify(detail),
  }
}

/** The import of a file that its sender has begun and not ended. */
export async function findUnfinished(
  db: Database,
  owner: string,
  fingerprint: string,
): Promise<ImportRow | undefined> {
  const [rows] = await db.batch([
    db
      .select()
      .from(imports)
      .where(and(eq(imports.owner, owner), eq(imports.fingerprint, fingerprint), isNull(imports.finishedAt)))
      .orderBy(desc(imports.id))
      .limit(1),
  ])
  return rows[0]
}

export async function loadImportRow(db: Database, id: number): Promise<ImportRow | undefined> {
  const [rows] = await db.batch([db.select().from(imports).where(eq(imports.id, id))])
  return rows[0]
}

/** The newest rows before one, with the name of who did it; of some stores alone, where those are given. */
export async function loadImportRows(
  db: Database,
  {
    beforeId,
    limit,
    id,
    onlyStoreIds,
  }: { beforeId: number | null; limit: number; id?: number; onlyStoreIds?: readonly number[] },
): Promise<(ImportRow & { by: string | null })[]> {
  const [rows] = await db.batch([
    db
      .select({
        id: imports.id,
        kind: imports.kind,
        owner: imports.owner,
        personId: imports.personId,
        startedAt: imports.startedAt,
        finishedAt: imports.finishedAt,
        activeAt: imports.activeAt,
        outcome: imports.outcome,
        file: imports.file,
        fingerprint: imports.fingerprint,
        storeIds: imports.storeIds,
        undoes: imports.undoes,
        undoneBy: imports.undoneBy,
        detail: imports.detail,
        by: sql<string | null>`${people.name}`.as('by_name'),
      })
      .from(imports)
      .leftJoin(people, eq(people.id, imports.personId))
      .where(
        and(
          beforeId === null ? undefined : lt(imports.id, beforeId),
          id === undefined ? undefined : eq(imports.id, id),
          onlyStoreIds && touchesOnly(onlyStoreIds),
        ),
      )
      .orderBy(desc(imports.id))
      .limit(limit),
  ])
  return rows
}

function touchesOnly(storeIds: readonly number[]) {
  return sql`json_array_length(${imports.storeIds}) > 0 AND NOT EXISTS (
    SELECT 1 FROM json_each(${imports.storeIds}) AS touched WHERE touched.value NOT IN ${jsonValues(storeIds)})`
}

/** Ends an entry. @param rejected lines, as they are kept */
export async function endImport(
  db: Database,
  id: number,
  end: {
    at: Date
    outcome: ImportRow['outcome']
    storeIds: readonly number[]
    detail: unknown
    rejected?: readonly unknown[]
  },
): Promise<void> {
  const instant = end.at.toISOString()
  await db.batch([
    db
      .update(imports)
      .set({
        finishedAt: instant,
        activeAt: instant,
        outcome: end.outcome,
        storeIds: JSON.stringify(end.storeIds),
        detail: JSON.stringify(end.detail),
      })
      .where(eq(imports.id, id)),
    db.delete(importRejections).where(eq(importRejections.importId, id)),
    ...jsonSlices(end.rejected ?? []).map((lines, slice) =>
      db.insert(importRejections).values({ importId: id, slice, lines }),
    ),
  ])
}

/** Notes which undo has taken an entry back; null where it holds again. */
export async function markUndone(db: Database, id: number, undoneBy: number | null): Promise<void> {
  await db.batch([db.update(imports).set({ undoneBy }).where(eq(imports.id, id))])
}

/** The rejected lines of an import, as they were kept. */
export async function loadRejections(db: Database, id: number): Promise<unknown[]> {
  const [rows] = await db.batch([
    db
      .select({ lines: importRejections.lines })
      .from(importRejections)
      .where(eq(importRejections.importId, id))
      .orderBy(asc(importRejections.slice)),
  ])
  return rows.flatMap(({ lines }) => JSON.parse(lines) as unknown[])
}

/** Forgets what imports can no more be taken back by, and old imports. */
export async function deleteOldImports(db: Database, now: Date): Promise<void> {
  const before = (days: number) => new Date(now.getTime() - days * DAY_MS).toISOString()
  // Numbers grow with time: one row tells up to which.
  const upTo = (days: number) =>
    sql`<= (SELECT ${imports.id} FROM ${imports} WHERE ${imports.startedAt} < ${before(days)} ORDER BY ${imports.startedAt} DESC LIMIT 1)`
  await db.batch([
    db.delete(importChanges).where(sql`${importChanges.importId} ${upTo(UNDO_DAYS)}`),
    db.delete(importRejections).where(sql`${importRejections.importId} ${upTo(UNDO_DAYS)}`),
    db.delete(importParts).where(sql`${importParts.importId} ${upTo(KEPT_DAYS)}`),
    db.delete(importDays).where(sql`${importDays.importId} ${upTo(KEPT_DAYS)}`),
    db.delete(imports).where(lt(imports.startedAt, before(KEPT_DAYS))),
  ])
}
