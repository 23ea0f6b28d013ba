import type { Context } from 'hono'
import { errorText, logEvent } from '../log'
import { type Lang, pickLanguage } from '../ui/language'
import type { AppContext } from './context'
import { pageHeaders } from './headers'

/** What a page needs to begin: the language of its reader and the nonce of its styles. */
export interface PageStart {
  lang: Lang
  nonce: string
}

export function pageStart(context: Context<AppContext>): PageStart {
  return {
    lang: pickLanguage(context.req.query('lang'), context.req.header('accept-language')),
    nonce: crypto.randomUUID(),
  }
}

/**
 * A page in two pieces: the shell leaves at once, before anything is read, the body when it is there.
 * @param body never rejects: what goes wrong is a body that says so
 */
export function streamedPage(
  context: Context<AppContext>,
  { lang, nonce }: PageStart,
  shell: string,
  body: () => Promise<string>,
  status: 200 | 400 = 200,
): Response {
  return context.body(inOrder(shell, body), status, pageHeaders(context.req.url, lang, nonce))
}

/** A stream of a text that is there and one that follows. */
function inOrder(first: string, second: () => Promise<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async start(controller) {
      controller.enqueue(encoder.encode(first))
      // A turn for the network: while calls to the database follow each other, the local runtime sends nothing.
      await scheduler.wait(1)
      controller.enqueue(encoder.encode(await second()))
      controller.close()
    },
  })
}

/** What a page says of a failure, with the reference under which the log has the rest. */
export function unavailable(reason: 'timeout' | 'database' | 'unexpected', error: unknown) {
  const reference = crypto.randomUUID().slice(0, 8)
  logEvent('page.unavailable', { reference, reason, error: errorText(error) })
  return { status: 'unavailable', reason, reference } as const
}
