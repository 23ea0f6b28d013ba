import { isRecord, parseJson } from '../src/json.ts'
import { printable } from './terminal.ts'
import { UserError } from './userError.ts'
import { runWrangler, wranglerSaid } from './wrangler.ts'

/** SQL where a server's data are, by `wrangler d1 execute`, which has the user's access to his Cloudflare account. */

export type Where = 'local' | 'remote'

/** The binding of `wrangler.toml`; other databases go by their names. */
const BINDING = 'DB'

/** @throws UserError with what wrangler says, as it stands there */
export async function runOnD1(
  statements: readonly string[],
  where: Where,
  database = BINDING,
): Promise<unknown[][]> {
  const sql = statements.join(';\n')
  const ended = await runWrangler(['d1', 'execute', database, `--${where}`, '--json', '--command', sql])
  const json = parseJson(ended.stdout)
  if (ended.code === 0 && Array.isArray(json)) {
    return json.map((result) => (isRecord(result) && Array.isArray(result.results) ? result.results : []))
  }
  throw databaseError(errorText(json) || wranglerSaid(ended), where)
}

function errorText(json: unknown): string {
  const error = isRecord(json) ? json.error : undefined
  if (!isRecord(error)) return ''
  const notes = Array.isArray(error.notes) ? error.notes : []
  const said = [error.text, ...notes.map((note) => (isRecord(note) ? note.text : ''))]
  return said.filter((text) => typeof text === 'string' && text !== '').join(' ')
}

const MAX_SAID_CHARS = 600

function databaseError(said: string, where: Where): UserError {
  if (/no such table/i.test(said)) {
    return new UserError(
      where === 'local'
        ? `The local database lacks a table (${printable(said)}): run \`npm start\` once.`
        : `The database lacks a table (${printable(said)}): run \`npm run deploy\`.`,
    )
  }
  const advice =
    where === 'local'
      ? 'The local database did not take it'
      : 'The database did not take it; check `npx wrangler login`'
  return new UserError(`${advice}. wrangler says: ${printable(said.trim(), MAX_SAID_CHARS)}`)
}
