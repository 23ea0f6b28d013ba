import type { Context, Handler } from 'hono'
import { AUDIT_PAGE_EVENTS, type AuditRecord, loadAuditEvents } from '../data/auditEvents'
import { renderAuditPage } from '../ui/audit/auditPage'
import { accountPage } from './accountPage'
import type { AppContext } from './context'
import { wholeNumber } from './formValues'

/** `GET /audit?before=ID`: who did what, newest first. */
export const auditPage: Handler<AppContext> = (context) =>
  accountPage(
    context,
    async () => ({
      status: 'ready' as const,
      ...(await read(context)),
      nowIso: context.var.services.now().toISOString(),
    }),
    renderAuditPage,
  )

/** `GET /api/audit?before=ID`: the same as JSON. */
export const auditJson: Handler<AppContext> = async (context) => context.json(await read(context))

async function read(context: Context<AppContext>): Promise<{ events: AuditRecord[]; before: number | null }> {
  const { services } = context.var
  const asked = wholeNumber(context.req.query('before'))
  const events = await loadAuditEvents(services.openDatabase(), asked === 0 ? null : asked, services.now())
  const before = events.length < AUDIT_PAGE_EVENTS ? null : (events.at(-1)?.id ?? null)
  return { events, before }
}
