import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { backupFileOf, writeBackup } from './deployment/backupFile.ts'
import { readTarget, type TargetDatabase } from './deployment/target.ts'
import { readArguments } from './readArguments.ts'
import { grouped, printable } from './terminal.ts'
import { runCommand, UserError } from './userError.ts'
import { endWithSignals, runWrangler, stopWrangler, wranglerSaid } from './wrangler.ts'

/** `npm run backup`: all of a database in one file; of several, a folder with a file of each. */

const USAGE = `Usage: npm run backup -- [FILE] [--env NAME] [--local]

Writes all of the deployment's database into one file (default: backup-NAME-DATE.sql.gz); where it has several, into
a folder with a file of each (default: backup-NAME-DATE). While Cloudflare makes it, the database answers nobody: take
it when nobody looks, and nobody imports.

  --env NAME  of the deployment beside the first one
  --local     of this machine's own database, which npm start keeps`

const OPTIONS = {
  env: { type: 'string' },
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
  const { database: name, databases } = readTarget(values.env)
  const at = new Date()
  const named = `backup-${name}-${at.toISOString().slice(0, 16).replace(':', '')}`
  const isOne = databases.length === 1
  const file = positionals[0] ?? (isOne ? `${named}.sql.gz` : named)
  if (existsSync(file)) throw new UserError(`${printable(file)} is there already: name another file.`)
  const where = values.local ? '--local' : '--remote'
  try {
    const bytes = isOne
      ? await backUp(name, where, file, { at, hasOthers: false })
      : await backUpAll(databases, where, file, at)
    console.log(
      `${file}: ${grouped(Math.ceil(bytes / 1024))} KB, with all that is stored of people. Keep it where nobody else looks.`,
    )
    return 0
  } finally {
    await stopWrangler()
  }
}

/** A folder that is there is whole. */
async function backUpAll(databases: readonly TargetDatabase[], where: string, folder: string, at: Date) {
  const part = `${folder}.part`
  try {
    mkdirSync(part, { recursive: true, mode: 0o700 })
    let bytes = 0
    // The main one last: what its history tells of is in the others' files.
    for (const { binding, name } of databases.toReversed()) {
      const hasOthers = binding === databases[0]?.binding
      const ofOne = await backUp(name, where, path.join(part, backupFileOf(binding)), { at, hasOthers })
      console.log(`· ${name}: ${grouped(Math.ceil(ofOne / 1024))} KB`)
      bytes += ofOne
    }
    renameSync(part, folder)
    return bytes
  } finally {
    rmSync(part, { recursive: true, force: true })
  }
}

async function backUp(database: string, where: string, file: string, of: { at: Date; hasOthers: boolean }) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'today-must-do-'))
  try {
    const dump = path.join(folder, 'dump.sql')
    const ended = await runWrangler([
      'd1',
      'export',
      database,
      where,
      '--skip-confirmation',
      '--output',
      dump,
    ])
    if (ended.code !== 0 || !existsSync(dump)) {
      throw new UserError(
        `The database was not exported. wrangler says: ${printable(wranglerSaid(ended), 800)}`,
      )
    }
    return await writeBackup(dump, file, { database, ...of })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

endWithSignals()
await runCommand(main)
process.exit()
