import { type SQL, sql } from 'drizzle-orm'
import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core'
import { type Database, isSpent } from './database'
import { isOpen } from './imports'
import { acquireLease, NOW_MS, releaseLease } from './leases'
import { OPENING_DISTANCE_DAYS, OPENINGS_DENSE_DAYS } from './openings'
import { ROLLUP_VERSION } from './rollupRecord'
import {
  auditEvents,
  databaseSizes,
  dataClock,
  formerCards,
  importAnswers,
  importChanges,
  importDays,
  importParts,
  importRejections,
  imports,
  leases,
  openings,
  refreshedSchemas,
  runShards,
  runs,
  schemaCards,
  sessions,
  signInLinks,
  stores,
} from './schema'

/**
 * What is kept how long. Orders, their roll-ups, products, stores and people have no end by time; whatever else grows has one here, with
 * its reason in docs/storage.md.
 */

/** How long what an import changed is kept, so that it can be taken back. */
export const UNDO_DAYS = 30
/** Of who did what; the trail shows nothing older. */
export const AUDIT_DAYS = 365
/** A year and a month, so that the same month of last year can be looked up: the history of imports, and answers that nobody has used since. */
const HISTORY_DAYS = 400
/** As far back as the page on missing days leads; a visit makes the card of an older day anew. */
const CARD_DAYS = 35
/** A version of the code that was taken back may come again within a week. */
const SCHEMA_DAYS = 7
/** A month of runs every five minutes. */
const RUNS = 9_000

const DAY_MS = 86_400_000

/** As of when, and by which code. */
interface Moment {
  now: Date
  /** Of the cards that this code makes. */
  cardsVersion: number
}

/** What the history says, which is in the main database. */
interface History {
  /** The number of the last import that is older; numbers grow with time. */
  lastImport(days: number): SQL
  /** Whether an import leaves the history. */
  isOldImport: SQL
  /** Imports that are being taken back, as what follows IN: what has begun to be taken back is taken back to its end. */
  undoing: SQL
}

/** Rows that have had their time. */
interface Retention {
  table: SQLiteTable
  /** Which rows of the table, as what follows its key in a SELECT. */
  old(at: Moment & History): SQL
  /** Whether there are such rows beside the orders too, in a database that is not the main one. */
  isEverywhere?: true
  /** How many a statement deletes, where they are large. */
  atOnce?: number
}

const SMALL_AT_ONCE = 200
/** Of up to a megabyte each. */
const LARGE_AT_ONCE = 25

