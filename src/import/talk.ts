import { isRecord } from '../json'
import type { Refusal } from './refusal'

/** Requests of an import, each sent again until it is answered or there is no point in it. */

/** What an import needs of the world: requests, and time to pass. */
export interface ImportServer {
  /**
   * Sends one request.
   * @param body JSON packed with gzip
   * @returns whatever was answered; rejects where the connection failed
   */
  send(method: 'GET' | 'POST', path: string, body?: Packed): Promise<ServerReply>
  sleep(milliseconds: number): Promise<void>
  /** Packs JSON with gzip; absent: as every platform does. */
  pack?(json: string): Promise<Packed>
  /** Ends the import between two requests. */
  signal?: AbortSignal
  /** Told before a request is sent again. */
  onWait?(wait: { because: WaitReason; milliseconds: number }): void
}

/** JSON, packed with gzip. */
export type Packed = Uint8Array<ArrayBuffer>

export interface ServerReply {
  status: number
  headers: { get(name: string): string | null }
  /** The body; undefined where it is no JSON. */
  json: unknown
}

/** `connection`: no answer came; `busy`: another import has the store; `server`: it failed. */
export type WaitReason = 'connection' | 'busy' | 'server'

/** Why there is no answer of use. */
export type TalkFailure =
  /** The server will not store it: told as a refusal of the file is. */
  | { status: 'refused'; refusal: Refusal }
  /** The sender may not import, or not now; `message` is the server's. */
  | { status: 'denied'; httpStatus: number; error: string; message: string }
  /** It is another program, or one that does not know this wire. */
  | { status: 'unsupported'; httpStatus: number }
  /** It was tried again and again. What was sent is stored, and sending the file again goes on from there. */
  | { status: 'interrupted'; because: WaitReason; error: unknown }
  | { status: 'cancelled' }

export type Answered<T> = { status: 'answered'; answer: T } | TalkFailure

const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 30_000
/** With the waits above: about three minutes, in which a server restarts and a phone finds its network. */
const TRIES = 10
const TOO_MANY_REQUESTS = 429

/** What is asked of a server, and how its answer is known. */
export interface Question<T> {
  method: 'GET' | 'POST'
  path: string
  /** As {@link packJson} makes it. */
  body?: Packed | undefined
  isAnswer(json: unknown): json is T
  /** At least one; a whole patience where it is left out. */
  tries?: number
}

/** Asks until there is an answer of use or none can be expected. */
export async function ask<T>(server: ImportServer, question: Question<T>): Promise<Answered<T>> {
  const { method, path, body, tries = TRIES } = question
  for (let tried = 1; ; tried++) {
    if (server.signal?.aborted) return { status: 'cancelled' }
    const step = await attempt(() => server.send(method, path, body), question.isAnswer)
    if (step.status !== 'again') return step
    if (server.signal?.aborted) return { status: 'cancelled' }
    if (tried >= tries) return { status: 'interrupted', because: step.because, error: step.error }
    const waitMs = Math.min(LONGEST_WAIT_MS, step.waitMs ?? FIRST_WAIT_MS * 2 ** (tried - 1))
    server.onWait?.({ because: step.because, milliseconds: waitMs })
    await server.sleep(waitMs)
  }
}

/** A request that may be worth another try. */
interface Again {
  status: 'again'
  because: WaitReason
  error: unknown
  waitMs?: number | undefined
}

async function attempt<T>(
  send: () => Promise<ServerReply>,
  isAnswer: Question<T>['isAnswer'],
): Promise<Answered<T> | Again> {
  let reply: ServerReply
  try {
    reply = await send()
  } catch (error) {
    return { status: 'again', because: 'connection', error }
  }
  const { status, json } = reply
  // An import that stored nothing answers 422, and is an answer all the same.
  if (status < 500 && isAnswer(json)) return { status: 'answered', answer: json }
  // Also with a status that another try may change: the server knows that none would.
  if (isRefusal(json)) {
    const { status: _, ...refusal } = json
    return { status: 'refused', refusal: refusal as Refusal }
  }
  if (status === 503 || status === TOO_MANY_REQUESTS) {
    return { status: 'again', because: 'busy', error: messageOf(json), waitMs: retryAfterMs(reply) }
  }
  if (status >= 500) return { status: 'again', because: 'server', error: messageOf(json) }
  if (status < 400) return { status: 'unsupported', httpStatus: status }
  const error = isRecord(json) && typeof json.error === 'string' ? json.error : ''
  return { status: 'denied', httpStatus: status, error, message: messageOf(json) }
}

function isRefusal(json: unknown): json is Refusal & { status: 'refused' } {
  return isRecord(json) && json.status === 'refused' && typeof json.message === 'string'
}

function messageOf(json: unknown): string {
  return isRecord(json) && typeof json.message === 'string' ? json.message : ''
}

function retryAfterMs({ headers }: ServerReply): number | undefined {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined
}

/** What is to be sent: packed, it shrinks to a tenth. */
export function packJson(server: ImportServer, value: unknown): Promise<Packed> {
  const json = JSON.stringify(value)
  return server.pack ? server.pack(json) : packed(json)
}

async function packed(json: string): Promise<Packed> {
  const stream = new Blob([json]).stream().pipeThrough(new CompressionStream('gzip'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}
