import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { runOnD1 } from './d1.ts'
import { findDatabase } from './deployment/account.ts'
import { createDatabase } from './deployment/apply.ts'
import { unpackBackup } from './deployment/backupFile.ts'
import { locationOf } from './deployment/plan.ts'
import { readTarget } from './deployment/target.ts'
import { readArguments } from './readArguments.ts'
import { printable } from './terminal.ts'
import { runCommand, UserError } from './userError.ts'
import { endWithSignals, runWrangler, stopWrangler, wranglerSaid } from './wrangler.ts'

/** `npm run restore`: a backup into an empty database. */

const USAGE = `Usage: npm run restore -- FILE [--env NAME] [--location PLACE] [--local]

Fills an empty database with a backup, and creates it where there is none. Then run npm run deploy, which brings
it to the newest schema.

  --env NAME        of the deployment beside the first one
  --location PLACE  near whom the database lies, where it is created (default: apac)
  --local           this machine's own database, which npm start keeps`

const OPTIONS = {
  env: { type: 'string' },
  location: { type: 'string', default: 'apac' },
  local: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

const parse = () => parseArgs({ options: OPTIONS, allowPositionals: true })

async function main(): Promise<number> {
  const { values, positionals } = readArguments(parse, USAGE)
  if (values.help) {
    console.log(USAGE)
    return 0
  }
  const [file] = positionals
  if (file === undefined) throw new UserError(`Which file?\n\n${USAGE}`)
  const location = locationOf(values.location)
  const { database: name } = readTarget(values.env)
  const where = values.local ? 'local' : 'remote'
  const folder = mkdtempSync(path.join(os.tmpdir(), 'today-must-do-'))
  try {
    const sql = path.join(folder, 'backup.sql')
    const of = await unpackBackup(file, sql)
    if (!values.local && (await findDatabase(name)) === undefined) {
      await createDatabase({ name, location })
      console.log(`· Created the D1 database ${name} near ${location}`)
    }
    await refuseFull(name, where)
    const ended = await runWrangler(['d1', 'execute', name, `--${where}`, '--yes', '--file', sql])
    if (ended.code !== 0) {
      throw new UserError(
        `The backup was not restored, and the database is as it was. wrangler says: ${printable(wranglerSaid(ended), 800)}`,
      )
    }
    console.log(`Restored the backup of ${of}. Next: ${values.local ? 'npm start' : 'npm run deploy'}`)
    return 0
  } finally {
    rmSync(folder, { recursive: true })
    await stopWrangler()
  }
}

/** @throws UserError where the database has tables: nothing is ever restored over anything */
async function refuseFull(name: string, where: 'local' | 'remote'): Promise<void> {
  const [tables = []] = await runOnD1(
    [
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\\_cf%' ESCAPE '\\'",
    ],
    where,
    name,
  )
  if (tables.length === 0) return
  const advice =
    where === 'local'
      ? 'move .wrangler/state away'
      : 'restore beside it with --env NAME, or delete it first (npx wrangler d1 delete)'
  throw new UserError(`The database ${name} is not empty, it has ${tables.length} tables: ${advice}.`)
}

endWithSignals()
await runCommand(main)
process.exit()
