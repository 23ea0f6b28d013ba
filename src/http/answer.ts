import type { CardOutcome } from '../cards/cardOutcome'
import { narrowCard } from '../cards/channelCard'
import { readCard, recallCard } from '../cards/readCard'
import type { Services } from '../cards/services'
import type { ParsedRequest } from './cardRequest'

/** The answer to a visit, narrowed to a channel where it asks for one. */
export async function answer(
  services: Services,
  asked: ParsedRequest & { status: 'ok' },
): Promise<CardOutcome> {
  const outcome = await readCard(services, asked.request)
  if (outcome.status !== 'ready' || asked.channel === null) return outcome
  return narrowCard(services, outcome, asked.channel)
}

/** The answer where a visit of a moment ago had the same; undefined for any other, and where a channel is asked for. */
export function recentAnswer(
  services: Services,
  asked: ParsedRequest & { status: 'ok' },
): CardOutcome | undefined {
  return asked.channel === null ? recallCard(services, asked.request) : undefined
}
