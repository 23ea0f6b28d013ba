import { randomBytes } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { isBearerToken, TOKEN_CHARACTERS } from './bearerToken.ts'
import { UserError } from './userError.ts'

/** `.dev.vars`: the local server's secrets, which wrangler reads and git ignores. */
export const DEV_VARS_FILE = '.dev.vars'

export interface DevVars {
  importToken: string
  /** What had to be done. An existing value is never overwritten. */
  change: 'fileCreated' | 'tokenAdded' | 'none'
}

/**
 * Makes sure that the local server has an import token.
 * @throws UserError where it has one that no import can send
 */
export function ensureDevVars(file = DEV_VARS_FILE): DevVars {
  const existing = importTokenIn(file)
  if (existing !== undefined) {
    if (!isBearerToken(existing)) {
      throw new UserError(
        `IMPORT_TOKEN in ${file} holds other characters than ${TOKEN_CHARACTERS}: write it with these, or delete its line, and \`npm start\` writes a new one.`,
      )
    }
    return { importToken: existing, change: 'none' }
  }
  const importToken = randomBytes(24).toString('base64url')
  if (!existsSync(file)) {
    const mode = 0o600
    writeFileSync(file, `IMPORT_TOKEN=${importToken}\nACCESS_MODE=people\n`, { mode })
    return { importToken, change: 'fileCreated' }
  }
  const text = readFileSync(file, 'utf8')
  const lineEnd = text === '' || text.endsWith('\n') ? '' : '\n'
  appendFileSync(file, `${lineEnd}IMPORT_TOKEN=${importToken}\n`)
  return { importToken, change: 'tokenAdded' }
}

/** The import token of a `.dev.vars` file; undefined without the file, or with a blank token. */
export function importTokenIn(file = DEV_VARS_FILE): string | undefined {
  if (!existsSync(file)) return undefined
  return parseEnv(readFileSync(file, 'utf8')).IMPORT_TOKEN || undefined
}
