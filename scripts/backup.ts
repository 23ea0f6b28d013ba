import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { writeBackup } from './deployment/backupFile.ts'
import { readTarget } from './deployment/target.ts'
import { readArguments } from './readArguments.ts'
import { grouped, printable } from './terminal.ts'
import { runCommand, UserError } from './userError.ts'
import { endWithSignals, runWrangler, stopWrangler, wranglerSaid } from './wrangler.ts'

/** `npm run backup`: all of a database in one file. */

const USAGE = `Usage: npm run backup -- [FILE] [--env NAME] [--local]

Writes all of the deployment's database into one file (default: backup-NAME-DATE.sql.gz). While Cloudflare makes
it, the database answers nobody: take it when nobody looks.

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
  const { database } = readTarget(values.env)
  const at = new Date()
  const file = positionals[0] ?? `backup-${database}-${at.toISOString().slice(0, 16).replace(':', '')}.sql.gz`
  if (existsSync(file)) throw new UserError(`${printable(file)} is there already: name another file.`)
  const folder = mkdtempSync(path.join(os.tmpdir(), 'today-must-do-'))
  try {
    const dump = path.join(folder, 'dump.sql')
    const where = values.local ? '--local' : '--remote'
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
    const bytes = await writeBackup(dump, file, { database, at })
    console.log(
      `${file}: ${grouped(Math.ceil(bytes / 1024))} KB, with all that is stored of people. Keep it where nobody else looks.`,
    )
    return 0
  } finally {
    rmSync(folder, { recursive: true })
    await stopWrangler()
  }
}

endWithSignals()
await runCommand(main)
process.exit()
