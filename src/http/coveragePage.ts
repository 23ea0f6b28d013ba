import type { Context, Handler } from 'hono'
import { visibleDirectory } from '../access/scope'
import { currentDirectory } from '../cards/edge'
import type { Database } from '../data/database'
import { loadCoverage, type StoreCoverage } from '../history/coverage'
import { loadHistory } from '../history/readHistory'
import { shopDate } from '../shop'
import { renderCoveragePage } from '../ui/coverage/coveragePage'
import type { ChosenDay, CoverageView } from '../ui/coverage/view'
import { accountPage } from './accountPage'
import type { AppContext } from './context'
import { isSignedIn, mayImport } from './guards'

type ReadyView = Extract<CoverageView, { status: 'ready' }>

/** `GET /coverage?store=NAME&date=DATE`: which days of the visitor's stores have arrived, and what to do about one of them. */
export const coveragePage: Handler<AppContext> = (context) =>
  accountPage(
    context,
    () => read(context),
    (view, lang) => renderCoveragePage(view, lang, isSignedIn(context)),
  )

async function read(context: Context<AppContext>): Promise<ReadyView> {
  const { services, scope } = context.var
  const db = services.openDatabase()
  const now = services.now()
  const { stores } = visibleDirectory(await currentDirectory(services.edge, db), scope)
  const coverage = await loadCoverage(db, stores, shopDate(now))
  return {
    status: 'ready',
    stores: coverage,
    chosen: await chosenDay(context, db, coverage),
    mayImport: mayImport(context),
    nowIso: now.toISOString(),
  }
}

/** The day that is asked about, where it is one of those shown. */
async function chosenDay(
  context: Context<AppContext>,
  db: Database,
  coverage: readonly StoreCoverage[],
): Promise<ChosenDay | null> {
  const { store: name, date } = context.req.query()
  const store = coverage.find((of) => of.store === name)
  const day = store?.days.find((of) => of.date === date)
  if (!store || !day) return null
  return { store: store.store, day, kind: await latestKind(context, db, store.store) }
}

/** What the store's orders were last exported as, among the latest imports that the visitor may see. */
async function latestKind(
  context: Context<AppContext>,
  db: Database,
  store: string,
): Promise<ChosenDay['kind']> {
  const { services, scope } = context.var
  const records = await loadHistory(db, scope, { beforeId: null }, services.now())
  for (const { detail, stores } of records) {
    if (detail.kind === 'file' && detail.report && stores.includes(store)) return detail.report.kind.title
  }
  return null
}
