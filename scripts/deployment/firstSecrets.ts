import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { isRecord, parseJson } from '../../src/json.ts'
import { isBearerToken, TOKEN_CHARACTERS } from '../bearerToken.ts'
import { UserError } from '../userError.ts'
import { FIRST_SECRETS } from './plan.ts'

/** The secrets of a first deployment, in a file that git ignores: what is written there before is taken as it is. */

/** JSON: in the other form that wrangler reads, variables of the environment would go before it. */
export function secretsFileOf(name: string): string {
  return `.secrets.${name}.json`
}

/**
 * Makes sure that the file has the secrets, before they are sent anywhere.
 * @throws UserError where it cannot be read, or its import token cannot be sent by an import
 */
export function ensureSecretsFile(file: string, names: readonly string[]): void {
  const there = existsSync(file) ? parseJson(readFileSync(file, 'utf8')) : {}
  if (!isRecord(there)) throw new UserError(`${file} is not a JSON object: mend it, or delete it.`)
  const made: Record<(typeof FIRST_SECRETS)[number], () => string> = {
    IMPORT_TOKEN: () => randomBytes(24).toString('base64url'),
    ACCESS_MODE: () => 'people',
  }
  const added = FIRST_SECRETS.filter((name) => names.includes(name) && !Object.hasOwn(there, name))
  const secrets = { ...there, ...Object.fromEntries(added.map((name) => [name, made[name]()])) }
  const token: unknown = 'IMPORT_TOKEN' in secrets ? secrets.IMPORT_TOKEN : undefined
  if (token !== undefined && (typeof token !== 'string' || !isBearerToken(token))) {
    throw new UserError(`IMPORT_TOKEN in ${file} holds other characters than ${TOKEN_CHARACTERS}.`)
  }
  const mode = 0o600
  if (added.length > 0) writeFileSync(file, `${JSON.stringify(secrets, undefined, 2)}\n`, { mode })
}
