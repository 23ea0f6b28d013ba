import http from 'node:http'
import https from 'node:https'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { errorMessage, type ImportAnswer, isImportAnswer } from './importAnswer.ts'
import { printable } from './terminal.ts'
import { errorCode, UserError } from './userError.ts'

/** Where `npm start` serves, unless PORT says otherwise. */
export const DEFAULT_PORT = 8051

/** Where to import to. */
export interface ImportTarget {
  /** Of the server, such as `http://localhost:8051`. */
  baseUrl: URL
  importToken: string
}

interface Reply {
  status: number
  body: string
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
    throw connectionError(error, target.baseUrl)
  })
  return answerOf(reply, target.baseUrl)
}

/** How long an answer that is already under way may take after sending has failed. */
const ANSWER_GRACE_MS = 500

/** With `node:http`: unlike `fetch`, it waits as long as a large import takes, and hears an early refusal. */
function post(target: ImportTarget, { bytes, packed }: ExportBytes): Promise<Reply> {
  const url = new URL('/api/import', target.baseUrl)
  const client = url.protocol === 'https:' ? https : http
  return new Promise((resolve, reject) => {
    const request = client.request(url.href, {
      method: 'POST',
      headers: { authorization: `Bearer ${target.importToken}`, 'content-type': 'application/gzip' },
    })
    request.on('response', (response) => {
      const reply = text(response).then((body) => ({ status: response.statusCode ?? 0, body }))
      reply.then(resolve, reject).finally(() => bytes.destroy())
    })
    request.on('error', (error) => setTimeout(reject, ANSWER_GRACE_MS, error))
    // A refusal may come before everything is sent; then the answer above has settled the promise.
    const sent = packed ? pipeline(bytes, request) : pipeline(bytes, createGzip(), request)
    sent.catch((error: unknown) => setTimeout(reject, ANSWER_GRACE_MS, error))
  })
}

function answerOf({ status, body }: Reply, baseUrl: URL): ImportAnswer {
  const json = parseJson(body)
  if (isImportAnswer(json)) return json
  if (status === 401) {
    throw new UserError(
      `${baseUrl.origin} does not know this import token: give the server's own with --token.`,
    )
  }
  if (status === 403) {
    throw new UserError(
      `${baseUrl.origin} has its import closed: set the secret IMPORT_TOKEN of that server.`,
    )
  }
  const said = printable(errorMessage(json))
  throw new UserError(`${baseUrl.origin} answered ${status} and no import report. ${said}`.trim())
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

function connectionError(error: unknown, baseUrl: URL): UserError {
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
    `The connection to ${baseUrl.origin} broke off (${cause}): run the command again. Orders that are already in are replaced, not doubled.`,
  )
}
