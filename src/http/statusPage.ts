import type { Context, Handler } from 'hono'
import { readStatus } from '../status/status'
import { TimeLimitError, withinLimit } from '../timeLimit'
import { renderStatusBody, renderStatusShell } from '../ui/status/statusPage'
import type { AppContext } from './context'
import { isSignedIn, mayImport } from './guards'
import { languageOf } from './language'
import { streamedPage, unavailable } from './streamedPage'

/** `GET /status`: how the system stands, as far as it is the reader's. */
export const statusPage: Handler<AppContext> = (context) => {
  const lang = languageOf(context)
  const shell = { lang, signedIn: isSignedIn(context), target: { page: 'status' } as const }
  const body = async () => renderStatusBody(await readSystem(context), shell)
  return streamedPage(context, lang, renderStatusShell(shell), body)
}

/** `GET /api/status`: the same as JSON. */
export const statusApi: Handler<AppContext> = async (context) => {
  const view = await readSystem(context)
  if (view.status === 'ready') return context.json(view.system)
  return context.json({ error: 'unavailable', message: 'The database does not answer. Try again.' }, 503)
}

async function readSystem(context: Context<AppContext>) {
  const { services, scope } = context.var
  try {
    const system = await withinLimit(readStatus(services, scope), services.answerLimitMs)
    return { status: 'ready', system, mayImport: mayImport(context) } as const
  } catch (error) {
    return unavailable(error instanceof TimeLimitError ? 'timeout' : 'database', error)
  }
}
