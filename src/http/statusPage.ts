import type { Handler } from 'hono'
import type { Services } from '../cards/services'
import { readStatus } from '../status/status'
import { TimeLimitError, withinLimit } from '../timeLimit'
import { renderStatusBody, renderStatusShell } from '../ui/status/statusPage'
import type { AppContext } from './context'
import { languageOf } from './language'
import { streamedPage, unavailable } from './streamedPage'

/** `GET /status`: how the system stands, for the people who run it. */
export const statusPage: Handler<AppContext> = (context) => {
  const lang = languageOf(context)
  const shell = { lang, target: { page: 'status' } as const }
  const body = async () => renderStatusBody(await readSystem(context.var.services), shell)
  return streamedPage(context, lang, renderStatusShell(shell), body)
}

/** `GET /api/status`: the same as JSON. */
export const statusApi: Handler<AppContext> = async (context) => {
  const view = await readSystem(context.var.services)
  const headers = { 'Cache-Control': 'private, no-store' }
  if (view.status === 'ready') return context.json(view.system, 200, headers)
  return context.json(
    { error: 'unavailable', message: 'The database does not answer. Try again.' },
    503,
    headers,
  )
}

async function readSystem(services: Services) {
  try {
    const system = await withinLimit(readStatus(services), services.answerLimitMs)
    return { status: 'ready', system } as const
  } catch (error) {
    return unavailable(error instanceof TimeLimitError ? 'timeout' : 'database', error)
  }
}
