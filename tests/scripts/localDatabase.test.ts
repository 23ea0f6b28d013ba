import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { keepLocalDatabase } from '../../scripts/localDatabase'
import { runWrangler } from '../../scripts/wrangler'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'local-database-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** On the local database of a `wrangler.toml` as it is, or as it was with an id. */
async function run(sql: string, id?: string): Promise<string> {
  const now = readFileSync('wrangler.toml', 'utf8')
  const named = 'database_name = "today-must-do"\n'
  expect(now).toContain(named)
  writeFileSync(
    path.join(folder, 'wrangler.toml'),
    id === undefined ? now : now.replace(named, `${named}database_id = "${id}"\n`),
  )
  const config = path.join(folder, 'wrangler.toml')
  const { code, stdout } = await runWrangler([
    ...['d1', 'execute', 'DB', '--local', '--json', '--config', config],
    ...['--command', sql],
  ])
  return code === 0 ? stdout : 'failed'
}

const state = () => path.join(folder, '.wrangler/state/v3/d1/miniflare-D1DatabaseObject')

it('a local database that was made while wrangler.toml had an id still opens', async () => {
  await run(
    "CREATE TABLE kept (what TEXT); INSERT INTO kept VALUES ('orders')",
    '00000000-0000-0000-0000-000000000000',
  )
  keepLocalDatabase(state())
  expect(await run('SELECT what FROM kept')).toContain('"what": "orders"')
})

it('a local database that is there is left alone', async () => {
  await run(
    "CREATE TABLE kept (what TEXT); INSERT INTO kept VALUES ('old')",
    '00000000-0000-0000-0000-000000000000',
  )
  await run("CREATE TABLE kept (what TEXT); INSERT INTO kept VALUES ('new')")
  keepLocalDatabase(state())
  expect(await run('SELECT what FROM kept')).toContain('"what": "new"')
})
