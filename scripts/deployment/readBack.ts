import { setTimeout as sleep } from 'node:timers/promises'
import { isRecord, parseJson } from '../../src/json.ts'
import { refuseAccessLogin, type ServiceToken } from '../cloudflareAccess.ts'
import { errorAnswer } from '../json.ts'
import { connectionError } from '../server.ts'
import { printable } from '../terminal.ts'
import { UserError } from '../userError.ts'
import type { Reader } from './reader.ts'

/** A deployment as its people have it: by the public address. A card that nobody has asked for is made by reading it. */

export interface Site extends Reader {
  baseUrl: URL
  /** Where Cloudflare Access stands before it. */
  serviceToken: ServiceToken
}

/** How long is waited, and how often asked. */
export interface Patience {
  versionMs: number
  cardsMs: number
  pauseMs: number
}

export const PATIENCE: Patience = { versionMs: 90_000, cardsMs: 360_000, pauseMs: 2_000 }

/** What reading every card came to; of each store one, and that of all stores together. */
export interface ReadCards {
  /** By where they came from: `cache`, `stale`, `live`, … */
  read: ReadonlyMap<string, number>
  unread: readonly { card: string; why: string }[]
}

const AT_ONCE = 4
const ANSWER_LIMIT_MS = 30_000
const ALL_STORES = 'all stores'

/**
 * Waits until the address answers with the version.
 * @returns whether the version was told; it is not to who has no token, nor where the pages are closed
 * @throws UserError where it does not in time
 */
export async function waitForVersion(
  site: Site,
  versionId: string,
  patience: Patience,
): Promise<'told' | 'untold'> {
  for (const until = Date.now() + patience.versionMs; ; await sleep(patience.pauseMs)) {
    const answered = versionOf(site, await ask(site, '/healthz'), versionId)
    if (!(answered instanceof UserError)) return answered
    if (Date.now() + patience.pauseMs > until) throw answered
  }
}

function versionOf({ baseUrl }: Site, asked: Asked, versionId: string): 'told' | 'untold' | UserError {
  if (asked.status === 'noAnswer') return connectionError(asked.error, baseUrl, '')
  const { ok, version, stores } = isRecord(asked.json) ? asked.json : {}
  if (ok === true && version === versionId) return 'told'
  // A version from before it was told would name the stores.
  if (ok === true && version === undefined && stores === undefined) return 'untold'
  const what = ok === true ? 'another version' : `${asked.status}, and is no Today Must Do`
  return new UserError(
    `${baseUrl.origin} answers ${what}: check the address, and run the command again in a minute.`,
  )
}

/** Reads the card of each store, and of all together. @throws UserError where the site reads nothing to anybody */
export async function readCards(site: Site, patience: Patience): Promise<ReadCards> {
  const until = Date.now() + patience.cardsMs
  const read = new Map<string, number>()
  const unread: { card: string; why: string }[] = []
  const left = [undefined, ...site.stores].values()
  const reader = async () => {
    for (const store of left) {
      const outcome = await readCard(site, store, until, patience.pauseMs)
      if ('source' in outcome) read.set(outcome.source, (read.get(outcome.source) ?? 0) + 1)
      else unread.push({ card: store ?? ALL_STORES, why: outcome.why })
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, reader))
  return { read, unread }
}

/** What one card came to. */
type CardRead = { source: string } | { why: string }

async function readCard(
  site: Site,
  store: string | undefined,
  until: number,
  pauseMs: number,
): Promise<CardRead> {
  const query = store === undefined ? '' : `?${new URLSearchParams({ store })}`
  for (;;) {
    const asked = await ask(site, `/api/diagnosis${query}`)
    if (asked.status === 200) return judged(asked.json, store)
    const { why, waitMs } = refusalOf(asked)
    if (waitMs === undefined || Date.now() + Math.max(waitMs, pauseMs) > until) return { why }
    await sleep(Math.max(waitMs, pauseMs))
  }
}

/** waitMs: after which it may be answered; undefined where it will not be. */
function refusalOf(asked: Asked): { why: string; waitMs?: number } {
  if (asked.status === 'noAnswer') return { why: String(asked.error), waitMs: 0 }
  const why = `${asked.status} ${printable(errorAnswer(asked.json).message)}`.trim()
  return asked.status === 429 || asked.status >= 500 ? { why, waitMs: asked.retryAfterMs } : { why }
}

/** Whether an answer holds what it is read for. */
function judged(json: unknown, store: string | undefined): CardRead {
  if (!isRecord(json) || typeof json.source !== 'string' || !Array.isArray(json.stores)) {
    return { why: 'no card in the answer' }
  }
  const failed = Array.isArray(json.failed) ? json.failed.length : 0
  if (failed > 0) return { why: `${failed} stores failed` }
  const absent = Array.isArray(json.absent) ? json.absent.filter(isRecord) : []
  const names = [...json.stores, ...absent.map((gone) => gone.store)]
  if (store !== undefined && !names.includes(store)) return { why: 'the card of another store' }
  return { source: json.source }
}

type Asked =
  | { status: number; retryAfterMs: number; json: unknown }
  /** The connection failed, or took too long. */
  | { status: 'noAnswer'; error: unknown }

/** @throws UserError where Cloudflare Access answers in the site's place */
async function ask({ baseUrl, token, serviceToken }: Site, path: string): Promise<Asked> {
  const sent = {
    headers: { ...serviceToken, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
    redirect: 'manual',
    signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
  } as const
  try {
    const response = await fetch(new URL(path, baseUrl), sent)
    const { status, headers } = response
    const body = await response.text()
    const location = headers.get('location') ?? undefined
    refuseAccessLogin({ status, location, body }, { baseUrl, serviceToken })
    const retryAfterMs = Math.min(Number(headers.get('retry-after')) || 0, 60) * 1000
    return { status, retryAfterMs, json: parseJson(body) }
  } catch (error) {
    if (error instanceof UserError) throw error
    return { status: 'noAnswer', error }
  }
}
