import { globSync, readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { shortStatements } from '../../scripts/deployment/shortStatements'
import { sqlStatements } from '../../scripts/deployment/sqlStatements'

async function all(texts: AsyncIterable<string>): Promise<string[]> {
  const found: string[] = []
  for await (const text of texts) found.push(text)
  return found
}

const HOSTILE = `INSERT INTO "t" ("a") VALUES('a;b''; --c'); -- it's; a comment
SELECT ";", \`;\` /* ; ' */ FROM t;

SELECT 1 - 2 / 3`

describe('the statements of a text', () => {
  it('end at semicolons outside of texts, names and comments', async () => {
    expect(await all(sqlStatements([HOSTILE]))).toEqual([
      `INSERT INTO "t" ("a") VALUES('a;b''; --c')`,
      `-- it's; a comment\nSELECT ";", \`;\` /* ; ' */ FROM t`,
      'SELECT 1 - 2 / 3',
    ])
  })

  it('are the same however the text comes', async () => {
    const whole = await all(sqlStatements([HOSTILE]))
    for (let size = 1; size < 8; size++) {
      const chunks = HOSTILE.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []
      expect(await all(sqlStatements(chunks))).toEqual(whole)
    }
  })

  it('of the migrations are those that the database takes', async () => {
    const database = new DatabaseSync(':memory:')
    for (const file of globSync('migrations/*.sql').sort()) {
      for (const statement of await all(sqlStatements([readFileSync(file, 'utf8')]))) database.exec(statement)
    }
    expect(database.prepare('SELECT count(*) AS tables FROM sqlite_master').get()).not.toEqual({ tables: 0 })
  })
})

describe('short statements', () => {
  const TABLE = `CREATE TABLE "t" ("id" INTEGER PRIMARY KEY, "json" TEXT NOT NULL CHECK (json_valid(json)), "more" TEXT)`
  const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`
  const rowsOf = (statements: readonly string[]) => {
    const database = new DatabaseSync(':memory:')
    for (const statement of statements) database.exec(statement)
    const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all()
    const rows = database.prepare('SELECT * FROM t ORDER BY id').all()
    return { tables: tables.map(({ name }) => name), rows: rows.map((row) => ({ ...row })) }
  }

  it('bring every value back, however long, and none is longer than D1 takes', async () => {
    const items = Array.from({ length: 60_000 }, (_, i) => `店's ${i} '; 🏪`)
    const json = JSON.stringify(items)
    expect(Buffer.byteLength(json)).toBeGreaterThan(1_000_000)
    const more = "''".repeat(50_000)
    const long = [
      TABLE,
      `INSERT INTO "t" ("id","json","more") VALUES(1,'[]',NULL)`,
      `INSERT INTO "t" ("id","json","more") VALUES(2,${quoted(json)},${quoted(more)})`,
      `INSERT INTO "t" ("id","json","more") VALUES(3,'{}','x')`,
    ]
    const short = await all(shortStatements(sqlStatements([long.join(';\n')])))
    expect(Math.max(...short.map((statement) => Buffer.byteLength(statement)))).toBeLessThan(100_000)
    expect(rowsOf(short)).toEqual(rowsOf(long))
    expect(rowsOf(short).rows[1]).toEqual({ id: 2, json, more })
  })

  it('put rows of one table together, in their order', async () => {
    const rows = Array.from({ length: 5000 }, (_, i) => `INSERT INTO "t" ("id","json") VALUES(${i},'[${i}]')`)
    const long = [TABLE, ...rows]
    const short = await all(shortStatements(sqlStatements([long.join(';')])))
    expect(short.length).toBeLessThan(10)
    expect(Math.max(...short.map((statement) => Buffer.byteLength(statement)))).toBeLessThan(100_000)
    expect(rowsOf(short)).toEqual(rowsOf(long))
  })
})