/** What belongs to an import goes before it: by its row the others are found. */
const RETENTIONS: readonly Retention[] = [
  {
    table: sessions,
    old: ({ now }) => sql`FROM ${sessions} WHERE ${sessions.expiresAt} < ${now.toISOString()}`,
  },
  {
    table: signInLinks,
    old: ({ now }) =>
      sql`FROM ${signInLinks} WHERE ${signInLinks.devices} = 0 AND ${signInLinks.expiresAt} < ${now.toISOString()}`,
  },
  {
    table: auditEvents,
    old: ({ now }) => sql`FROM ${auditEvents} WHERE ${auditEvents.at} < ${before(now, AUDIT_DAYS)}`,
  },
  {
    table: importChanges,
    old: ({ lastImport, undoing }) =>
      sql`FROM ${importChanges} WHERE ${importChanges.importId} <= ${lastImport(UNDO_DAYS)} AND ${importChanges.importId} NOT IN ${undoing}`,
    atOnce: LARGE_AT_ONCE,
    isEverywhere: true,
  },
  {
    table: importRejections,
    old: ({ lastImport }) =>
      sql`FROM ${importRejections} WHERE ${importRejections.importId} <= ${lastImport(UNDO_DAYS)}`,
    atOnce: LARGE_AT_ONCE,
  },
  {
    table: importParts,
    old: ({ lastImport }) =>
      sql`FROM ${importParts} WHERE ${importParts.importId} <= ${lastImport(HISTORY_DAYS)}`,
    isEverywhere: true,
  },
  {
    table: importDays,
    old: ({ lastImport }) =>
      sql`FROM ${importDays} WHERE ${importDays.importId} <= ${lastImport(HISTORY_DAYS)}`,
    isEverywhere: true,
  },
  {
    table: imports,
    old: ({ isOldImport }) => sql`FROM ${imports} WHERE ${isOldImport}`,
    isEverywhere: true,
  },
  {
    table: importAnswers,
    // Each import that uses them notes them anew.
    old: ({ now }) =>
      sql`FROM ${importAnswers} WHERE ${importAnswers.answeredAt} < ${before(now, HISTORY_DAYS)}`,
  },
  {
    table: databaseSizes,
    old: ({ now }) => sql`FROM ${databaseSizes} WHERE ${databaseSizes.day} < ${before(now, HISTORY_DAYS)}`,
  },
  {
    table: runShards,
    old: () => sql`FROM ${runShards} WHERE ${runShards.runId} <= ${LAST_OLD_RUN}`,
  },
  { table: runs, old: () => sql`FROM ${runs} WHERE ${runs.id} <= ${LAST_OLD_RUN}` },
  {
    table: leases,
    // Somebody slow may still believe that he has one which has just ended.
    old: () => sql`FROM ${leases} WHERE ${leases.expiresAtMs} < ${NOW_MS} - ${DAY_MS}`,
    isEverywhere: true,
  },
  { table: formerCards, old: () => sql`FROM ${formerCards}` },
  {
    table: schemaCards,
    // From the stores to the old ends of their cards: no other card is looked at. A store without days needs none.
    old: () =>
      sql`FROM ${stores} CROSS JOIN ${schemaCards} ON ${schemaCards.storeId} = ${stores.id}
        AND ${schemaCards.businessDate} < coalesce(date(coalesce(${stores.lastCompleteDate}, ${stores.firstDate}), ${`-${CARD_DAYS} days`}), '9999')`,
  },
  {
    table: schemaCards,
    // All cards are looked at, but only where there is such a schema.
    old: (at) =>
      sql`FROM ${refreshedSchemas} CROSS JOIN ${schemaCards} ON ${schemaCards.schema} = ${refreshedSchemas.schema} WHERE ${isOldSchema(at)}`,
  },
  {
    table: refreshedSchemas,
    old: (at) =>
      sql`FROM ${refreshedSchemas} WHERE ${isOldSchema(at)} AND NOT EXISTS (
        SELECT 1 FROM ${schemaCards} WHERE ${schemaCards.schema} = ${refreshedSchemas.schema})`,
  },
  {
    table: openings,
    // One of a store at a time, the earliest: whether the next one is needed depends on it.
    old: () =>
      sql`FROM ${openings} WHERE (${openings.storeId}, ${openings.businessDate}) IN (
        SELECT store_id, min(business_date) FROM (
          SELECT ${openings.storeId} AS store_id, ${openings.businessDate} AS business_date, ${stores.lastDate} AS last_date,
            coalesce(lag(${openings.businessDate}) OVER of_store, ${stores.firstDate}) AS earlier,
            lead(${openings.businessDate}) OVER of_store AS later
          FROM ${openings} JOIN ${stores} ON ${stores.id} = ${openings.storeId}
          WHERE ${openings.rollupVersion} = ${ROLLUP_VERSION}
          WINDOW of_store AS (PARTITION BY ${openings.storeId} ORDER BY ${openings.businessDate})
        )
        WHERE business_date < date(last_date, ${`-${OPENINGS_DENSE_DAYS} days`})
          AND julianday(later) - julianday(earlier) <= ${OPENING_DISTANCE_DAYS}
        GROUP BY store_id)`,
    isEverywhere: true,
  },
]

function before(now: Date, days: number): string {
  return new Date(now.getTime() - days * DAY_MS).toISOString()
}

/** The history beside what is forgotten, for the statements to ask. */
function ownHistory({ now }: Moment): History {
  return {
    lastImport: (days) =>
      sql`(SELECT ${imports.id} FROM ${imports} WHERE ${imports.startedAt} < ${before(now, days)} ORDER BY ${imports.startedAt} DESC LIMIT 1)`,
    isOldImport: sql`${imports.startedAt} < ${before(now, HISTORY_DAYS)}`,
    undoing: sql`(SELECT ${imports.undoes} FROM ${imports} WHERE ${imports.undoes} IS NOT NULL AND ${isOpen})`,
  }
}

