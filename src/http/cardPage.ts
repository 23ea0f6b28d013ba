import type { Handler } from 'hono'
import type { CardOutcome } from '../cards/cardOutcome'
import type { Services } from '../cards/services'
import { toDiagnosis } from '../cards/toDiagnosis'
import { renderCard, renderShell } from '../ui/home/page'
import type { CardView, ShellView } from '../ui/home/view'
import { answer, recentAnswer } from './answer'
import { parseCardRequest } from './cardRequest'
import type { AppContext } from './context'
import { languageOf } from './language'
import { renderOnce } from './rendering'
import { storeChoices } from './storeChoices'
import { streamedPage, unavailable, wholePage } from './streamedPage'

/**
 * `GET /`: the head, the styles and the skeleton leave before any call to the cache or the database; the
 * card follows in the same response. It always follows: what goes wrong is a card that says so. An answer
 * in the micro-cache leaves as one piece.
 */
export const cardPage: Handler<AppContext> = (context) => {
  const parsed = parseCardRequest(new URL(context.req.url).searchParams)
  const asked = parsed.status === 'ok' ? { ...parsed.request, channel: parsed.channel } : NOTHING
  const lang = languageOf(context)
  const shell: ShellView = { lang, ...asked }
  const { services } = context.var
  const recent = parsed.status === 'ok' && recentAnswer(services, parsed)
  if (recent)
    return wholePage(context, lang, renderShellOnce(recent, shell) + renderCardOnce(recent, shell, services))

  const card = async (): Promise<string> => {
    if (parsed.status === 'badRequest') return renderCard(parsed, shell)
    try {
      return renderCardOnce(await answer(services, parsed), shell, services)
    } catch (error) {
      return renderCard(unavailable('unexpected', error), shell)
    }
  }
  return streamedPage(context, lang, renderShell(shell), card, parsed.status === 'ok' ? 200 : 400)
}

const NOTHING = { stores: [], date: null, channel: null }

function renderShellOnce(outcome: CardOutcome, shell: ShellView): string {
  return renderOnce(outcome, `shell ${JSON.stringify(shell)}`, () => renderShell(shell))
}

function renderCardOnce(outcome: CardOutcome, shell: ShellView, { now }: Services): string {
  return renderOnce(outcome, `card ${JSON.stringify(shell)}`, () =>
    renderCard(toCardView(outcome, now()), shell),
  )
}

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
