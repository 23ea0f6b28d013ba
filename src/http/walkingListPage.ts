import type { Handler } from 'hono'
import { isListName } from '../diagnosis/lists/index'
import { renderWalkingListBody, renderWalkingListShell } from '../ui/walkingList/walkingListPage'
import { recordInBackground } from './auditing'
import type { AppContext } from './context'
import { isSignedIn, limitKey } from './guards'
import { languageOf } from './language'
import { openList, readWholeList, recordedExport } from './listPage'
import { parseListRequest } from './listRequest'
import { LIMIT_PERIOD_SECONDS } from './rateLimits'
import { refuse } from './refusal'
import { limitedPage, streamedPage } from './streamedPage'

/** `GET /rules/NAME/print`: all rows of a list for paper. It is taken along as a file is, so it is limited and recorded as one. */
export const walkingListPage: Handler<AppContext, '/rules/:name/print'> = async (context) => {
  const name = context.req.param('name')
  if (!isListName(name)) return refuse(context, { kind: 'notFound' })
  const parsed = parseListRequest(name, new URL(context.req.url).searchParams)
  const lang = languageOf(context)
  const { selection, query } = parsed.status === 'ok' ? parsed : openList(name)
  const shell = {
    lang,
    signedIn: isSignedIn(context),
    target: { page: 'list', scope: selection, query },
  } as const
  if (!(await context.var.services.rateLimits.use('EXPORT_LIMIT', limitKey(context)))) {
    const limited = renderWalkingListBody(
      { status: 'limited', retryAfterSeconds: LIMIT_PERIOD_SECONDS },
      shell,
    )
    return limitedPage(context, lang, renderWalkingListShell(shell), limited)
  }
  const body = async () => {
    if (parsed.status === 'badRequest') return renderWalkingListBody(parsed, shell)
    const view = await readWholeList(context, parsed)
    if (view.status === 'ready') recordInBackground(context, recordedExport(view.list, 'print'))
    return renderWalkingListBody(view, shell)
  }
  return streamedPage(context, lang, renderWalkingListShell(shell), body, parsed.status === 'ok' ? 200 : 400)
}
