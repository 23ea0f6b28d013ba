import { and, asc, gte, inArray, sql } from 'drizzle-orm'
import type { BusinessDate } from '../diagnosis/businessDate'
import { errorText, logEvent } from '../log'
import { type Database, DatabaseError, type MainDatabase } from './database'
import { excluded, jsonValues } from './jsonRows'
import { databaseSizes, dataClock } from './schema'

/**
 * How large each database is, against what it may hold, and how large it was on each day. How large it is now, its own answers say; what
 * was noted of all stands in the main one, by their names.
 */

/** How a database stands against its limit. */
export type Fullness = 'roomy' | 'filling' | 'full'

/** From here on operators are warned, and new stores go elsewhere where there is room. */
const FILLING_SHARE = 0.8
/** From here on imports are refused: the platform would refuse them half-way. What is left is for undoing and removing, and for runs. */
const FULL_SHARE = 0.95

/** @param bytes that it has; undefined: not known yet, which refuses and warns nobody */
export function fullnessOf(bytes: number | undefined, limitBytes: number): Fullness {
  if (bytes === undefined || bytes < limitBytes * FILLING_SHARE) return 'roomy'
  return bytes < limitBytes * FULL_SHARE ? 'filling' : 'full'
}

/** As its latest answer says. */
export function fullness({ size, limitBytes }: Database): Fullness {
  return fullnessOf(size.bytes, limitBytes)
}

/** Whether one of the databases fills up, as far as they have answered in this unit of work: none is asked. */
export function isAnyFilling({ all }: Database): boolean {
  return all.some((own) => fullness(own) !== 'roomy')
}

/** The same, with the sizes that were noted last of those that have not answered: one trip to the main one where there are such. */
export async function isAnyNotedFilling(db: MainDatabase): Promise<boolean> {
  if (isAnyFilling(db)) return true
  if (db.all.every(({ size }) => size.bytes !== undefined)) return false
  const sizes = await loadKnownSizes(db)
  return db.all.some(({ name, limitBytes }) => fullnessOf(sizes.get(name), limitBytes) !== 'roomy')
}

/**
 * Whether a database takes no more orders, by its answer of this unit of work, or else by the size that was noted last: that is one trip
 * to the main one. One that is not bound is not full.
 */
export async function isFull(db: MainDatabase, database: string): Promise<boolean> {
  const own = db.all.find(({ name }) => name === database)
  if (!own) return false
  const bytes = own.size.bytes ?? (await loadKnownSizes(db)).get(database)
  return fullnessOf(bytes, own.limitBytes) === 'full'
}

/** The statement that reads the sizes of all databases as they were noted last, for {@link knownSizes}. */
export function selectNotedSizes(db: MainDatabase) {
  const names = JSON.stringify(db.all.map(({ name }) => name))
  return db.main
    .select({
      database: sql<string>`named.value`.as('database'),
      bytes: sql<
        number | null
      >`(SELECT ${databaseSizes.bytes} FROM ${databaseSizes} WHERE ${databaseSizes.database} = named.value ORDER BY ${databaseSizes.day} DESC LIMIT 1)`.as(
        'bytes',
      ),
    })
    .from(sql`json_each(${names}) AS named`)
}

/** Sizes by their latest answers, or else as they were noted last; what is not known is not there. */
export function knownSizes(
  db: MainDatabase,
  noted: Awaited<ReturnType<typeof selectNotedSizes>>,
): Map<string, number> {
  const sizes = new Map<string, number>()
  for (const { database, bytes } of noted) if (bytes !== null) sizes.set(database, bytes)
  for (const { name, size } of db.all) if (size.bytes !== undefined) sizes.set(name, size.bytes)
  return sizes
}

async function loadKnownSizes(db: MainDatabase): Promise<Map<string, number>> {
  const [noted] = await db.main.batch([selectNotedSizes(db)])
  return knownSizes(db, noted)
}

/**
 * Asks the databases beside the main one that have not answered in this unit of work, all at once: then their sizes are known.
 * @returns why, of those that do not answer, by name
 */
export async function askOthers(db: MainDatabase): Promise<Map<string, string>> {
  const silent = db.all.filter((own) => own !== db.main && own.size.bytes === undefined)
  const errors = await Promise.all(
    silent.map(async (own) => {
      try {
        await own.batch([own.select({ id: dataClock.id }).from(dataClock)])
        return []
      } catch (error) {
        if (!(error instanceof DatabaseError)) throw error
        return [[own.name, errorText(error)] as const]
      }
    }),
  )
  return new Map(errors.flat())
}

/** A database's size on a day. */
export interface DaySize {
  day: BusinessDate
  bytes: number
}

/**
 * Notes the sizes of the day, by the latest answers; a database that does not answer is left out.
 * @returns the databases of which it is another one than was noted last
 */
export async function saveSizes(db: MainDatabase, day: BusinessDate): Promise<Database[]> {
  for (const [database, error] of await askOthers(db)) logEvent('database.lost', { database, error })
  const sizes = db.all.flatMap(({ name, size: { bytes } }) =>
    bytes === undefined ? [] : [{ database: name, day, bytes }],
  )
  if (sizes.length === 0) return []
  const [written] = await db.main.batch([
    db.main
      .insert(databaseSizes)
      .values(sizes)
      .onConflictDoUpdate({
        target: [databaseSizes.database, databaseSizes.day],
        set: { bytes: excluded(databaseSizes.bytes) },
        setWhere: sql`${databaseSizes.bytes} <> excluded.bytes`,
      })
      .returning({ database: databaseSizes.database }),
  ])
  const names = new Set(written.map(({ database }) => database))
  return db.all.filter(({ name }) => names.has(name))
}

/** The sizes of each bound database since a day, the earliest first. */
export async function loadSizes(db: MainDatabase, since: BusinessDate): Promise<Map<string, DaySize[]>> {
  const names = db.all.map(({ name }) => name)
  const [rows] = await db.main.batch([
    db.main
      .select({ database: databaseSizes.database, day: databaseSizes.day, bytes: databaseSizes.bytes })
      .from(databaseSizes)
      .where(and(inArray(databaseSizes.database, jsonValues(names)), gte(databaseSizes.day, since)))
      .orderBy(asc(databaseSizes.day)),
  ])
  const ofEach = Map.groupBy(rows, ({ database }) => database)
  return new Map([...ofEach].map(([name, own]) => [name, own.map(({ day, bytes }) => ({ day, bytes }))]))
}
