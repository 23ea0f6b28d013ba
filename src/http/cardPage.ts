import type { Handler } from 'hono'
import type { CardOutcome } from '../cards/cardOutcome'
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
  const recent = parsed.status === 'ok' && recentAnswer(context, parsed)
  if (recent) return wholePage(context, lang, renderPageOnce(recent, shell, context.var), 'copying')

  if (parsed.status === 'ok' && isOutOfShare(context, parsed)) {
    return limitedPage(context, lang, renderShell(shell), renderCard(LIMITED, shell))
  }

  const card = async (): Promise<string> => {
    if (parsed.status === 'badRequest') return renderCard(parsed, shell)
    try {
      return renderCardOnce(await answer(context, parsed), shell, context.var)
    } catch (error) {
      return renderCard(unavailable('unexpected', error), shell)
    }
  }
  return streamedPage(context, lang, renderShell(shell), card, parsed.status === 'ok' ? 200 : 400, 'copying')
}

type Asked = Pick<AppContext['Variables'], 'services' | 'scope'>

const NOTHING = { stores: [], date: null, channel: null }
const LIMITED = { status: 'limited', retryAfterSeconds: LIMIT_PERIOD_SECONDS } as const

/** The whole page as it goes over the wire: to encode it takes longer than all else of such an answer. */
function renderPageOnce(outcome: CardOutcome, shell: ShellView, asked: Asked): Uint8Array<ArrayBuffer> {
  return renderOnce(outcome, `page ${JSON.stringify(shell)}`, () =>
    new TextEncoder().encode(renderShell(shell) + renderCardOnce(outcome, shell, asked)),
  )
}

/** An answer is of one scope: what its rendering takes from that is no variant. */
function renderCardOnce(outcome: CardOutcome, shell: ShellView, { services, scope }: Asked): string {
  return renderOnce(outcome, `card ${JSON.stringify(shell)}`, () =>
    renderCard(toCardView(outcome, services.now(), shell, scope.kind === 'all'), shell),
  )
}

/** @param seesAll whether the reader sees all stores */
function toCardView(outcome: CardOutcome, now: Date, shell: ShellView, seesAll: boolean): CardView {
  switch (outcome.status) {
    case 'ready':
      return {
        status: 'ready',
        diagnosis: toDiagnosis(outcome, shopDate(now)),
        directory: storeChoices(outcome.directory, shell.stores),
        nowIso: now.toISOString(),
        // For those who look after the system.
        ...(shell.mayImport && outcome.trouble !== undefined ? { trouble: outcome.trouble } : {}),
        ...(shell.mayImport && seesAll && outcome.isFilling ? { isFilling: true as const } : {}),
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
