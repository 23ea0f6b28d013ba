import type { Handler } from 'hono'
import { COLUMN_NAMES } from '../diagnosis/orderFields'
import { importFile } from '../history/importFile'
import { countChanges } from '../import/changes'
import { logEvent } from '../log'
import { recordImport, recordRefusedImport } from './auditing'
import type { AppContext } from './context'
import { limitKey } from './guards'
import { importAnswers } from './importAnswers'
import { importAuthor } from './importAuthor'
import { BUSY_SECONDS, importStatus } from './importStatus'
import { LIMIT_PERIOD_SECONDS } from './rateLimits'
import { refreshAfterImport } from './refreshAfterImport'
import { refuse } from './refusal'

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
      recordRefusedImport(context, outcome.refusal.stores.length)
    }
    return context.json({ status: 'refused', ...outcome.refusal }, importStatus(outcome))
  }
  if (outcome.status === 'needsAnswer') return context.json(outcome, importStatus(outcome))
  const { report } = outcome
  recordImport(context, outcome.status, report)
  logEvent('import.end', {
    status: outcome.status,
    linesRead: report.linesRead,
    ordersChanged: countChanges(report),
    rejected: report.rejected.count,
    elapsedMs: services.now().getTime() - started.getTime(),
    ...db.usage,
  })
  if (report.daysChanged > 0) await refreshAfterImport(services)
  const status = importStatus(outcome)
  if (status === 503) context.header('Retry-After', String(BUSY_SECONDS))
  return context.json(outcome, status)
}

const MAX_FILE_CHARS = 300

function unreadableMap(map: string): string {
  return `map=${map} is not COLUMN=HEADER with one of the columns ${COLUMN_NAMES.join(', ')}.`
}
