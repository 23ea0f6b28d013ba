import type { Context, Handler } from 'hono'
import { isListName, type ListName, listNamed } from '../diagnosis/lists/index'
import { csvStream } from '../exports/csv'
import { xlsxStream } from '../exports/xlsx'
import { defaultOrder, MAX_LIST_STORES } from '../lists/listQuery'
import { type RuleListView, readRuleList } from '../lists/ruleListView'
import { rowsTogether } from '../lists/together'
import { renderListBody, renderListShell } from '../ui/list/listPage'
import type { BadRequest } from '../ui/problem'
import { recordInBackground } from './auditing'
import type { AppContext } from './context'
import { isSignedIn, limitKey } from './guards'
import { languageOf } from './language'
import { type ParsedListRequest, parseListRequest } from './listRequest'
import { listTable, listTitle } from './listTable'
import { loadPageData } from './pageData'
import { LIMIT_PERIOD_SECONDS } from './rateLimits'
import { refuse } from './refusal'
import { storeChoices } from './storeChoices'
import { limitedPage, streamedPage } from './streamedPage'

/** Days of stores of which one list holds all orders: some hundreds each, which all are in memory at once. */
const MAX_LONG_STORE_DAYS = 100

/** Lists of as many days are limited by the minute. */
const LONG_LIST_DAYS = 15

const EXPORTS = {
  csv: { type: 'text/csv; charset=utf-8', stream: csvStream },
  xlsx: {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    stream: xlsxStream,
  },
} as const

/** `GET /rules/NAME`: the list behind a card, or behind the day's figures. With `.csv` or `.xlsx` behind the name: all of it, as a file. */
export const listPage: Handler<AppContext, '/rules/:file'> = async (context) => {
  const [name = '', extension] = context.req.param('file').split('.', 2)
  if (!isListName(name)) return refuse(context, { kind: 'notFound' })
  const parsed = parseListRequest(name, new URL(context.req.url).searchParams)
  if (extension === 'csv' || extension === 'xlsx') return exportList(context, parsed, extension)
  if (extension !== undefined) return refuse(context, { kind: 'notFound' })

  const lang = languageOf(context)
  const { selection, query } = parsed.status === 'ok' ? parsed : openList(name)
  const target = { page: 'list', scope: selection, query } as const
  const shell = { lang, signedIn: isSignedIn(context), target, origin: new URL(context.req.url).origin }
  if (parsed.status === 'ok' && !(await isWithinShare(context, parsed))) {
    const limited = renderListBody({ status: 'limited', retryAfterSeconds: LIMIT_PERIOD_SECONDS }, shell)
    return limitedPage(context, lang, renderListShell(shell), limited)
  }
  const body = async () => {
    if (parsed.status === 'badRequest') return renderListBody(parsed, shell)
    return renderListBody(await readList(context, parsed), shell)
  }
  return parsed.status === 'ok'
    ? streamedPage(context, lang, renderListShell(shell), body, 200, 'copying')
    : streamedPage(context, lang, renderListShell(shell), body, 400)
}

type GoodRequest = Extract<ParsedListRequest, { status: 'ok' }>

/** A list as it opens. */
export function openList(rule: ListName): GoodRequest {
  const query = { rule, days: 1, search: '', channels: [], categories: [], page: 1, ...defaultOrder(rule) }
  return { status: 'ok', selection: { stores: [], date: null }, query }
}

/** Lists of many days, and of all orders, are read at length: a visitor has a share of them a minute. */
async function isWithinShare(context: Context<AppContext>, { query }: GoodRequest): Promise<boolean> {
  if (query.days < LONG_LIST_DAYS && !listNamed(query.rule).view.list.manyRows) return true
  return context.var.services.rateLimits.use('COMPUTE_LIMIT', limitKey(context))
}

/**
 * What a list is drawn from, or why it cannot be.
 * @param findings whether those of one product stand together, as people read them, or each by itself, as in a file
 */
