import type { Handler } from 'hono'
import type { ReadyCard } from '../cards/cardOutcome'
import { toDiagnosis } from '../cards/toDiagnosis'
import { shopDate } from '../shop'
import type { BadRequest } from '../ui/problem'
import { answer } from './answer'
import { parseCardRequest } from './cardRequest'
import type { AppContext } from './context'
import { LIMIT_PERIOD_SECONDS } from './rateLimits'
import { refuse } from './refusal'
import { renderOnce } from './rendering'

const BAD_REQUESTS = {
  unreadableDate: 'date is no calendar day: write it as YYYY-MM-DD.',
  unreadableStore: 'store is longer than any store name.',
  tooManyStores: 'More than 100 stores: leave out store to ask for all of them.',
} as const satisfies Record<BadRequest['code'], string>

/** `GET /api/diagnosis?store=…&date=…`: the diagnosis as JSON (docs/rules.md#the-json). */
export const diagnosisApi: Handler<AppContext> = async (context) => {
  const parsed = parseCardRequest(new URL(context.req.url).searchParams)
  if (parsed.status === 'badRequest') {
    return context.json({ error: parsed.code, message: BAD_REQUESTS[parsed.code] }, 400)
  }
  const { services } = context.var
  const startedMs = services.now().getTime()
  const outcome = await answer(context, parsed)
  const elapsedMs = services.now().getTime() - startedMs
  switch (outcome.status) {
    case 'ready':
      return context.body(jsonOf(outcome, services.now()), 200, {
        'Content-Type': 'application/json',
        'Server-Timing': `card;desc="${outcome.source}";dur=${elapsedMs}`,
      })
    case 'noData':
      return context.json({ error: 'noData', message: 'No orders yet: import an order export first.' }, 404)
    case 'unknownStore':
      return context.json({ error: 'unknownStore', message: 'No such store.', stores: outcome.stores }, 404)
    case 'noStores':
      return context.json(
        { error: 'noStores', message: 'None of your stores has orders yet: ask an admin which are yours.' },
        404,
      )
    case 'limited':
      return refuse(context, { kind: 'limited', retryAfterSeconds: LIMIT_PERIOD_SECONDS })
    case 'unavailable':
      return context.json(
        {
          error: 'unavailable',
          reason: outcome.reason,
          message: 'The figures are not available just now. Try again.',
        },
        503,
        { 'Retry-After': '10' },
      )
  }
}

function jsonOf(answer: ReadyCard, now: Date): string {
  return renderOnce(answer, 'json', () => JSON.stringify(toDiagnosis(answer, shopDate(now))))
}
