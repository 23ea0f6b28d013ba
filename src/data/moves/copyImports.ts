import { eq, inArray, sql } from 'drizzle-orm'
import type { Database, MainDatabase } from '../database'
import { inGroups } from '../groups'
import { excludedValues, jsonSlices, jsonValues, rowArrays, selectRows } from '../jsonRows'
import { importChanges, importDays, importParts, imports, orders } from '../schema'

/** Their reports may be some kilobytes. */
const IMPORTS_AT_ONCE = 200

/**
 * Puts copies of the imports that a store's rows name beside these, in another database than the main one. They are what the main one says now: a copy
 * that is there from another store may be older.
 */
export async function copyImports(main: MainDatabase, to: Database, storeId: number): Promise<void> {
  const others = excludedValues(imports, [imports.id])
  for (const ids of inGroups(await loadNamed(to, storeId), IMPORTS_AT_ONCE)) {
    const [rows] = await main.batch([
      main
        .select()
        .from(imports)
        .where(inArray(imports.id, jsonValues(ids))),
    ])
    // Nobody goes on with a copy.
    const copies = rows.map((row) => ({ ...row, fingerprint: null }))
    const [first, ...rest] = jsonSlices(rowArrays(imports, copies)).map((slice) =>
      to
        .insert(imports)
        .select(selectRows(imports, slice))
        .onConflictDoUpdate({ target: imports.id, set: others }),
    )
    if (first) await to.batch([first, ...rest])
  }
}

/** The numbers of the imports that a store's rows name. */
async function loadNamed(to: Database, storeId: number): Promise<number[]> {
  const [rows] = await to.batch([
    to.select({ id: sql<number>`named_id`.as('named_id') }).from(sql`(
      SELECT ${importDays.importId} AS named_id FROM ${importDays} WHERE ${eq(importDays.storeId, storeId)}
      UNION SELECT ${importChanges.importId} FROM ${importChanges} WHERE ${eq(importChanges.storeId, storeId)}
      UNION SELECT ${importParts.importId} FROM ${importParts} WHERE ${importParts.counts} ->> 'storeId' = ${storeId}
      UNION SELECT ${orders.importId} FROM ${orders} WHERE ${eq(orders.storeId, storeId)} AND ${orders.importId} IS NOT NULL
    )`),
  ])
  return rows.map(({ id }) => id)
}
