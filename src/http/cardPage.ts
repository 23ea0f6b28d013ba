import type { Handler } from 'hono'
import type { CardOutcome } from '../cards/cardOutcome'
import { toDiagnosis } from '../cards/toDiagnosis'
import type { Directory } from '../data/directory'
import { errorText, logEvent } from '../log'
import { pickLanguage } from '../ui/language'
import { renderCard, renderShell } from '../ui/page'
import type { CardView, ShellView, StoreChoice } from '../ui/view'
import { answer } from './answer'
import { parseCardRequest } from './cardRequest'
import type { AppContext } from './context'
import { pageHeaders } from './headers'

/**
 * `GET /`: the head, the styles and the skeleton leave before any call to the cache or the database; the
 * card follows in the same response. It always follows: what goes wrong is a card that says so.
 */
export const cardPage: Handler<AppContext> = (context) => {
  const parsed = parseCardRequest(new URL(context.req.url).searchParams)
  const { stores, date } = parsed.status === 'ok' ? parsed.request : { stores: [], date: null }
  const channel = parsed.status === 'ok' ? parsed.channel : null
  const lang = pickLanguage(context.req.query('lang'), context.req.header('accept-language'))
  const nonce = crypto.randomUUID()
  const shell: ShellView = { lang, nonce, stores, date, channel }
  const { services } = context.var

  const card = async (): Promise<string> => {
    if (parsed.status === 'badRequest') return renderCard(parsed, shell)
    try {
      return renderCard(toCardView(await answer(services, parsed), services.now()), shell)
    } catch (error) {
      return renderCard(unavailable('unexpected', errorText(error)), shell)
    }
  }
  const headers = pageHeaders(context.req.url, lang, nonce)
  return context.body(inOrder(renderShell(shell), card), parsed.status === 'ok' ? 200 : 400, headers)
}

/** A stream of a text that is there and one that follows. */
function inOrder(first: string, second: () => Promise<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async start(controller) {
      controller.enqueue(encoder.encode(first))
      controller.enqueue(encoder.encode(await second()))
      controller.close()
    },
  })
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

function storeChoices({ stores }: Directory): StoreChoice[] {
  return stores.map(({ name, firstDate, lastDate }) => ({ store: name, firstDate, lastDate }))
}

function unavailable(reason: 'timeout' | 'database' | 'unexpected', error: string): CardView {
  const reference = crypto.randomUUID().slice(0, 8)
  logEvent('page.unavailable', { reference, reason, error })
  return { status: 'unavailable', reason, reference }
}
