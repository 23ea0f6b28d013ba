import type { Context, Handler } from 'hono'
import { DatabaseError } from '../data/database'
import { forgetImportAnswers, loadOwnImportAnswers } from '../data/importAnswers'
import { csvStream } from '../exports/csv'
import { textTable } from '../exports/exportTable'
import type { ImportRecord, UndoOutcome } from '../history/importRecord'
import { HISTORY_PAGE_ENTRIES, loadHistory, loadImport, loadRejectedLines } from '../history/readHistory'
import { isRecord, parseJson } from '../json'
import { errorText, logEvent } from '../log'
import { rejectedTable } from '../ui/import/rejectedTable'
import { importLocaleOf } from '../ui/import/words'
import { renderImportPage } from '../ui/imports/importPage'
import { renderImportsPage } from '../ui/imports/importsPage'
import { renderUndoPage } from '../ui/imports/undoPage'
import type { ImportsView, RememberedAnswers } from '../ui/imports/view'
import { importsHref } from '../ui/links'
import { accountPage } from './accountPage'
import type { AppContext } from './context'
import { formOf, textOf, wholeNumber } from './formValues'
import { limitKey } from './guards'
import { importAuthor } from './importAuthor'
import { languageOf } from './language'
import { LIMIT_PERIOD_SECONDS } from './rateLimits'
import { refuse } from './refusal'
import { undo } from './undo'

/** The history of imports, for operators: plain forms. */

type ReadyImports = Extract<ImportsView, { status: 'ready' }>

/** `GET /imports?before=ID` */
export const importsPage: Handler<AppContext> = (context) =>
  accountPage(context, () => readImports(context), renderImportsPage)

async function readImports(context: Context<AppContext>): Promise<ReadyImports> {
  const { services, scope } = context.var
  const db = services.openDatabase()
  const now = services.now()
  const beforeId = wholeNumber(context.req.query('before')) || null
  const [records, answers] = await Promise.all([
    loadHistory(db, scope, { beforeId }, now),
    loadOwnImportAnswers(db, importAuthor(context).owner),
  ])
  return {
    status: 'ready',
    records,
    before: records.length < HISTORY_PAGE_ENTRIES ? null : (records.at(-1)?.id ?? null),
    answers: answers.flatMap(rememberedAnswers),
    nowIso: now.toISOString(),
  }
}

function rememberedAnswers({
  answers,
  ...row
}: Awaited<ReturnType<typeof loadOwnImportAnswers>>[number]): RememberedAnswers[] {
  const value = parseJson(answers)
  return isRecord(value) ? [{ ...row, answers: value }] : []
}

/** `POST /imports/answers/forget`: files with the header are asked about anew. */
export const forgetAnswers: Handler<AppContext> = async (context) => {
  const header = textOf(await formOf(context), 'header').replaceAll('\r\n', '\n')
  await forgetImportAnswers(context.var.services.openDatabase(), importAuthor(context).owner, header)
  return context.redirect(importsHref(languageOf(context)), 303)
}

/** `GET /imports/ID?done=1`: one entry, also right after a form has made it. */
export const importPage: Handler<AppContext, '/imports/:id'> = (context) =>
  withRecord(context, (record) => {
    const done = context.req.query('done') === '1'
    const view = { status: 'ready' as const, record, done, nowIso: context.var.services.now().toISOString() }
    return accountPage(
      context,
      async () => view,
      (of, lang) => renderImportPage(of, record.id, lang),
    )
  })

/** `GET /imports/ID/rejected.csv`: all rejected lines. */
export const rejectedLines: Handler<AppContext, '/imports/:id/rejected.csv'> = (context) =>
  withRecord(context, async (record) => {
    const { services } = context.var
    if (record.hidesCells) return refuse(context, { kind: 'notFound' })
    if (!(await services.rateLimits.use('EXPORT_LIMIT', limitKey(context)))) {
      return refuse(context, { kind: 'limited', retryAfterSeconds: LIMIT_PERIOD_SECONDS })
    }
    const lines = await loadRejectedLines(services.openDatabase(), record)
    const { headers, rows } = rejectedTable(lines, importLocaleOf(languageOf(context)).words)
    return context.body(csvStream(textTable(headers, rows)), 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="rejected-${record.id}.csv"`,
    })
  })

/** `GET /imports/ID/undo`: what taking it back would do. */
export const undoPage: Handler<AppContext, '/imports/:id/undo'> = (context) =>
  withRecord(context, (record) =>
    accountPage(
      context,
      async () => ({ status: 'ready' as const, step: 'asked' as const, record }),
      (view, lang) => renderUndoPage(view, record.id, lang),
    ),
  )

/** `POST /imports/ID/undo`: takes it back, and shows what came of it. Sent again, it goes on, or says that it is done. */
export const undoFromPage: Handler<AppContext, '/imports/:id/undo'> = (context) =>
  withRecord(context, async (record) => {
    const outcome = await undoOrGoOn(context, record)
    return accountPage(
      context,
      async () => ({ status: 'ready' as const, step: 'done' as const, record, outcome }),
      (view, lang) => renderUndoPage(view, record.id, lang),
      outcome.status === 'refused' ? 409 : 200,
    )
  })

/** What broke off goes on when it is asked for again, as what was too large for one request. */
async function undoOrGoOn(context: Context<AppContext>, record: ImportRecord): Promise<UndoOutcome> {
  try {
    return await undo(context, record.id)
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error
    logEvent('undo.interrupted', { importId: record.id, error: errorText(error) })
    return { status: 'unfinished', importId: record.id }
  }
}

/** Answers with an entry of the visitor's; a foreign one reads like none. */
async function withRecord(
  context: Context<AppContext>,
  answer: (record: ImportRecord) => Promise<Response>,
): Promise<Response> {
  const { services, scope } = context.var
  const id = wholeNumber(context.req.param('id'))
  const record = await loadImport(services.openDatabase(), scope, id, services.now())
  return record ? answer(record) : refuse(context, { kind: 'notFound' })
}
