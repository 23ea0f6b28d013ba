import type { Context, Handler } from 'hono'
import { refresh } from '../cards/refresh'
import type { Services } from '../cards/services'
import { importOrders } from '../import/importOrders'
import { errorText, logEvent } from '../log'
import { recordInBackground } from './auditing'
import type { AppContext } from './context'
import { limitKey } from './guards'
import { LIMIT_PERIOD_SECONDS } from './rateLimits'
import { refuse } from './refusal'

/** Statuses of refusals that are not simply a bad file. */
const REFUSAL_STATUS: Record<string, 400 | 403 | 413> = { tooLarge: 413, foreignStores: 403 }

/** `POST /api/import`: an order export as CSV or gzip, of the stores that its sender may see. */
export const importRoute: Handler<AppContext> = async (context) => {
  const services = context.var.services
  if (!(await services.rateLimits.use('IMPORT_LIMIT', limitKey(context)))) {
    return refuse(context, { kind: 'limited', retryAfterSeconds: LIMIT_PERIOD_SECONDS })
  }
  const db = services.openDatabase()
  const body = context.req.raw.body ?? new Blob([]).stream()
  const started = services.now()
  const outcome = await importOrders(db, body, started, importableBy(context))
  if (outcome.status === 'refused') {
    if (outcome.refusal.reason === 'foreignStores') {
      const { stores } = outcome.refusal
      recordInBackground(context, {
        event: 'import',
        outcome: 'refused',
        stores: stores.length,
        lines: 0,
        ordersChanged: 0,
      })
    }
    return context.json(
      { status: 'refused', ...outcome.refusal },
      REFUSAL_STATUS[outcome.refusal.reason] ?? 400,
    )
  }
  const { report } = outcome
  const { stores, linesRead, ordersChanged } = report
  recordInBackground(context, {
    event: 'import',
    outcome: outcome.status,
    stores,
    lines: linesRead,
    ordersChanged,
  })
  logEvent('import.end', {
    status: outcome.status,
    linesRead: report.linesRead,
    ordersChanged: report.ordersChanged,
    rejected: report.rejected.count,
    elapsedMs: services.now().getTime() - started.getTime(),
    ...db.usage,
  })
  if (report.daysChanged > 0) await refreshCards(services)
  return context.json(outcome, outcome.status === 'interrupted' ? 503 : 200)
}

/** The stores that the sender may store orders of: his own, or any, also one that is new, where he has all. */
function importableBy(context: Context<AppContext>): (store: string) => boolean {
  const { visitor, scope } = context.var
  if (scope.kind === 'all') return () => true
  const own = new Set(visitor.kind === 'person' ? visitor.person.stores.map(({ name }) => name) : [])
  return (store) => own.has(store)
}

/**
 * Recomputes the cards of the stores that the import touched, before anyone asks: when the sender has his
 * answer, the page shows his figures. It goes on if he leaves, and the import stands if it fails.
 */
async function refreshCards(services: Services): Promise<void> {
  const refreshed = refresh(services, { trigger: 'import', cron: null, scheduledAt: services.now() }).catch(
    (error: unknown) => logEvent('refresh.failed', { error: errorText(error) }),
  )
  services.defer(refreshed)
  await refreshed
}
