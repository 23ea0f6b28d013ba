import type { Context, Handler } from 'hono'
import { refresh } from '../cards/refresh'
import type { Services } from '../cards/services'
import { ownerOf } from '../data/importAnswers'
import { COLUMN_NAMES } from '../diagnosis/orderFields'
import { type ImportSender, importOrders } from '../import/importOrders'
import { errorText, logEvent } from '../log'
import { recordInBackground } from './auditing'
import type { AppContext } from './context'
import { limitKey } from './guards'
import { importAnswers } from './importAnswers'
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
  const asked = importAnswers(new URL(context.req.url).searchParams)
  if (asked.status === 'unreadable') {
    return context.json({ error: 'unreadableMap', message: unreadableMap(asked.map) }, 400)
  }
  const db = services.openDatabase()
  const body = context.req.raw.body ?? new Blob([]).stream()
  const started = services.now()
  const outcome = await importOrders(db, body, started, { ...senderOf(context), answers: asked.answers })
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
  if (outcome.status === 'needsAnswer') return context.json(outcome, STATUS.needsAnswer)
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
  return context.json(outcome, STATUS[outcome.status])
}

/** What an import that stored nothing has failed with; and one that goes on where it was, once it is sent again. */
const STATUS = {
  imported: 200,
  unchanged: 200,
  nothingImported: 422,
  needsAnswer: 422,
  interrupted: 503,
} as const

/** Whose import it is, and which stores he may store orders of: his own, or any, also one that is new, where he has all. */
function senderOf(context: Context<AppContext>): Pick<ImportSender, 'owner' | 'mayImport'> {
  const { visitor, scope } = context.var
  const person = visitor.kind === 'person' ? visitor.person : undefined
  const own = new Set(person?.stores.map(({ name }) => name))
  return {
    owner: ownerOf(person?.id ?? null),
    mayImport: (store) => scope.kind === 'all' || own.has(store),
  }
}

function unreadableMap(map: string): string {
  return `map=${map} is not COLUMN=HEADER with one of the columns ${COLUMN_NAMES.join(', ')}.`
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
