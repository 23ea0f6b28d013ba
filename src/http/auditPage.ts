import type { Context, Handler } from 'hono'
import { AUDIT_PAGE_EVENTS, type AuditRecord, loadAuditEvents } from '../data/auditEvents'
import { renderAuditPage } from '../ui/audit/auditPage'
import type { AuditView } from '../ui/audit/view'
import type { AppContext } from './context'
import { wholeNumber } from './formValues'
import { pageHeaders } from './headers'
import { languageOf } from './language'
import { unavailable } from './streamedPage'

/** `GET /audit?before=ID`: who did what, newest first. */
export const auditPage: Handler<AppContext> = async (context) => {
  const lang = languageOf(context)
  let view: AuditView
  try {
    view = { status: 'ready', ...(await read(context)), nowIso: context.var.services.now().toISOString() }
  } catch (error) {
    view = unavailable('database', error)
  }
  const html = renderAuditPage(view, lang)
  const headers = await pageHeaders(context.req.url, lang)
  return context.body(html, view.status === 'ready' ? 200 : 503, headers)
}

/** `GET /api/audit?before=ID`: the same as JSON. */
export const auditJson: Handler<AppContext> = async (context) => context.json(await read(context))

async function read(context: Context<AppContext>): Promise<{ events: AuditRecord[]; before: number | null }> {
  const { services } = context.var
  const asked = wholeNumber(context.req.query('before'))
  const events = await loadAuditEvents(services.openDatabase(), asked === 0 ? null : asked, services.now())
  const before = events.length < AUDIT_PAGE_EVENTS ? null : (events.at(-1)?.id ?? null)
  return { events, before }
}
