import type { Context, Handler } from 'hono'
import { newSecret } from '../access/secret'
import { type Interrupted, importFile, MAX_IMPORT_BYTES } from '../history/importFile'
import { loadImport } from '../history/readHistory'
import { answersOf, COMPLETE_DAYS_FIELD, NAME_FIELD, SHOWN_COMPLETE_FIELD } from '../ui/import/answerFields'
import { importHref } from '../ui/import/hrefs'
import { type ImportPageView, renderImportPage } from '../ui/import/importPage'
import type { Trouble } from '../ui/import/view'
import { recordImport } from './auditing'
import type { AppContext } from './context'
import { formOf, textOf } from './formValues'
import { isSignedIn, limitKey } from './guards'
import { pageHeaders } from './headers'
import { importAuthor } from './importAuthor'
import { BROKEN_STATUS, FILE_STATUS, refusalStatus } from './importStatus'
import { previewFile, refused } from './importSteps'
import { packFile } from './keepFile'
import { languageOf } from './language'
import { LIMIT_PERIOD_SECONDS } from './rateLimits'
import { refreshAfterImport } from './refreshAfterImport'
import { refuse } from './refusal'
import { uploadedFile } from './uploadedFile'

/** The page that imports. A script takes it over where one runs; else it is three forms, one after the other. */

/** Between the form that sends a file and the one that confirms it. */
const KEPT_SECONDS = 3600
const MAX_NAME_CHARS = 300
/** As `newSecret` makes them. */
const KEPT_NAME = /^[\w-]{43}$/

/** `GET /import` */
export const newImportPage: Handler<AppContext> = (context) => show(context, { step: 'choose' })

/** `GET /import/NAME`: what is loaded anew, after its form was sent. */
export const newImportPageAgain: Handler<AppContext> = (context) =>
  context.redirect(importHref(languageOf(context)), 303)

/** `POST /import`: a file, and what it would change. */
export const sendFile: Handler<AppContext> = async (context) => {
  const { services } = context.var
  if (!(await services.rateLimits.use('IMPORT_LIMIT', limitKey(context)))) {
    return refuse(context, { kind: 'limited', retryAfterSeconds: LIMIT_PERIOD_SECONDS })
  }
  const upload = await uploadedFile(context.req.raw)
  if (!upload) return show(context, { step: 'choose', missing: true })
  const packed = await packFile(upload.body, MAX_IMPORT_BYTES)
  const name = shortName(upload.name)
  if (packed.status === 'empty') return show(context, { step: 'choose', missing: true })
  if (packed.status === 'refused') return show(context, refused(name, packed.refusal))
  const keptAs = newSecret()
  await services.keptFiles.keep(importAuthor(context).owner, keptAs, packed.bytes, KEPT_SECONDS)
  return preview(context, new Blob([packed.bytes]).stream(), { keptAs, name, form: new FormData() })
}

/** `POST /import/NAME`: an answer, a tick, or the word to store it. */
export const goOnWithFile: Handler<AppContext, '/import/:name'> = async (context) => {
  const form = await formOf(context)
  const keptAs = context.req.param('name')
  const name = shortName(textOf(form, NAME_FIELD))
  const { owner } = importAuthor(context)
  const body = KEPT_NAME.test(keptAs) ? await context.var.services.keptFiles.find(owner, keptAs) : null
  if (!body) return show(context, { step: 'trouble', file: name, trouble: EXPIRED })
  // Nothing is removed that was not shown before.
  const isShown = form.has(COMPLETE_DAYS_FIELD) === (textOf(form, SHOWN_COMPLETE_FIELD) !== '')
  const asked: Asked = { keptAs, name, form }
  return textOf(form, 'do') === 'confirm' && isShown
    ? store(context, body, asked)
    : preview(context, body, asked)
}

/** What a form says of a kept file. */
interface Asked {
  keptAs: string
  name: string
  form: FormData
}

const EXPIRED: Trouble = { kind: 'failure', failure: 'expired' }

async function preview(
  context: Context<AppContext>,
  body: ReadableStream<Uint8Array>,
  asked: Asked,
): Promise<Response> {
  const { services } = context.var
  const file = fileOf(body, asked)
  return show(
    context,
    await previewFile(services.openDatabase(), importAuthor(context), file, services.now()),
  )
}

function fileOf(body: ReadableStream<Uint8Array>, { keptAs, name, form }: Asked) {
  return { body, name, keptAs, answers: answersOf(form), completeDays: form.has(COMPLETE_DAYS_FIELD) }
}

async function store(
  context: Context<AppContext>,
  body: ReadableStream<Uint8Array>,
  asked: Asked,
): Promise<Response> {
  const { services, scope } = context.var
  const { name } = asked
  const db = services.openDatabase()
  const author = importAuthor(context)
  const stored = await importFile(db, author, fileOf(body, asked), services.now)
  switch (stored.status) {
    case 'refused':
      return show(context, refused(name, stored.refusal))
    case 'needsAnswer':
      // What was remembered has been forgotten meanwhile: it is asked again.
      return preview(context, (await services.keptFiles.find(author.owner, asked.keptAs)) ?? body, asked)
    case 'interrupted':
      recordImport(context, stored.status, stored.report)
      if (stored.report.daysChanged > 0) await refreshAfterImport(services)
      return show(context, { step: 'trouble', file: name, trouble: troubleOf(stored) })
    case 'imported':
    case 'unchanged':
    case 'nothingImported': {
      const { report, importId } = stored
      recordImport(context, stored.status, report)
      await services.keptFiles.forget(author.owner, asked.keptAs)
      if (report.daysChanged > 0) await refreshAfterImport(services)
      const record = await loadImport(db, scope, importId, services.now())
      return show(context, {
        step: 'done',
        file: name,
        done: { finished: stored, stores: record?.stores ?? [] },
      })
    }
  }
}

function troubleOf(stored: Interrupted): Trouble {
  return stored.because === 'refused' ? { kind: 'refusal', refusal: stored.refusal } : BROKEN[stored.because]
}

const BROKEN: Record<Exclude<Interrupted['because'], 'refused'>, Trouble> = {
  failure: { kind: 'failure', failure: 'interrupted' },
  dayTooLarge: { kind: 'failure', failure: 'dayTooLarge' },
}

/** A file's name, in no more characters than systems let it have. */
function shortName(name: string): string {
  return name.slice(0, MAX_NAME_CHARS).toWellFormed()
}

async function show(context: Context<AppContext>, view: ImportPageView): Promise<Response> {
  const lang = languageOf(context)
  const html = renderImportPage(
    view,
    { signedIn: isSignedIn(context), owner: importAuthor(context).owner },
    lang,
  )
  const scripts = view.step === 'choose' ? 'importing' : 'none'
  return context.body(html, statusOf(view), await pageHeaders(context.req.url, lang, scripts))
}

function statusOf(view: ImportPageView): 200 | 400 | 403 | 409 | 410 | 413 | 422 | 503 | 507 {
  switch (view.step) {
    case 'choose':
      return view.missing ? 400 : 200
    case 'trouble':
      return troubleStatus(view.trouble)
    case 'questions':
    case 'preview':
      return 200
    case 'done':
      return FILE_STATUS[view.done.finished.status]
  }
}

function troubleStatus(trouble: Trouble): 403 | 409 | 410 | 413 | 422 | 503 | 507 {
  if (trouble === EXPIRED) return 410
  if (trouble.kind === 'refusal') return refusalStatus(trouble.refusal)
  return trouble === BROKEN.dayTooLarge ? BROKEN_STATUS.dayTooLarge : BROKEN_STATUS.failure
}
