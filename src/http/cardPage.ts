import type { Handler } from 'hono'
import type { CardOutcome } from '../cards/cardOutcome'
import type { Services } from '../cards/services'
import { toDiagnosis } from '../cards/toDiagnosis'
import { shopDate } from '../shop'
import { renderCard, renderShell } from '../ui/home/page'
import type { CardView, ShellView } from '../ui/home/view'
import { answer, isOutOfShare, recentAnswer } from './answer'
import { parseCardRequest } from './cardRequest'
import type { AppContext } from './context'
import { isSignedIn, mayImport } from './guards'
import { parseHomeView } from './homeView'
import { redirectionOf } from './landing'
import { languageOf } from './language'
import { LIMIT_PERIOD_SECONDS } from './rateLimits'
import { renderOnce } from './rendering'
import { storeChoices } from './storeChoices'
import { limitedPage, streamedPage, unavailable, wholePage } from './streamedPage'

/**
 * `GET /`: the head, the styles and the skeleton leave before any call to the cache or the database; the
 * card follows in the same response. It always follows: what goes wrong is a card that says so. An answer
 * in the micro-cache leaves as one piece.
 */
export const cardPage: Handler<AppContext> = (context) => {
  const redirection = redirectionOf(context)
  if (redirection !== undefined) return context.redirect(redirection, 302)
  const query = new URL(context.req.url).searchParams
  const parsed = parseCardRequest(query)
  const asked = parsed.status === 'ok' ? { ...parsed.request, channel: parsed.channel } : NOTHING
  const lang = languageOf(context)
  const shell: ShellView = {
    lang,
    signedIn: isSignedIn(context),
    mayImport: mayImport(context),
    origin: new URL(context.req.url).origin,
    ...asked,
    ...parseHomeView(query),
  }
  const { services } = context.var
  const recent = parsed.status === 'ok' && recentAnswer(context, parsed)
  if (recent) return wholePage(context, lang, renderPageOnce(recent, shell, services), 'copying')

  if (parsed.status === 'ok' && isOutOfShare(context, parsed)) {
    return limitedPage(context, lang, renderShell(shell), renderCard(LIMITED, shell))
  }

  const card = async (): Promise<string> => {
    if (parsed.status === 'badRequest') return renderCard(parsed, shell)
    try {
      return renderCardOnce(await answer(context, parsed), shell, services)
    } catch (error) {
      return renderCard(unavailable('unexpected', error), shell)
    }
  }
  return streamedPage(context, lang, renderShell(shell), card, parsed.status === 'ok' ? 200 : 400, 'copying')
}

const NOTHING = { stores: [], date: null, channel: null }
const LIMITED = { status: 'limited', retryAfterSeconds: LIMIT_PERIOD_SECONDS } as const

/** The whole page as it goes over the wire: to encode it takes longer than all else of such an answer. */
function renderPageOnce(outcome: CardOutcome, shell: ShellView, services: Services): Uint8Array<ArrayBuffer> {
  return renderOnce(outcome, `page ${JSON.stringify(shell)}`, () =>
    new TextEncoder().encode(renderShell(shell) + renderCardOnce(outcome, shell, services)),
  )
}

function renderCardOnce(outcome: CardOutcome, shell: ShellView, { now }: Services): string {
  return renderOnce(outcome, `card ${JSON.stringify(shell)}`, () =>
    renderCard(toCardView(outcome, now(), shell), shell),
  )
}

function toCardView(outcome: CardOutcome, now: Date, shell: ShellView): CardView {
  switch (outcome.status) {
    case 'ready':
      return {
        status: 'ready',
        diagnosis: toDiagnosis(outcome, shopDate(now)),
        directory: storeChoices(outcome.directory, shell.stores),
        nowIso: now.toISOString(),
        // For those who look after the system.
        ...(shell.mayImport && outcome.trouble !== undefined ? { trouble: outcome.trouble } : {}),
      }
    case 'unknownStore':
      return { ...outcome, directory: storeChoices(outcome.directory, outcome.stores) }
    case 'unavailable':
      return unavailable(outcome.reason === 'timeout' ? 'timeout' : 'database', outcome.error)
    case 'limited':
      return LIMITED
    case 'noStores':
    case 'noData':
      return outcome
  }
}
