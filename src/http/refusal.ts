import type { Context } from 'hono'
import { renderMessagePage } from '../ui/message/messagePage'
import type { MessageView } from '../ui/message/view'
import type { AppContext } from './context'
import { pageHeaders } from './headers'
import { languageOf } from './language'

const STATUS: Record<MessageView['kind'], 403 | 404 | 500> = { closed: 403, notFound: 404, error: 500 }

const MESSAGES: Record<MessageView['kind'], string> = {
  closed:
    'Access is closed. Set ACCESS_MODE=public (a variable of the Worker, in .dev.vars locally) to show the figures to everybody who has the address.',
  notFound: 'There is nothing here.',
  error: 'Something failed on our side. Try again; the reference names the line in the log.',
}

/** A request's refusal as a whole: a small page for people, JSON for programs. */
export async function refuse(context: Context<AppContext>, view: MessageView): Promise<Response> {
  if (context.req.path.startsWith('/api/')) {
    const reference = view.kind === 'error' ? { reference: view.reference } : {}
    return context.json({ error: view.kind, message: MESSAGES[view.kind], ...reference }, STATUS[view.kind])
  }
  const lang = languageOf(context)
  return context.body(
    renderMessagePage(view, lang),
    STATUS[view.kind],
    await pageHeaders(context.req.url, lang),
  )
}
