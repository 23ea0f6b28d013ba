import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { runOnD1, type Where } from './d1.ts'
import { findDatabases } from './deployment/account.ts'
import { createDatabase } from './deployment/apply.ts'
import { backupFiles, unpackBackup } from './deployment/backupFile.ts'
import { type Location, locationOf } from './deployment/plan.ts'
import { readTarget } from './deployment/target.ts'
import { readArguments } from './readArguments.ts'
import { printable } from './terminal.ts'
import { runCommand, UserError } from './userError.ts'
import { endWithSignals, runWrangler, stopWrangler, wranglerSaid } from './wrangler.ts'

/** `npm run restore`: a backup into an empty database; that of several, a folder, into as many. */

const USAGE = `Usage: npm run restore -- FILE [--only BINDING] [--env NAME] [--location PLACE] [--local]

Fills an empty database with a backup, and creates it where there is none. Then run npm run deploy, which brings
it to the newest schema. Of a folder with a file of each database, all are filled, or with --only DB_2 that one.

  --only BINDING    of a folder: this database alone
  --env NAME        of the deployment beside the first one
  --location PLACE  near whom the database lies, where it is created (default: apac)
  --local           this machine's own database, which npm start keeps`

const OPTIONS = {
  only: { type: 'string' },
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
  const { databases } = readTarget(values.env)
  const where = values.local ? 'local' : 'remote'
  const files = backupFiles(file, databases).filter(
    ({ database: { binding } }) => values.only === undefined || binding === values.only,
  )
  if (files.length === 0) {
    throw new UserError(`${printable(file)} has no backup of ${printable(values.only ?? '')}.`)
  }
  const folder = mkdtempSync(path.join(os.tmpdir(), 'today-must-do-'))
  try {
    const backups: Backup[] = []
    for (const { file, database } of files) {
      const sql = path.join(folder, `${database.binding}.sql`)
      backups.push({ name: database.name, sql, of: await unpackBackup(file, sql) })
    }
    // Before any is filled.
    for (const { name } of backups) await prepare(name, where, location)
    // The main one last: until it is there, what is deployed beside it has no stores.
    for (const backup of backups.toReversed()) await restore(backup, where)
    console.log(
      `Restored the backup of ${backups.map(({ of }) => of).join(', and of ')}. Next: ${values.local ? 'npm start' : 'npm run deploy'}`,
    )
    return 0
  } finally {
    rmSync(folder, { recursive: true })
    await stopWrangler()
  }
}

/** An unpacked backup, and where it goes. */
interface Backup {
  name: string
  sql: string
  /** What it says it is of. */
  of: string
}

async function prepare(name: string, where: Where, location: Location): Promise<void> {
  if (where === 'remote' && (await findDatabases([name])).size === 0) {
    await createDatabase({ name, location })
    console.log(`· Created the D1 database ${name} near ${location}`)
  }
  await refuseFull(name, where)
}

async function restore({ name, sql }: Backup, where: Where): Promise<void> {
  const ended = await runWrangler(['d1', 'execute', name, `--${where}`, '--yes', '--file', sql])
  if (ended.code === 0) return
  throw new UserError(
    `The backup was not restored, and the database ${name} is as it was. wrangler says: ${printable(wranglerSaid(ended), 800)}`,
  )
}

/** @throws UserError where the database has tables: nothing is ever restored over anything */
async function refuseFull(name: string, where: Where): Promise<void> {
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
