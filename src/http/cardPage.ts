import type { Handler } from 'hono'
import type { CardOutcome } from '../cards/cardOutcome'
import { toDiagnosis } from '../cards/toDiagnosis'
import { renderCard, renderShell } from '../ui/page'
import type { CardView, ShellView } from '../ui/view'
import { answer } from './answer'
import { parseCardRequest } from './cardRequest'
import type { AppContext } from './context'
import { storeChoices } from './storeChoices'
import { pageStart, streamedPage, unavailable } from './streamedPage'

/**
 * `GET /`: the head, the styles and the skeleton leave before any call to the cache or the database; the
 * card follows in the same response. It always follows: what goes wrong is a card that says so.
 */
export const cardPage: Handler<AppContext> = (context) => {
  const parsed = parseCardRequest(new URL(context.req.url).searchParams)
  const asked = parsed.status === 'ok' ? { ...parsed.request, channel: parsed.channel } : NOTHING
  const start = pageStart(context)
  const shell: ShellView = { ...start, ...asked }
  const { services } = context.var

  const card = async (): Promise<string> => {
    if (parsed.status === 'badRequest') return renderCard(parsed, shell)
    try {
      return renderCard(toCardView(await answer(services, parsed), services.now()), shell)
    } catch (error) {
      return renderCard(unavailable('unexpected', error), shell)
    }
  }
  return streamedPage(context, start, renderShell(shell), card, parsed.status === 'ok' ? 200 : 400)
}

const NOTHING = { stores: [], date: null, channel: null }

function toCardView(outcome: CardOutcome, now: Date): CardView {
  switch (outcome.status) {
    case 'ready':
      return {
        status: 'ready',
        diagnosis: toDiagnosis(outcome),
        directory: storeChoices(outcome.directory),
        nowIso: now.toISOString(),
      }
    case 'unknownStore':
      return { ...outcome, directory: storeChoices(outcome.directory) }
    case 'unavailable':
      return unavailable(outcome.reason === 'timeout' ? 'timeout' : 'database', outcome.error)
    case 'noData':
      return outcome
  }
}
