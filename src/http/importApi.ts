import type { Context, Handler } from 'hono'
import { DatabaseError } from '../data/database'
import { OrderTooLargeError, TooLargeError } from '../data/tooLarge'
import { recallAnswers } from '../history/answers'
import { compareOrders } from '../history/compare'
import { latestDate } from '../history/importFile'
import { endedImport, finishImport, importPart, openImport, startImport } from '../history/importParts'
import { loadHistory, loadImport } from '../history/readHistory'
import { readEnd } from '../import/endBody'
import { readComparedPart, readPart, readStart } from '../import/partBody'
import type { ImportSettings } from '../import/protocol'
import type { Refusal } from '../import/refusal'
import { errorText, logEvent } from '../log'
import { CURRENCY, TIME_ZONE } from '../shop'
import { recordImport, recordRefusedImport } from './auditing'
import type { AppContext } from './context'
import { wholeNumber } from './formValues'
import { limitKey } from './guards'
import { importAuthor } from './importAuthor'
import { BROKEN_STATUS, BUSY_SECONDS, FILE_STATUS, refusalStatus } from './importStatus'
import { jsonBodyOf } from './jsonBody'
import { LIMIT_PERIOD_SECONDS } from './rateLimits'
import { refreshAfterImport } from './refreshAfterImport'
import { refuse } from './refusal'
import { undo } from './undo'

/** The wire of an import (docs/imports.md): JSON, bodies packed with gzip. */

/** `GET /api/imports/settings?header=SIGNATURE` */
export const importSettings: Handler<AppContext> = async (context) => {
  const { services } = context.var
  const { owner } = importAuthor(context)
  const header = context.req.query('header') ?? ''
  const answers = header === '' ? undefined : await recallAnswers(services.openDatabase(), owner, header)
  const settings: ImportSettings = {
    timeZone: TIME_ZONE,
    currency: CURRENCY,
    latestDate: latestDate(services.now()),
    answers: answers ?? {},
  }
  return context.json(settings)
}

/** `POST /api/imports` */
export const startImportRoute: Handler<AppContext> = async (context) => {
  const { services } = context.var
  if (!(await services.rateLimits.use('IMPORT_LIMIT', limitKey(context)))) {
    return refuse(context, { kind: 'limited', retryAfterSeconds: LIMIT_PERIOD_SECONDS })
  }
  const start = readStart(await jsonBodyOf(context.req.raw))
  if (!start) return unreadable(context)
  const author = importAuthor(context)
  const started = await startImport(services.openDatabase(), author, start, services.now())
  if (started.status === 'started') return context.json(started, 201)
  if (started.refusal.reason === 'foreignStores') recordRefusedImport(context, start.stores.length)
  return refused(context, started.refusal)
}

/** `POST /api/imports/compare` */
export const compareRoute: Handler<AppContext> = async (context) => {
  const { services } = context.var
  const part = readComparedPart(await jsonBodyOf(context.req.raw), latestDate(services.now()))
  if (!part) return unreadable(context)
  const compared = await compareOrders(services.openDatabase(), importAuthor(context), part)
  return compared.status === 'refused' ? refused(context, compared.refusal) : context.json(compared)
}

/** `POST /api/imports/ID/parts/N` */
export const partRoute: Handler<AppContext, '/api/imports/:id/parts/:part'> = async (context) => {
  const { services } = context.var
  const part = readPart(await jsonBodyOf(context.req.raw), latestDate(services.now()))
  const number = wholeNumber(context.req.param('part'))
  if (!part || number === 0) return unreadable(context)
  const db = services.openDatabase()
  const author = importAuthor(context)
  const open = await openImport(db, author, wholeNumber(context.req.param('id')))
  if (!open) return noSuchImport(context)
  try {
    const outcome = await importPart(db, author, open, number, part, services.now())
    return outcome.status === 'refused' ? refused(context, outcome.refusal) : context.json(outcome.counts)
  } catch (error) {
    return notStored(context, part.store, error)
  }
}