/**
 * The history of the main database, for another one: what is beside the orders there is forgotten as the originals are. These may be gone
 * already, so the first import that is not old tells; where there is none, the last that there is.
 */
async function mainHistory({ main }: Database, { now }: Moment): Promise<History> {
  const lastBefore = (days: number) =>
    sql<number | null>`coalesce(
      (SELECT ${imports.id} - 1 FROM ${imports} WHERE ${imports.startedAt} >= ${before(now, days)} ORDER BY ${imports.startedAt}, ${imports.id} LIMIT 1),
      (SELECT max(${imports.id}) FROM ${imports}))`
  const [[row]] = await main.batch([
    main
      .select({
        ofUndo: lastBefore(UNDO_DAYS).as('of_undo'),
        ofHistory: lastBefore(HISTORY_DAYS).as('of_history'),
        undoing:
          sql<string>`(SELECT json_group_array(${imports.undoes}) FROM ${imports} WHERE ${imports.undoes} IS NOT NULL AND ${isOpen})`.as(
            'undoing',
          ),
      })
      .from(dataClock),
  ])
  const lastImport = (days: number) => sql`${(days === UNDO_DAYS ? row?.ofUndo : row?.ofHistory) ?? null}`
  return {
    lastImport,
    // By its number: of a copy nothing else has to be as in the original.
    isOldImport: sql`${imports.id} <= ${lastImport(HISTORY_DAYS)}`,
    undoing: sql`(SELECT value FROM json_each(${row?.undoing ?? '[]'}))`,
  }
}

const LAST_OLD_RUN = sql`(SELECT max(${runs.id}) - ${RUNS} FROM ${runs})`

function isOldSchema({ now, cardsVersion }: Moment): SQL {
  return sql`${refreshedSchemas.schema} <> ${cardsVersion} AND ${refreshedSchemas.refreshedAt} < ${before(now, SCHEMA_DAYS)}`
}

/** What a run deletes at most: whoever looks at a page asks the same database. */
const ROWS_A_RUN = 1_000
/** Longer than a run takes for them, shorter than the time to the next one. */
const RUN_TTL_MS = 4 * 60_000

/**
 * Deletes what has had its time in one database: once a day, in small statements, some rows a run. What is left goes on with the next run.
 * @returns `notNow`: it has been done within a day, or somebody else is at it
 */
export async function forgetOld(db: Database, at: Moment): Promise<'notNow' | 'more' | 'done'> {
  const lease = { name: 'retention', owner: crypto.randomUUID(), ttlMs: RUN_TTL_MS }
  if (!(await acquireLease(db, lease))) return 'notNow'
  const isMain = db === db.main
  const history = isMain ? ownHistory(at) : await mainHistory(db, at)
  let left = ROWS_A_RUN
  for (const retention of RETENTIONS.filter(({ isEverywhere }) => isMain || isEverywhere)) {
    let deleted: number
    do {
      if (left <= 0 || isSpent(db)) {
        await releaseLease(db, lease)
        return 'more'
      }
      deleted = await deleteSome(db, retention, { ...at, ...history }, left)
      left -= deleted
    } while (deleted > 0)
  }
  await acquireLease(db, { ...lease, ttlMs: DAY_MS })
  return 'done'
}

/** @returns how many there were */
async function deleteSome(
  db: Database,
  { table, old, atOnce = SMALL_AT_ONCE }: Retention,
  at: Moment & History,
  most: number,
): Promise<number> {
  const key = sql.join(keyOf(table), sql`, `)
  const [deleted] = await db.batch([
    db
      .delete(table)
      // SQLite's DELETE takes no LIMIT in D1.
      .where(sql`(${key}) IN (SELECT ${key} ${old(at)} LIMIT ${Math.min(most, atOnce)})`)
      .returning({ one: sql<number>`1`.as('one') }),
  ])
  return deleted.length
}

function keyOf(table: SQLiteTable) {
  const { primaryKeys, columns } = getTableConfig(table)
  return primaryKeys[0]?.columns ?? columns.filter(({ primary }) => primary)
}
