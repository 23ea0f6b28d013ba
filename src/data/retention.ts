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

/** Rows that have had their time. */
interface Retention {
  table: SQLiteTable
  /** Which rows of the table, as what follows its key in a SELECT. */
  old(at: Moment): SQL
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
    // What has begun to be taken back is taken back to its end.
    old: ({ now }) =>
      sql`FROM ${importChanges} WHERE ${importChanges.importId} <= ${lastImport(now, UNDO_DAYS)} AND ${importChanges.importId} NOT IN (
        SELECT ${imports.undoes} FROM ${imports} WHERE ${imports.undoes} IS NOT NULL AND ${isOpen})`,
    atOnce: LARGE_AT_ONCE,
  },
  {
    table: importRejections,
    old: ({ now }) =>
      sql`FROM ${importRejections} WHERE ${importRejections.importId} <= ${lastImport(now, UNDO_DAYS)}`,
    atOnce: LARGE_AT_ONCE,
  },
  {
    table: importParts,
    old: ({ now }) =>
      sql`FROM ${importParts} WHERE ${importParts.importId} <= ${lastImport(now, HISTORY_DAYS)}`,
  },
  {
    table: importDays,
    old: ({ now }) =>
      sql`FROM ${importDays} WHERE ${importDays.importId} <= ${lastImport(now, HISTORY_DAYS)}`,
  },
  {
    table: imports,
    old: ({ now }) => sql`FROM ${imports} WHERE ${imports.startedAt} < ${before(now, HISTORY_DAYS)}`,
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
  },
]

function before(now: Date, days: number): string {
  return new Date(now.getTime() - days * DAY_MS).toISOString()
}

/** The number of the last import that is older; numbers grow with time. */
function lastImport(now: Date, days: number): SQL {
  return sql`(SELECT ${imports.id} FROM ${imports} WHERE ${imports.startedAt} < ${before(now, days)} ORDER BY ${imports.startedAt} DESC LIMIT 1)`
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
 * Deletes what has had its time: once a day, in small statements, some rows a run. What is left goes on with the next run.
 * @returns `notNow`: it has been done within a day, or somebody else is at it
 */
export async function forgetOld(db: Database, at: Moment): Promise<'notNow' | 'more' | 'done'> {
  const lease = { name: 'retention', owner: crypto.randomUUID(), ttlMs: RUN_TTL_MS }
  if (!(await acquireLease(db, lease))) return 'notNow'
  let left = ROWS_A_RUN
  for (const retention of RETENTIONS) {
    let deleted: number
    do {
      if (left <= 0 || isSpent(db)) {
        await releaseLease(db, lease)
        return 'more'
      }
      deleted = await deleteSome(db, retention, at, left)
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
  at: Moment,
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
