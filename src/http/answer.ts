import type { Context } from 'hono'
import type { CardOutcome } from '../cards/cardOutcome'
import { narrowCard } from '../cards/channelCard'
import { readCard, recallCard } from '../cards/readCard'
import type { ParsedRequest } from './cardRequest'
import type { AppContext } from './context'
import { limitKey } from './guards'

type Asked = ParsedRequest & { status: 'ok' }

/** The answer to a visit, of the stores that it may see, narrowed to a channel where it asks for one. */
export async function answer(context: Context<AppContext>, asked: Asked): Promise<CardOutcome> {
  const { services, scope } = context.var
  const mayCompute = () => services.rateLimits.use('COMPUTE_LIMIT', limitKey(context))
  const outcome = await readCard(services, { ...asked.request, scope, mayCompute })
  if (outcome.status !== 'ready' || asked.channel === null) return outcome
  // It is computed for each visit.
  if (!(await mayCompute())) return { status: 'limited' }
  return narrowCard(services, outcome, asked.channel)
}

/** The answer where a visit of a moment ago had the same; undefined for any other, and where a channel is asked for. */
export function recentAnswer(context: Context<AppContext>, asked: Asked): CardOutcome | undefined {
  const { services, scope } = context.var
  return asked.channel === null ? recallCard(services, { ...asked.request, scope }) : undefined
}

/** Whether the visitor asks for a day by name and has had his share of computing such days. */
export function isOutOfShare(context: Context<AppContext>, { request }: Asked): boolean {
  return (
    request.date !== null && context.var.services.rateLimits.isRefused('COMPUTE_LIMIT', limitKey(context))
  )
}
