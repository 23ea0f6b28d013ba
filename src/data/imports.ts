import { and, asc, desc, eq, inArray, isNull, lt, type SQL, sql } from 'drizzle-orm'
import { retrying } from '../retry'
import { type Database, type MainDatabase, runStatements } from './database'
import { jsonSlices, jsonValues, rowArrays, selectRows } from './jsonRows'
import { importRejections, imports, people, stores } from './schema'
import type { StoreRef } from './storeKeys'

/** The rows of the history: what a row tells is the history's business, and text here. */

export type ImportRow = typeof imports.$inferSelect

/** An import that starts, or another entry of the history. */
export type NewImport = Pick<ImportRow, 'kind' | 'owner' | 'personId' | 'file' | 'fingerprint' | 'undoes'> & {
  at: Date
  storeIds: readonly number[]
  detail: unknown
}

/** In `storeIds`, a store that comes into being: no number, and of nobody but who has all stores. */
export const NEW_STORE = -1

/** Begins an entry, or finds the open one of the same owner and fingerprint. @returns its number */
export async function addImport(db: MainDatabase, entry: NewImport): Promise<number> {
  const [added, open] = await db.batch([insertImport(db, entry), selectOpen(db, entry)])
  return numberOf(added[0] ?? open[0])
}

/**
 * Begins the undo of an entry, which ends by that: nobody goes on with what is being taken back.
 * @returns its number; undefined where the entry has been taken back already: of two at once, one is first
 */
export async function addUndo(
  db: MainDatabase,
  entry: NewImport & { undoes: number },
): Promise<number | undefined> {
  const { undoes, at } = entry
  const [row] = rowArrays(imports, [rowOf(entry)])
  const holds = sql`EXISTS (SELECT 1 FROM ${imports} WHERE ${imports.id} = ${undoes} AND ${imports.undoneBy} IS NULL)`
  const [added] = await db.batch([
    db
      .insert(imports)
      .select(sql`${selectRows(imports, JSON.stringify([row]))} AND ${holds}`)
      .returning({ id: imports.id }),
    db
      .update(imports)
      .set({
        undoneBy: sql`(SELECT max(undo.id) FROM ${imports} AS undo WHERE undo.undoes = ${undoes})`,
        finishedAt: sql`coalesce(${imports.finishedAt}, ${at.toISOString()})`,
      })
      .where(and(eq(imports.id, undoes), isNull(imports.undoneBy))),
  ])
  return added[0]?.id
}

