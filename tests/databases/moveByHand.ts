import { jsonSlices } from '../../src/data/jsonRows'

/** Stores put into another database by plain SQL: what a move leaves behind, whoever moved them. */

/** Tables with a store's own rows, in the order in which they may be written. */
const OWN_TABLES = [
  'products',
  'orders',
  'store_days',
  'archived_days',
  'archived_products',
  'archived_order_days',
  'openings',
  'import_days',
  'import_changes',
]

/** What other rows refer to, and what tells of imports: copied, and left where it was. */
const COPIED_TABLES = ['imports', 'import_parts']

type Row = Record<string, string | number | null>

/**
 * Moves all rows of some stores from a database to another one, with a new version of their data in both.
 * @param databases by the names of their bindings; `DB` is the main one
 */
export async function moveByHand(
  databases: ReadonlyMap<string, D1Database>,
  storeIds: readonly number[],
  fromName: string,
  toName: string,
): Promise<void> {
  if (storeIds.length === 0) return
  const [main, from, to] = ['DB', fromName, toName].map((name) => databases.get(name))
  if (!main || !from || !to) throw new Error(`no ${fromName} or ${toName}`)
  const ids = storeIds.join(',')
  await main.batch([
    main.prepare('UPDATE data_clock SET version = version + 1'),
    main.prepare(
      `UPDATE stores SET database = '${toName}', data_version = (SELECT version FROM data_clock) WHERE id IN (${ids})`,
    ),
  ])
  const directory = await rowsOf(main, `stores WHERE id IN (${ids})`)
  if (to !== main) {
    const copies = directory.map((row) => ({ ...row, name: String(row.id), merged_into: null }))
    await to.batch([
      to.prepare('UPDATE data_clock SET version = ?').bind(Number(directory[0]?.data_version)),
      ...insertions(to, 'stores', copies),
    ])
  }
  for (const table of COPIED_TABLES) await to.batch(insertions(to, table, await rowsOf(from, table)))
  for (const table of OWN_TABLES) {
    const rows = await rowsOf(from, `${table} WHERE store_id IN (${ids})`, table === 'archived_days')
    const statements = insertions(to, table, rows)
    if (statements.length > 0) await to.batch(statements)
  }
  const deleted = OWN_TABLES.toReversed().map((table) => `${table} WHERE store_id IN (${ids})`)
  if (from !== main) deleted.push(`stores WHERE id IN (${ids})`)
  await from.batch(deleted.map((rows) => from.prepare(`DELETE FROM ${rows}`)))
}

/** @param hasBlob whether its column `orders` is one: as hexadecimal digits it stands in JSON */
async function rowsOf(d1: D1Database, rows: string, hasBlob = false): Promise<Row[]> {
  const { results } = await d1
    .prepare(`SELECT *${hasBlob ? ', hex(orders) AS hex' : ''} FROM ${rows}`)
    .all<Row>()
  return results.map(({ hex, ...row }) => (hasBlob ? { ...row, orders: hex ?? null } : row))
}

function insertions(d1: D1Database, table: string, rows: readonly Row[]): D1PreparedStatement[] {
  const columns = Object.keys(rows[0] ?? {})
  const values = columns.map((column, place) =>
    table === 'archived_days' && column === 'orders' ? `unhex(value ->> ${place})` : `value ->> ${place}`,
  )
  return jsonSlices(rows.map((row) => columns.map((column) => row[column]))).map((slice) =>
    d1
      .prepare(
        `INSERT OR REPLACE INTO ${table} (${columns.join(', ')}) SELECT ${values.join(', ')} FROM json_each(?)`,
      )
      .bind(slice),
  )
}
