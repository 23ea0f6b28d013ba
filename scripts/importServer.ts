import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import * as zlib from 'node:zlib'
import type { ImportSettings } from '../src/import/protocol.ts'
import { loadSettings } from '../src/import/sendImport.ts'
import type { ImportServer, TalkFailure } from '../src/import/talk.ts'
import { parseJson } from '../src/json.ts'
import { type OuterAnswer, refuseAccessLogin, type ServiceToken } from './cloudflareAccess.ts'
import { connectionError } from './server.ts'
import { grouped, printable } from './terminal.ts'
import { UserError } from './userError.ts'
import { ownVersion } from './version.ts'

/** The server that a command imports to. */

export interface ImportTarget {
  /** Of the server, such as `http://localhost:8051`. */
  baseUrl: URL
  /** IMPORT_TOKEN, or a person's API token for imports. */
  importToken: string
  /** Where Cloudflare Access stands before the server. */
  serviceToken?: ServiceToken
}

export interface ConnectedServer extends ImportServer {
  /** What kept an import from its end, as a sentence that says what to do. */
  errorOf(failure: Exclude<TalkFailure, { status: 'refused' }>): UserError
}

const gzip = promisify(zlib.gzip)
const AGAIN = 'It goes on where it was, and nothing is doubled.'

export function connect(target: ImportTarget): ConnectedServer {
  const { baseUrl, importToken, serviceToken } = target
  let last: OuterAnswer | undefined
  return {
    async send(method, path, body) {
      const response = await fetch(new URL(path, baseUrl), {
        method,
        headers: {
          ...serviceToken,
          authorization: `Bearer ${importToken}`,
          ...(body ? { 'content-type': 'application/gzip' } : {}),
        },
        ...(body ? { body } : {}),
        redirect: 'manual',
      })
      const { status, headers } = response
      last = { status, location: headers.get('location') ?? undefined, body: await response.text() }
      return { status, headers, json: parseJson(last.body) }
    },
    // At a third of the time, to nearly the same size.
    async pack(json) {
      return new Uint8Array(await gzip(json, { level: zlib.constants.Z_BEST_SPEED }))
    },
    async sleep(milliseconds) {
      await sleep(milliseconds)
    },
    onWait({ because, milliseconds }) {
      console.error(`${WAITS[because]}; trying again in ${grouped(Math.ceil(milliseconds / 1000))} s`)
    },
    errorOf(failure) {
      if (last && failure.status !== 'interrupted') refuseAccessLogin(last, target)
      return errorOf(failure, baseUrl)
    },
  }
}

/** @throws UserError where the server takes no imports of this command */
export async function settingsOf(server: ConnectedServer): Promise<ImportSettings> {
  const loaded = await loadSettings(server)
  if (loaded.status === 'settings') return loaded.settings
  throw loaded.status === 'refused'
    ? new UserError(printable(loaded.refusal.message))
    : server.errorOf(loaded)
}

const WAITS = {
  connection: 'The connection broke off',
  busy: 'The server is busy',
  server: 'The server failed',
} as const

function errorOf(failure: Exclude<TalkFailure, { status: 'refused' }>, baseUrl: URL): UserError {
  const { origin } = baseUrl
  switch (failure.status) {
    case 'unsupported':
      return new UserError(
        `${origin} answered ${failure.httpStatus} and takes no imports of this command: it needs a server of Today Must Do ${ownVersion()} or newer there (npm run deploy).`,
      )
    case 'interrupted': {
      if (failure.because === 'connection') return connectionError(failure.error, baseUrl, AGAIN)
      const said = typeof failure.error === 'string' ? ` ${printable(failure.error)}` : ''
      return new UserError(
        `${origin} does not take the import at present.${said} Run the command again later. ${AGAIN}`,
      )
    }
    case 'cancelled':
      return new UserError('The import was cancelled.')
    case 'denied':
      return deniedError(failure, origin)
  }
}

function deniedError(
  { httpStatus, error, message }: Extract<TalkFailure, { status: 'denied' }>,
  origin: string,
): UserError {
  if (httpStatus === 401) {
    return new UserError(
      `${origin} does not know this import token: give the server's own, or one of yours for imports, with --token.`,
    )
  }
  if (httpStatus === 403 && (error === 'closed' || message === '')) {
    return new UserError(`${origin} has its import closed: set the secret IMPORT_TOKEN of that server.`)
  }
  return new UserError(`${origin} answered ${httpStatus} and no import report. ${printable(message)}`.trim())
}