export function readList(
  context: Context<AppContext>,
  { selection, query }: GoodRequest,
  findings: 'together' | 'each' = 'together',
) {
  return loadPageData(context, selection, async ({ db, directory, stores, businessDate }) => {
    const most = mostStores(query)
    if (stores.length > most) {
      return { status: 'tooManyStores', most, directory: storeChoices(directory, selection.stores) } as const
    }
    const list = await readRuleList(db, stores, businessDate, query)
    const shown = findings === 'together' ? rowsTogether(list, query) : list
    return { status: 'ready', list: shown, directory: storeChoices(directory, selection.stores) } as const
  })
}

/** As {@link readList}, for what is taken along: all that was asked for, or nothing. */
export async function readWholeList(...asked: Parameters<typeof readList>) {
  const view = await readList(...asked)
  if (view.status !== 'ready') return view
  const { storesOutOfReach, damagedDays } = view.list
  if (storesOutOfReach.length > 0) return { status: 'storesOutOfReach', stores: storesOutOfReach } as const
  const [damaged] = damagedDays
  return damaged ? ({ status: 'damagedDays', ...damaged } as const) : view
}

/** Stores that a list may be of. */
function mostStores({ rule, days }: GoodRequest['query']): number {
  const { manyRows } = listNamed(rule).view.list
  return manyRows ? Math.min(MAX_LIST_STORES, Math.floor(MAX_LONG_STORE_DAYS / days)) : MAX_LIST_STORES
}

async function exportList(
  context: Context<AppContext>,
  parsed: ParsedListRequest,
  format: keyof typeof EXPORTS,
): Promise<Response> {
  const { rateLimits } = context.var.services
  if (!(await rateLimits.use('EXPORT_LIMIT', limitKey(context)))) {
    return refuse(context, { kind: 'limited', retryAfterSeconds: LIMIT_PERIOD_SECONDS })
  }
  const view = parsed.status === 'ok' ? await readWholeList(context, parsed, 'each') : parsed
  if (view.status !== 'ready') {
    return context.json(problemOf(view), FAILURE_STATUS[view.status])
  }
  const lang = languageOf(context)
  const { rule, businessDate, days } = view.list
  recordInBackground(context, recordedExport(view.list, format))
  const fileName = [rule, businessDate, ...(days > 1 ? [`${days}-days`] : [])].join('-')
  const { type, stream } = EXPORTS[format]
  return context.body(stream(listTable(view.list, lang), listTitle(rule, lang)), 200, {
    'Content-Type': type,
    'Content-Disposition': `attachment; filename="${fileName}.${format}"`,
  })
}

/** What the audit trail keeps of a list that is taken along. */
export function recordedExport({ rule, businessDate, days, rows }: RuleListView, format: string) {
  return { event: 'export', rule, format, businessDate, days, rows: rows.length } as const
}

const FAILURE_STATUS = {
  badRequest: 400,
  tooManyStores: 400,
  limited: 429,
  noData: 404,
  noStores: 404,
  unknownStore: 404,
  unavailable: 503,
  storesOutOfReach: 503,
  damagedDays: 409,
} as const

const OUT_OF_REACH =
  'The database of these stores does not answer, and a file has all that was asked for or nothing. Try again, or ask for other stores.'

/** Why there is no file, for the program that asked for it. */
function problemOf(
  view: Exclude<Awaited<ReturnType<typeof readWholeList>>, { status: 'ready' }> | BadRequest,
) {
  switch (view.status) {
    case 'badRequest':
      return { error: view.code }
    case 'tooManyStores':
      return { error: view.status, most: view.most }
    case 'unknownStore':
      return { error: view.status, stores: view.stores }
    case 'unavailable':
      return { error: view.status, reason: view.reason, reference: view.reference }
    case 'storesOutOfReach':
      return { error: view.status, stores: view.stores, message: OUT_OF_REACH }
    case 'damagedDays':
      return { error: view.status, store: view.store, dates: view.dates }
    case 'limited':
    case 'noStores':
    case 'noData':
      return { error: view.status }
  }
}
