import type { Context } from 'hono'
import { pickLanguage } from '../ui/language'
import { renderMessagePage } from '../ui/messagePage'
import type { MessageView } from '../ui/view'
import type { AppContext } from './context'
import { pageHeaders } from './headers'

const STATUS: Record<MessageView['kind'], 403 | 404 | 500> = { closed: 403, notFound: 404, error: 500 }

const MESSAGES: Record<MessageView['kind'], string> = {
  closed:
    'Access is closed. Set ACCESS_MODE=public (a variable of the Worker, in .dev.vars locally) to show the figures to everybody who has the address.',
  notFound: 'There is nothing here.',
  error: 'Something failed on our side. Try again; the reference names the line in the log.',
}

/** A request's refusal as a whole: a small page for people, JSON for programs. */
export function refuse(context: Context<AppContext>, view: MessageView): Response {
  if (context.req.path.startsWith('/api/')) {
    const reference = view.kind === 'error' ? { reference: view.reference } : {}
    return context.json({ error: view.kind, message: MESSAGES[view.kind], ...reference }, STATUS[view.kind])
  }
  const lang = pickLanguage(context.req.query('lang'), context.req.header('accept-language'))
  const nonce = crypto.randomUUID()
  return context.body(
    renderMessagePage(view, { lang, nonce }),
    STATUS[view.kind],
    pageHeaders(context.req.url, lang, nonce),
  )
}
