import { and, asc, eq, gte, sql } from 'drizzle-orm'
import type { BusinessDate } from '../diagnosis/businessDate'
import type { Database } from './database'
import { excluded } from './jsonRows'
import { databaseSizes } from './schema'

/** How large the database is, against what it may hold, and how large it was on each day. */

/** The binding's name. */
export const DATABASE_NAME = 'DB'

/** How a database stands against its limit. */
export type Fullness = 'roomy' | 'filling' | 'full'

/** From here on operators are warned. */
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

/** A database's size on a day. */
export interface DaySize {
  day: BusinessDate
  bytes: number
}

/** Notes the size of the day, by the latest answer. @returns whether it is another one than was noted last */
export async function saveSize(db: Database, day: BusinessDate): Promise<boolean> {
  const { bytes } = db.size
  if (bytes === undefined) return false
  const [written] = await db.batch([
    db
      .insert(databaseSizes)
      .values({ database: DATABASE_NAME, day, bytes })
      .onConflictDoUpdate({
        target: [databaseSizes.database, databaseSizes.day],
        set: { bytes: excluded(databaseSizes.bytes) },
        setWhere: sql`${databaseSizes.bytes} <> excluded.bytes`,
      })
      .returning({ day: databaseSizes.day }),
  ])
  return written.length > 0
}

/** Sizes since a day, the earliest first. */
export async function loadSizes(db: Database, since: BusinessDate): Promise<DaySize[]> {
  const [rows] = await db.batch([
    db
      .select({ day: databaseSizes.day, bytes: databaseSizes.bytes })
      .from(databaseSizes)
      .where(and(eq(databaseSizes.database, DATABASE_NAME), gte(databaseSizes.day, since)))
      .orderBy(asc(databaseSizes.day)),
  ])
  return rows
}
