import { setTimeout as pause } from 'node:timers/promises'
import { isRecord, parseJson } from '../src/json.ts'
import { type AdminTarget, refusal, sendAdmin, unexpectedAnswer } from './adminClient.ts'
import { refuseAccessLogin } from './cloudflareAccess.ts'

/** Moves a store from one database of a server to another, by `/api/stores/move`. */

/** How far one request has come. */
export interface MoveProgress {
  step: string
  table: string | null
  rows: number
  beganAgainFor: string | null
}

/** `differs`: what is copied does not become the same, however often. */
export type Moved =
  | { status: 'moved' | 'turnedBack' }
  | { status: 'refused'; reason: string; message: string }
  | { status: 'differs'; table: string }

/** A server that is just overloaded or deployed is back by then. */
const MAX_FAILURES = 5
const MAX_BEGINNINGS = 3
const PAUSE_MS = 2_000

/**
 * Asks again and again, until the store has moved.
 * @param tell is told how far it is after each request
 * @throws UserError where the server does not do it
 */
export async function moveStore(
  target: AdminTarget,
  what: { store: string; to: string },
  tell: (progress: MoveProgress) => void,
  pauseMs = PAUSE_MS,
): Promise<Moved> {
  let beginnings = 0
  for (;;) {
    const answer = await askPatiently(target, what, pauseMs)
    if (answer.status !== 'unfinished') return answer
    const { progress } = answer
    tell(progress)
    if (progress.beganAgainFor !== null && ++beginnings >= MAX_BEGINNINGS) {
      return { status: 'differs', table: progress.beganAgainFor }
    }
    if (progress.step === 'waiting') await pause(pauseMs)
  }
}

type Answer = Moved | { status: 'unfinished'; progress: MoveProgress }

/** Asks once more where the server is not there for a moment. */
async function askPatiently(
  target: AdminTarget,
  what: { store: string; to: string },
  pauseMs: number,
): Promise<Answer> {
  for (let failures = 1; ; failures++) {
    const answer = await sendAdmin(target, 'POST', '/api/stores/move', what)
    refuseAccessLogin(answer, target)
    const json = parseJson(answer.body)
    const read = readAnswer(json)
    if (read) return read
    if (answer.status < 300) throw unexpectedAnswer(target, answer.status, 'moves')
    if (answer.status < 500 || failures >= MAX_FAILURES) throw refusal(target, answer.status, json, 'moves')
    await pause(pauseMs)
  }
}

function readAnswer(json: unknown): Answer | undefined {
  if (!isRecord(json)) return undefined
  switch (json.status) {
    case 'moved':
    case 'turnedBack':
      return { status: json.status }
    case 'refused':
      return { status: 'refused', reason: String(json.reason), message: String(json.message) }
    case 'unfinished': {
      const { step, table, rows, beganAgainFor } = json
      const textOf = (value: unknown) => (typeof value === 'string' ? value : null)
      return {
        status: 'unfinished',
        progress: {
          step: String(step),
          table: textOf(table),
          rows: Number(rows) || 0,
          beganAgainFor: textOf(beganAgainFor),
        },
      }
    }
    default:
      return undefined
  }
}
