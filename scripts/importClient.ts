import http from 'node:http'
import https from 'node:https'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { parseJson } from '../src/json.ts'
import { type OuterAnswer, refuseAccessLogin, type ServiceToken } from './cloudflareAccess.ts'
import { type ImportAnswer, isImportAnswer } from './importAnswer.ts'
import { errorAnswer } from './json.ts'
import { connectionError } from './server.ts'
import { printable } from './terminal.ts'
import { UserError } from './userError.ts'

/** Where to import to. */
export interface ImportTarget {
  /** Of the server, such as `http://localhost:8051`. */
  baseUrl: URL
  /** IMPORT_TOKEN, or a person's API token for imports. */
  importToken: string
  /** Where Cloudflare Access stands before the server. */
  serviceToken?: ServiceToken
  /** What is said of the file, as the address takes it. */
  answers?: URLSearchParams
}

/** The bytes of an export. What is not packed yet is packed on its way: it shrinks to a tenth. */
export interface ExportBytes {
  bytes: Readable
  packed: boolean
}

/**
 * Sends one export.
 * @throws UserError where no import took place: no server, wrong token, another server
 */
export async function sendExport(target: ImportTarget, source: ExportBytes): Promise<ImportAnswer> {
  const reply = await post(target, source).catch((error: unknown) => {
    throw connectionError(error, target.baseUrl, AGAIN)
  })
  refuseAccessLogin(reply, target)
  return answerOf(reply, target.baseUrl)
}

const AGAIN = 'Orders that are already in are replaced, not doubled.'

/** How long an answer that is already under way may take after sending has failed. */
const ANSWER_GRACE_MS = 500

/** With `node:http`: unlike `fetch`, it waits as long as a large import takes, and hears an early refusal. */
function post(target: ImportTarget, { bytes, packed }: ExportBytes): Promise<OuterAnswer> {
  const url = new URL('/api/import', target.baseUrl)
  url.search = target.answers?.toString() ?? ''
  const client = url.protocol === 'https:' ? https : http
  return new Promise((resolve, reject) => {
    const request = client.request(url.href, {
      method: 'POST',
      headers: {
        ...target.serviceToken,
        authorization: `Bearer ${target.importToken}`,
        'content-type': 'application/gzip',
      },
    })
    request.on('response', (response) => {
      const { statusCode: status = 0, headers } = response
      const reply = text(response).then((body) => ({ status, location: headers.location, body }))
      reply.then(resolve, reject).finally(() => bytes.destroy())
    })
    request.on('error', (error) => setTimeout(reject, ANSWER_GRACE_MS, error))
    // A refusal may come before everything is sent; then the answer above has settled the promise.
    const sent = packed ? pipeline(bytes, request) : pipeline(bytes, createGzip(), request)
    sent.catch((error: unknown) => setTimeout(reject, ANSWER_GRACE_MS, error))
  })
}

function answerOf({ status, body }: OuterAnswer, baseUrl: URL): ImportAnswer {
  const json = parseJson(body)
  if (isImportAnswer(json)) return json
  const { error, message } = errorAnswer(json)
  if (status === 401) {
    throw new UserError(
      `${baseUrl.origin} does not know this import token: give the server's own, or one of yours for imports, with --token.`,
    )
  }
  if (status === 403 && (error === 'closed' || message === '')) {
    throw new UserError(
      `${baseUrl.origin} has its import closed: set the secret IMPORT_TOKEN of that server.`,
    )
  }
  throw new UserError(
    `${baseUrl.origin} answered ${status} and no import report. ${printable(message)}`.trim(),
  )
}
