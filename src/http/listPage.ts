import type { Context, Handler } from 'hono'
import type { Services } from '../cards/services'
import { isRuleName, type RuleName } from '../diagnosis/rules/index'
import { csvStream } from '../exports/csv'
import { xlsxStream } from '../exports/xlsx'
import { defaultOrder } from '../lists/listQuery'
import { readRuleList } from '../lists/ruleListView'
import { renderListBody, renderListShell } from '../ui/list/listPage'
import type { BadRequest } from '../ui/problem'
import type { AppContext } from './context'
import { languageOf } from './language'
import { type ParsedListRequest, parseListRequest } from './listRequest'
import { listTable, ruleTitle } from './listTable'
import { loadPageData } from './pageData'
import { refuse } from './refusal'
import { storeChoices } from './storeChoices'
import { streamedPage } from './streamedPage'

/** Stores that one list goes through: each costs some 20 ms. */
const MAX_LIST_STORES = 60

const EXPORTS = {
  csv: { type: 'text/csv; charset=utf-8', stream: csvStream },
  xlsx: {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    stream: xlsxStream,
  },
} as const

/** `GET /rules/NAME`: the list behind a card. With `.csv` or `.xlsx` behind the name: all of it, as a file. */
export const listPage: Handler<AppContext, '/rules/:file'> = (context) => {
  const [name = '', extension] = context.req.param('file').split('.', 2)
  if (!isRuleName(name)) return refuse(context, { kind: 'notFound' })
  const parsed = parseListRequest(name, new URL(context.req.url).searchParams)
  if (extension === 'csv' || extension === 'xlsx') return exportList(context, parsed, extension)
  if (extension !== undefined) return refuse(context, { kind: 'notFound' })

  const lang = languageOf(context)
  const { scope, query } = parsed.status === 'ok' ? parsed : openList(name)
  const shell = { lang, target: { page: 'list', scope, query } as const }
  const body = async () => {
    if (parsed.status === 'badRequest') return renderListBody(parsed, shell)
    return renderListBody(await readList(context.var.services, parsed), shell)
  }
  return streamedPage(context, lang, renderListShell(shell), body, parsed.status === 'ok' ? 200 : 400)
}

type GoodRequest = Extract<ParsedListRequest, { status: 'ok' }>

/** The list of a rule as it opens. */
function openList(rule: RuleName): GoodRequest {
  const query = { rule, days: 1, search: '', channels: [], categories: [], page: 1, ...defaultOrder(rule) }
  return { status: 'ok', scope: { stores: [], date: null }, query }
}

function readList(services: Services, { scope, query }: GoodRequest) {
  return loadPageData(services, scope, async ({ db, directory, stores, businessDate }) => {
    if (stores.length > MAX_LIST_STORES) {
      return { status: 'tooManyStores', most: MAX_LIST_STORES, directory: storeChoices(directory) } as const
    }
    const list = await readRuleList(db, stores, businessDate, query)
    return { status: 'ready', list, directory: storeChoices(directory) } as const
  })
}

async function exportList(
  context: Context<AppContext>,
  parsed: ParsedListRequest,
  format: keyof typeof EXPORTS,
): Promise<Response> {
  const view = parsed.status === 'ok' ? await readList(context.var.services, parsed) : parsed
  if (view.status !== 'ready') {
    return context.json(problemOf(view), FAILURE_STATUS[view.status])
  }
  const lang = languageOf(context)
  const { rule, businessDate, days } = view.list
  const fileName = [rule, businessDate, ...(days > 1 ? [`${days}-days`] : [])].join('-')
  const { type, stream } = EXPORTS[format]
  return context.body(stream(listTable(view.list, lang), ruleTitle(rule, lang)), 200, {
    'Content-Type': type,
    'Content-Disposition': `attachment; filename="${fileName}.${format}"`,
    'Cache-Control': 'private, no-store',
    'X-Content-Type-Options': 'nosniff',
  })
}

const FAILURE_STATUS = {
  badRequest: 400,
  tooManyStores: 400,
  noData: 404,
  unknownStore: 404,
  unavailable: 503,
} as const

/** Why there is no file, for the program that asked for it. */
function problemOf(view: Exclude<Awaited<ReturnType<typeof readList>>, { status: 'ready' }> | BadRequest) {
  switch (view.status) {
    case 'badRequest':
      return { error: view.code }
    case 'tooManyStores':
      return { error: view.status, most: view.most }
    case 'unknownStore':
      return { error: view.status, stores: view.stores }
    case 'unavailable':
      return { error: view.status, reason: view.reason, reference: view.reference }
    case 'noData':
      return { error: view.status }
  }
}
