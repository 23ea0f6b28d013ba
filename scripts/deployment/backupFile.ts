import { createReadStream, createWriteStream, renameSync, rmSync, statSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { printable } from '../terminal.ts'
import { errorCode, UserError } from '../userError.ts'
import { shortStatements } from './shortStatements.ts'
import { sqlStatements } from './sqlStatements.ts'

/** A backup: one file of SQL, packed with gzip, that an empty database takes as it is. */

const HEADER = '-- Today Must Do, backup of '

/**
 * Of the data's version: whatever caches kept of the database that the backup is of, or comes to be numbered like it,
 * is older than all that is restored.
 */
const NEW_TIMES = [
  'UPDATE data_clock SET version = version + 1000000',
  'UPDATE stores SET data_version = (SELECT version FROM data_clock)',
]

/** Makes a backup of what `wrangler d1 export` wrote. Answers the file's bytes. */
export async function writeBackup(
  dump: string,
  file: string,
  of: { database: string; at: Date },
): Promise<number> {
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

async function* backupText(dump: string, { database, at }: { database: string; at: Date }) {
  yield `${HEADER}${database}, ${at.toISOString()}\n`
  for await (const statement of shortStatements(sqlStatements(createReadStream(dump, 'utf8')))) {
    yield `${statement};\n`
  }
  for (const statement of NEW_TIMES) yield `${statement};\n`
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
