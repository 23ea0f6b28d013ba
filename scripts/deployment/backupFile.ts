import { createReadStream, createWriteStream, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { printable } from '../terminal.ts'
import { errorCode, UserError } from '../userError.ts'
import { shortStatements } from './shortStatements.ts'
import { sqlStatements } from './sqlStatements.ts'
import type { TargetDatabase } from './target.ts'

/** A backup of a database: one file of SQL, packed with gzip, that an empty database takes as it is. */

const HEADER = '-- Today Must Do, backup of '

/**
 * Of the data's version: whatever caches kept of the database that the backup is of, or comes to be numbered like it,
 * is older than all that is restored.
 */
const NEW_TIMES = [
  'UPDATE data_clock SET version = version + 1000000',
  'UPDATE stores SET data_version = (SELECT version FROM data_clock)',
]

/**
 * Of a main database that has others beside it: an import that this backup does not know may have left rows there, which another one of its
 * number would meet.
 */
const NEW_IMPORT_NUMBERS = "UPDATE sqlite_sequence SET seq = seq + 1000000 WHERE name = 'imports'"

/** Makes a backup of what `wrangler d1 export` wrote. Answers the file's bytes. */
export async function writeBackup(dump: string, file: string, of: BackedUp): Promise<number> {
  const part = `${file}.part`
  try {
    const text = Readable.from(backupText(dump, of))
    // It names people, and has the hashes of their secrets.
    await pipeline(text, createGzip(), createWriteStream(part, { mode: 0o600 }))
    renameSync(part, file)
  } finally {
    rmSync(part, { force: true })
  }
  return statSync(file).size
}

/** What a backup is of. */
interface BackedUp {
  database: string
  at: Date
  /** Whether it is the main one of several. */
  hasOthers: boolean
}

async function* backupText(dump: string, { database, at, hasOthers }: BackedUp) {
  yield `${HEADER}${database}, ${at.toISOString()}\n`
  for await (const statement of shortStatements(sqlStatements(createReadStream(dump, 'utf8')))) {
    yield `${statement};\n`
  }
  for (const statement of [...NEW_TIMES, ...(hasOthers ? [NEW_IMPORT_NUMBERS] : [])]) yield `${statement};\n`
}

const FILE_END = '.sql.gz'

/** In the folder of a backup of several databases, the file of one. */
export function backupFileOf(binding: string): string {
  return `${binding}${FILE_END}`
}

/**
 * The files of a backup, each with the database that it is for: of one file, the main one.
 * @throws UserError where the folder has files of databases that the target does not, or lacks the main one's
 */
export function backupFiles(
  file: string,
  databases: readonly TargetDatabase[],
): { file: string; database: TargetDatabase }[] {
  const [main] = databases
  if (!statSync(file, { throwIfNoEntry: false })?.isDirectory()) {
    return main ? [{ file, database: main }] : []
  }
  const names = readdirSync(file).filter((name) => name.endsWith(FILE_END))
  const ofTarget = databases.flatMap((database) => {
    const name = backupFileOf(database.binding)
    return names.includes(name) ? [{ file: path.join(file, name), database }] : []
  })
  const others = names.filter((name) => databases.every(({ binding }) => name !== backupFileOf(binding)))
  if (others.length > 0) {
    throw new UserError(
      `${printable(file)} has ${printable(others.join(', '))}, which no database of wrangler.toml is for: add its block ([[d1_databases]]).`,
    )
  }
  if (ofTarget[0]?.database !== main) {
    throw new UserError(
      `${printable(file)} has no ${backupFileOf(main?.binding ?? '')}: give a folder that \`npm run backup\` wrote.`,
    )
  }
  return ofTarget
}

/**
 * Unpacks a backup for wrangler, and answers what it says it is of.
 * @throws UserError where the file is no backup, or not all of one
 */
export async function unpackBackup(file: string, sql: string): Promise<string> {
  try {
    await pipeline(createReadStream(file), createGunzip(), createWriteStream(sql, { mode: 0o600 }))
  } catch (error) {
    const why = errorCode(error) === 'ENOENT' ? 'is not there' : `cannot be read (${errorCode(error)})`
    throw new UserError(`${printable(file)} ${why}: give a file that \`npm run backup\` wrote.`)
  }
  const lines = createReadStream(sql, { encoding: 'utf8', end: 500 })
  let start = ''
  for await (const chunk of lines) start += String(chunk)
  if (!start.startsWith(HEADER)) {
    throw new UserError(`${printable(file)} is no backup: give a file that \`npm run backup\` wrote.`)
  }
  return printable(start.slice(HEADER.length, start.indexOf('\n')))
}
