import type { Handler } from 'hono'
import { refresh } from '../cards/refresh'
import type { Services } from '../cards/services'
import { importOrders } from '../import/importOrders'
import { errorText, logEvent } from '../log'
import type { AppContext } from './context'

/** Statuses of refusals that are not simply a bad file. */
const REFUSAL_STATUS: Record<string, 400 | 413> = { tooLarge: 413 }

/** `POST /api/import`: an order export as CSV or gzip, from who has passed `importAccess`. */
export const importRoute: Handler<AppContext> = async (context) => {
  const services = context.var.services
  const db = services.openDatabase()
  const body = context.req.raw.body ?? new Blob([]).stream()
  const started = services.now()
  const outcome = await importOrders(db, body, started)
  if (outcome.status === 'refused') {
    return context.json(
      { status: 'refused', ...outcome.refusal },
      REFUSAL_STATUS[outcome.refusal.reason] ?? 400,
    )
  }
  const { report } = outcome
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
