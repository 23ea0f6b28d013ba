import type { Context, Handler } from 'hono'
import { type VisibleDirectory, type VisibleStore, visibleDirectory } from '../access/scope'
import { currentDirectory } from '../cards/edge'
import type { MainDatabase } from '../data/database'
import { namesOutOfReach } from '../data/outOfReach'
import { leastComplete, loadCoverage, type StoreCoverage } from '../history/coverage'
import { loadHistory } from '../history/readHistory'
import { shortened } from '../limits'
import { shopDate } from '../shop'
import { renderCoveragePage } from '../ui/coverage/coveragePage'
import type { ChosenDay, CoverageView } from '../ui/coverage/view'
import { areMany } from '../ui/problem'
import { accountPage } from './accountPage'
import type { AppContext } from './context'
import { isSignedIn, mayImport } from './guards'
import { storeChoices } from './storeChoices'

/** Stores of many whose days are read for one page. */
const STORES_LOOKED_AT = 100

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
  const asked = shortened(context.req.query('store') ?? '', 'storeName')
  const directory = visibleDirectory(await currentDirectory(services.edge, db), scope)
  const choices = storeChoices(directory, asked === '' ? [] : [asked])
  const stores = areMany(choices) ? storesShown(directory, asked) : directory.stores
  const { stores: coverage, lost } = await loadCoverage(db, stores, shopDate(now))
  return {
    status: 'ready',
    stores: coverage,
    storesOutOfReach: namesOutOfReach(stores, lost),
    directory: choices,
    asked,
    chosen: await chosenDay(context, db, coverage),
    mayImport: mayImport(context),
    nowIso: now.toISOString(),
  }
}

/** Of many stores, the one that is asked about, none where that is unclear; else those to look at first. */
function storesShown(directory: VisibleDirectory, asked: string): VisibleStore[] {
  if (asked === '') return leastComplete(directory.stores, STORES_LOOKED_AT)
  const one = directory.named(asked)
  return one ? [one] : []
}

/** The day that is asked about, where it is one of those shown. */
async function chosenDay(
  context: Context<AppContext>,
  db: MainDatabase,
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
  db: MainDatabase,
  store: string,
): Promise<ChosenDay['kind']> {
  const { services, scope } = context.var
  const records = await loadHistory(db, scope, { beforeId: null }, services.now())
  for (const { detail, stores } of records) {
    if (detail.kind === 'file' && detail.report && stores.includes(store)) return detail.report.kind.title
  }
  return null
}
