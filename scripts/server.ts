import { printable } from './terminal.ts'
import { errorCode, UserError } from './userError.ts'

/** The server that a command talks to. */

/** Where `npm start` serves, unless PORT says otherwise. */
export const DEFAULT_PORT = 8051

/**
 * The server's address by a command's `--url`; without one, that of `npm start`.
 * @throws UserError where it is no web address
 */
export function serverUrl(url: string | undefined): URL {
  const chosen = url ?? `http://localhost:${process.env.PORT || DEFAULT_PORT}`
  if (!URL.canParse(chosen) || !/^https?:$/.test(new URL(chosen).protocol)) {
    throw new UserError(`${printable(chosen)} is not a web address: write it like http://localhost:8051.`)
  }
  return new URL(chosen)
}

/** Whether the address is this machine's own: there, `npm start` serves, and asks nobody who he is. */
export function isLocal({ hostname }: URL): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}

/**
 * Why no answer came, as a sentence that says what to do.
 * @param again what running the command once more does
 */
export function connectionError(error: unknown, baseUrl: URL, again: string): UserError {
  const code = errorCode(error)
  if (code === 'ECONNREFUSED') {
    return new UserError(
      `No server answers at ${baseUrl.origin}: start it with \`npm start\`, or give another --url.`,
    )
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return new UserError(`There is no host ${baseUrl.hostname}: check --url.`)
  }
  const cause = code || (error instanceof Error ? error.message : String(error))
  return new UserError(
    `The connection to ${baseUrl.origin} broke off (${cause}): run the command again. ${again}`.trim(),
  )
}