/** `POST /api/imports/ID/finish` */
export const finishRoute: Handler<AppContext, '/api/imports/:id/finish'> = async (context) => {
  const { services } = context.var
  const end = readEnd(await jsonBodyOf(context.req.raw))
  if (!end) return unreadable(context)
  const db = services.openDatabase()
  const author = importAuthor(context)
  const id = wholeNumber(context.req.param('id'))
  const open = await openImport(db, author, id)
  if (!open) {
    const ended = await endedImport(db, author, id)
    return ended ? context.json(ended, FILE_STATUS[ended.status]) : noSuchImport(context)
  }
  const finished = await finishImport(db, author, open, end, services.now())
  if (!finished) {
    return context.json({ error: 'partsMissing', message: 'Not all parts of this import have arrived.' }, 409)
  }
  recordImport(context, finished.status, finished.report)
  if (finished.report.daysChanged > 0) await refreshAfterImport(services)
  return context.json(finished, FILE_STATUS[finished.status])
}

/** `GET /api/imports?before=ID` */
export const historyJson: Handler<AppContext> = async (context) => {
  const { services, scope } = context.var
  const beforeId = wholeNumber(context.req.query('before')) || null
  const records = await loadHistory(services.openDatabase(), scope, { beforeId }, services.now())
  return context.json({ imports: records })
}

/** `GET /api/imports/ID` */
export const importJson: Handler<AppContext, '/api/imports/:id'> = async (context) => {
  const { services, scope } = context.var
  const id = wholeNumber(context.req.param('id'))
  const record = await loadImport(services.openDatabase(), scope, id, services.now())
  return record ? context.json(record) : noSuchImport(context)
}

/** `POST /api/imports/ID/undo` */
export const undoJson: Handler<AppContext, '/api/imports/:id/undo'> = async (context) => {
  const outcome = await undo(context, wholeNumber(context.req.param('id')))
  if (outcome.status === 'refused') {
    return outcome.reason === 'unknown'
      ? noSuchImport(context)
      : context.json(
          {
            error: outcome.reason,
            message: UNDO_REFUSALS[outcome.reason],
            ...('dates' in outcome ? { dates: outcome.dates } : {}),
          },
          409,
        )
  }
  return context.json(outcome)
}

const UNDO_REFUSALS = {
  undone: 'It has been taken back already.',
  tooOld: 'What it changed is kept for 30 days, and they are over.',
  running: 'It is still under way: wait until it has ended.',
  nothingChanged: 'It changed nothing that could be taken back.',
  nameTaken: 'Another store has the name by now: rename that one first.',
  renamedSince: 'The store was given another name since: take that back first.',
  damagedDays:
    'What is stored of the orders of some days is damaged: import all orders of these days again, then ask again.',
}

function unreadable(context: Context<AppContext>): Response {
  return context.json(
    { error: 'unreadable', message: 'This is no part of an import (docs/imports.md).' },
    400,
  )
}

function noSuchImport(context: Context<AppContext>): Response {
  return context.json({ error: 'notFound', message: 'There is no such import, or it has ended.' }, 404)
}

function refused(context: Context<AppContext>, refusal: Refusal): Response {
  return context.json({ status: 'refused', ...refusal }, refusalStatus(refusal))
}

/** Nothing of the part is stored. */
function notStored(context: Context<AppContext>, store: string, error: unknown): Response {
  if (error instanceof TooLargeError) {
    const message = `${store}: ${error.message}. Check the columns of the store, the order number and the time.`
    const what = error instanceof OrderTooLargeError ? 'orderTooLarge' : 'dayTooLarge'
    return context.json({ error: what, message }, BROKEN_STATUS.dayTooLarge)
  }
  logEvent('import.partFailed', { error: errorText(error) })
  if (!(error instanceof DatabaseError) || error.isPermanent) throw error
  context.header('Retry-After', String(BUSY_SECONDS))
  const message = 'Another import is changing this store, or the database is busy. Send the part again.'
  return context.json({ error: 'busy', message }, BROKEN_STATUS.failure)
}
