import type { Context } from 'hono'
import type { Lang } from '../diagnosis/words'
import type { Unavailable } from '../ui/problem'
import type { AppContext } from './context'
import { pageHeaders } from './headers'
import { languageOf } from './language'
import { unavailable } from './streamedPage'

/** A whole page about people: what it shows is read first, and it says so where that fails. */
export async function accountPage<View extends { status: 'ready' }>(
  context: Context<AppContext>,
  read: () => Promise<View>,
  render: (view: View | Unavailable, lang: Lang) => string,
  status: 200 | 400 | 404 | 409 = 200,
): Promise<Response> {
  const lang = languageOf(context)
  const headers = await pageHeaders(context.req.url, lang)
  try {
    return context.body(render(await read(), lang), status, headers)
  } catch (error) {
    return context.body(render(unavailable('database', error), lang), 503, headers)
  }
}
