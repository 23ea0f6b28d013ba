import type { Context } from 'hono'
import type { Lang } from '../diagnosis/words'
import { errorText, logEvent } from '../log'
import type { Unavailable } from '../ui/problem'
import type { AppContext } from './context'
import { type PageScripts, pageHeaders } from './headers'
import { LIMIT_PERIOD_SECONDS } from './rateLimits'

/**
 * A page in two pieces: the shell leaves at once, before anything is read, the body when it is there.
 * @param body never rejects: what goes wrong is a body that says so
 */
export async function streamedPage(
  context: Context<AppContext>,
  lang: Lang,
  shell: string,
  body: () => Promise<string>,
  status: 200 | 400 = 200,
  scripts: PageScripts = 'none',
): Promise<Response> {
  return context.body(inOrder(shell, body), status, await pageHeaders(context.req.url, lang, scripts))
}

/** A page whose reader is to wait: the same frame, so that he goes on from it. */
export async function limitedPage(
  context: Context<AppContext>,
  lang: Lang,
  shell: string,
  body: string,
): Promise<Response> {
  context.header('Retry-After', String(LIMIT_PERIOD_SECONDS))
  return context.body(shell + body, 429, await pageHeaders(context.req.url, lang))
}

/** A page that is there as a whole, and can tell so. */
export async function wholePage(
  context: Context<AppContext>,
  lang: Lang,
  html: Uint8Array<ArrayBuffer>,
  scripts: PageScripts = 'none',
): Promise<Response> {
  const headers = await pageHeaders(context.req.url, lang, scripts)
  return context.body(html, 200, { ...headers, 'Server-Timing': 'card;desc="recent";dur=0' })
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
export function unavailable(reason: Unavailable['reason'], error: unknown): Unavailable {
  const reference = crypto.randomUUID().slice(0, 8)
  logEvent('page.unavailable', { reference, reason, error: errorText(error) })
  return { status: 'unavailable', reason, reference }
}