/** The number of what an owner has begun and not ended; undefined where there is nothing. */
export async function findOpen(
  db: MainDatabase,
  of: Pick<ImportRow, 'owner' | 'fingerprint'>,
): Promise<number | undefined> {
  const [rows] = await db.batch([selectOpen(db, of)])
  return rows[0]?.id
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

function insertImport(db: MainDatabase, entry: NewImport) {
  return db.insert(imports).values(rowOf(entry)).onConflictDoNothing().returning({ id: imports.id })
}

function selectOpen(db: MainDatabase, { owner, fingerprint }: Pick<ImportRow, 'owner' | 'fingerprint'>) {
  return db
    .select({ id: imports.id })
    .from(imports)
    .where(and(eq(imports.owner, owner), eq(imports.fingerprint, fingerprint ?? ''), isOpen))
}

function numberOf(row: { id: number } | undefined): number {
  if (!row) throw new Error('the import was not recorded')
  return row.id
}

/** Neither ended nor taken back. */
export const isOpen = and(isNull(imports.finishedAt), isNull(imports.undoneBy))

/**
 * What each part notes in its entry, in the batch that changes orders: that it is alive, and whose orders it changed.
 * The batch fails where the entry is open no more.
 */
export function notePart(db: Database, id: number, at: Date, storeIds: readonly number[]) {
  return db
    .update(imports)
    .set({
      // NOT NULL fails the batch.
      activeAt: sql`CASE WHEN ${isOpen} THEN ${at.toISOString()} END`,
      storeIds: sql`(SELECT json_group_array(value) FROM ${withStores(storeIds)})`,
    })
    .where(eq(imports.id, id))
}

/** An entry's stores and some more, each once, as a table of `value`. */
function withStores(storeIds: readonly number[]) {
  return sql`(SELECT value FROM json_each(${imports.storeIds}) UNION SELECT value FROM json_each(${JSON.stringify(storeIds)}))`
}

/** Whether a store is one of an entry's. */
function isOfEntry(id: number): SQL {
  return sql`${stores.id} IN (SELECT value FROM ${imports}, json_each(${imports.storeIds}) WHERE ${imports.id} = ${id})`
}

/** An entry, and where its stores are; these are not read where there is one database. */
export async function loadImportWithStores(
  db: MainDatabase,
  id: number,
): Promise<{ row: ImportRow; stores: StoreRef[] } | undefined> {
  const isSeveral = sql`${db.all.length} > 1`
  const [[row], found] = await db.batch([
    db.select().from(imports).where(eq(imports.id, id)),
    db
      .select({ id: stores.id, database: stores.database })
      .from(stores)
      .where(sql`${isSeveral} AND ${isOfEntry(id)}`),
  ])
  return row && { row, stores: found }
}

export async function loadImportRow(db: MainDatabase, id: number): Promise<ImportRow | undefined> {
  const [rows] = await db.batch([db.select().from(imports).where(eq(imports.id, id))])
  return rows[0]
}

/** The databases of an entry's stores as they are now, the main one first. No trip where there is one. */
export async function loadImportDatabases(db: MainDatabase, id: number): Promise<{ database: string }[]> {
  const main = { database: db.main.name }
  if (db.all.length === 1) return [main]
  const [rows] = await db.batch([
    db.select({ database: stores.database }).from(stores).where(isOfEntry(id)).groupBy(stores.database),
  ])
  return [main, ...rows.filter(({ database }) => database !== main.database)]
}

/**
 * Tells the databases of an entry's stores what has become of some entries: whether they hold, whose stores they name, and that nobody goes on
 * with them. A part that is under way there fails by that.
 */
export async function tellEntries(db: MainDatabase, id: number, entryIds: readonly number[]): Promise<void> {
  const [, ...others] = await loadImportDatabases(db, id)
  if (others.length === 0) return
  const [rows] = await db.batch([
    db
      .select()
      .from(imports)
      .where(inArray(imports.id, jsonValues(entryIds))),
  ])
  await Promise.all(
    others.map((other) => {
      const own = db.of(other)
      const statements = rows.map((row) =>
        own
          .insert(imports)
          .values({ ...row, fingerprint: null })
          .onConflictDoUpdate({
            target: imports.id,
            set: { undoneBy: row.undoneBy, finishedAt: row.finishedAt, storeIds: row.storeIds },
          }),
      )
      return retrying(() => runStatements(own, statements))
    }),
  )
}

/** A row beside who did it, and when its undo, if it has one, has ended. */
export type ListedImport = ImportRow & { by: string | null; undoFinishedAt: string | null }

/** The newest rows before one, with the name of who did it; of some stores alone, where those are given. */
export async function loadImportRows(
  db: MainDatabase,
  {
    beforeId,
    limit,
    id,
    onlyStoreIds,
  }: { beforeId: number | null; limit: number; id?: number; onlyStoreIds?: readonly number[] },
): Promise<ListedImport[]> {
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
        undoFinishedAt: sql<
          string | null
        >`(SELECT undo.finished_at FROM ${imports} AS undo WHERE undo.id = ${imports}.undone_by)`.as(
          'undo_finished_at',
        ),
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

/** Whether all stores of an entry are among some. */
export function touchesOnly(storeIds: readonly number[]) {
  return sql`json_array_length(${imports.storeIds}) > 0 AND NOT EXISTS (
    SELECT 1 FROM json_each(${imports.storeIds}) AS touched WHERE touched.value NOT IN ${jsonValues(storeIds)})`
}

/** Notes stores that an entry tells of, beside those whose orders it changed; one that was to come into being has its number by now. */
export async function addStores(db: MainDatabase, id: number, storeIds: readonly number[]): Promise<void> {
  await db.batch([
    db
      .update(imports)
      .set({ storeIds: numberedStores(storeIds) })
      .where(eq(imports.id, id)),
  ])
}

function numberedStores(storeIds: readonly number[]) {
  return sql`(SELECT json_group_array(value) FROM ${withStores(storeIds)} WHERE value <> ${NEW_STORE})`
}

/** Ends an entry. @param rejected lines, as they are kept */
export async function endImport(
  db: MainDatabase,
  id: number,
  end: {
    at: Date
    outcome: ImportRow['outcome']
    /** Stores that it tells of, beside those whose orders it changed. */
    storeIds?: readonly number[]
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
        // A store that was to come into being and has no number is none that it changed.
        storeIds: numberedStores(end.storeIds ?? []),
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
export async function markUndone(db: MainDatabase, id: number, undoneBy: number | null): Promise<void> {
  await db.batch([db.update(imports).set({ undoneBy }).where(eq(imports.id, id))])
}

/** The rejected lines of an import, as they were kept. */
export async function loadRejections(db: MainDatabase, id: number): Promise<unknown[]> {
  const [rows] = await db.batch([
    db
      .select({ lines: importRejections.lines })
      .from(importRejections)
      .where(eq(importRejections.importId, id))
      .orderBy(asc(importRejections.slice)),
  ])
  return rows.flatMap(({ lines }) => JSON.parse(lines) as unknown[])
}
