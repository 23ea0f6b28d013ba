import type { Handler } from 'hono'
import { COLUMN_NAMES } from '../diagnosis/orderFields'
import { importFile } from '../history/importFile'
import { logEvent } from '../log'
import { recordInBackground } from './auditing'
import type { AppContext } from './context'
import { limitKey } from './guards'
import { importAnswers } from './importAnswers'
import { importAuthor } from './importAuthor'
import { LIMIT_PERIOD_SECONDS } from './rateLimits'
import { refreshAfterImport } from './refreshAfterImport'
import { refuse } from './refusal'

/** Statuses of refusals that are not simply a bad file. */
const REFUSAL_STATUS: Record<string, 400 | 403 | 413> = { tooLarge: 413, foreignStores: 403 }

/** `POST /api/import`: an order export as CSV or gzip, of the stores that its sender may see. */
export const importRoute: Handler<AppContext> = async (context) => {
  const services = context.var.services
  if (!(await services.rateLimits.use('IMPORT_LIMIT', limitKey(context)))) {
    return refuse(context, { kind: 'limited', retryAfterSeconds: LIMIT_PERIOD_SECONDS })
  }
  const query = new URL(context.req.url).searchParams
  const asked = importAnswers(query)
  if (asked.status === 'unreadable') {
    return context.json({ error: 'unreadableMap', message: unreadableMap(asked.map) }, 400)
  }
  const db = services.openDatabase()
  const started = services.now()
  const file = {
    body: context.req.raw.body ?? new Blob([]).stream(),
    name: (query.get('file') ?? '').slice(0, MAX_FILE_CHARS).toWellFormed(),
    answers: asked.answers,
    completeDays: query.get('complete-days') === '1',
  }
  const outcome = await importFile(db, importAuthor(context), file, services.now)
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
    linesRead,
    ordersChanged,
    rejected: report.rejected.count,
    elapsedMs: services.now().getTime() - started.getTime(),
    ...db.usage,
  })
  if (report.daysChanged > 0) await refreshAfterImport(services)
  return context.json(outcome, STATUS[outcome.status])
}

const MAX_FILE_CHARS = 300

/** What an import that stored nothing has failed with; and one that goes on where it was, once it is sent again. */
const STATUS = {
  imported: 200,
  unchanged: 200,
  nothingImported: 422,
  needsAnswer: 422,
  interrupted: 503,
} as const

function unreadableMap(map: string): string {
  return `map=${map} is not COLUMN=HEADER with one of the columns ${COLUMN_NAMES.join(', ')}.`
}
