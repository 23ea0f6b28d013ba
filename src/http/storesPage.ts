import type { Context, Handler } from 'hono'
import { type VisibleDirectory, type VisibleStore, visibleDirectory } from '../access/scope'
import { currentDirectory } from '../cards/edge'
import { DatabaseError } from '../data/database'
import { storesMatching } from '../data/directoryParts'
import { isBusinessDate } from '../diagnosis/businessDate'
import { mergeStores, planOf, removeOrders, renameStore, type StoreChange } from '../history/storeChanges'
import { usableStoreName } from '../import/answers'
import { countChanges } from '../import/changes'
import { MAX_LISTED_STORES, MAX_MATCHING_STORES, shortened } from '../limits'
import { importRecordHref } from '../ui/links'
import { renderChangePage } from '../ui/stores/changePage'
import { renderStorePage } from '../ui/stores/storePage'
import { renderStoresPage } from '../ui/stores/storesPage'
import {
  type AskedChange,
  CHANGE_NAMES,
  type ChangeName,
  type ChangeRefused,
  type RefusedReason,
  type StoresView,
} from '../ui/stores/view'
import { accountPage } from './accountPage'
import { recordInBackground } from './auditing'
import type { AppContext } from './context'
import { formOf, textOf, wholeNumber } from './formValues'
import { importAuthor } from './importAuthor'
import { languageOf } from './language'
import { refreshAfterImport } from './refreshAfterImport'
import { refuse } from './refusal'

type ReadyStores = Extract<StoresView, { status: 'ready' }>

/** What operators do to stores: first what it would do, then the doing; plain forms. */

/** `GET /stores?q=TEXT`: all stores; of many, the first of them, or those whose names hold a text. */
export const storesPage: Handler<AppContext> = (context) =>
  accountPage(context, () => listed(context), renderStoresPage)

/** Stores of many that are listed at a time. */
const STORES_A_PAGE = 100

async function listed(context: Context<AppContext>): Promise<ReadyStores> {
  const directory = await directoryOf(context)
  const { count, stores } = directory
  if (count <= MAX_LISTED_STORES) return { status: 'ready', stores, count, areMany: false, typed: '' }
  const typed = shortened((context.req.query('q') ?? '').trim(), 'storeName')
  const found =
    typed === ''
      ? { stores: stores.slice(0, STORES_A_PAGE), count }
      : storesMatching(directory, typed, STORES_A_PAGE)
  return { status: 'ready', ...found, areMany: true, typed }
}

/** `GET /stores/ID` */
export const storePage: Handler<AppContext, '/stores/:id'> = (context) =>
  withStore(context, (store, directory) => showStore(context, store, directory))

/** `GET /stores/ID/CHANGE?…`: what it would do. */
export const changePage: Handler<AppContext, '/stores/:id/:change'> = (context) =>
  withChange(context, (store, directory, change) => {
    const query = (name: string) => context.req.query(name) ?? ''
    const asked = readAsked(change, query, directory)
    if ('reason' in asked) {
      return showStore(context, store, directory, { change, reason: asked.reason }, query(INTO_NAME))
    }
    return accountPage(
      context,
      () => planned(context, store, asked),
      (view, lang) => renderChangePage(view, { storeId: store.id, change, lang }),
    )
  })

/** `POST /stores/ID/CHANGE`: does it; what came of it is an entry of the history. */
export const changeStore: Handler<AppContext, '/stores/:id/:change'> = (context) =>
  withChange(context, async (store, directory, change) => {
    const form = await formOf(context)
    const asked = readAsked(change, (name) => textOf(form, name), directory)
    if ('reason' in asked) return showStore(context, store, directory, { change, reason: asked.reason })
    let outcome: StoreChange
    try {
      outcome = await apply(context, store, asked)
    } catch (error) {
      if (!(error instanceof DatabaseError) || error.isPermanent) throw error
      return accountPage(
        context,
        () => Promise.reject(error),
        (view, lang) => renderChangePage(view, { storeId: store.id, change, lang }),
      )
    }
    if (outcome.status === 'refused') {
      const { status: _, ...refused } = outcome
      return showStore(context, store, directory, { change, ...refused })
    }
    if (outcome.status === 'unfinished') {
      await refreshAfterImport(context.var.services)
      return accountPage(
        context,
        async () => ({ ...(await planned(context, store, asked)), isBegun: true }),
        (view, lang) => renderChangePage(view, { storeId: store.id, change, lang }),
      )
    }
    await tell(context, asked, outcome)
    return context.redirect(`${importRecordHref(outcome.importId, languageOf(context))}&done=1`, 303)
  })

async function directoryOf({ var: { services, scope } }: Context<AppContext>): Promise<VisibleDirectory> {
  return visibleDirectory(await currentDirectory(services.edge, services.openDatabase()), scope)
}

/** Answers with a store of the visitor's; a foreign one reads like none. */
async function withStore(
  context: Context<AppContext>,
  answer: (store: VisibleStore, directory: VisibleDirectory) => Promise<Response>,
): Promise<Response> {
  const directory = await directoryOf(context)
  const store = directory.withId(wholeNumber(context.req.param('id')))
  return store ? answer(store, directory) : refuse(context, { kind: 'notFound' })
}

function withChange(
  context: Context<AppContext>,
  answer: (
    store: VisibleStore,
    directory: VisibleDirectory,
    change: ChangeName,
  ) => Promise<Response> | Response,
): Promise<Response> {
  return withStore(context, async (store, directory) => {
    const change = CHANGE_NAMES.find((name) => name === context.req.param('change'))
    return change ? answer(store, directory, change) : refuse(context, { kind: 'notFound' })
  })
}

function showStore(
  context: Context<AppContext>,
  store: VisibleStore,
  directory: VisibleDirectory,
  refused?: ChangeRefused,
  intoName = '',
): Promise<Response> {
  const areMany = directory.count > MAX_LISTED_STORES
  const typed = shortened(intoName.trim(), 'storeName')
  const offered = areMany ? storesMatching(directory, typed, MAX_MATCHING_STORES).stores : directory.stores
  const others = offered.filter(({ id }) => id !== store.id)
  return accountPage(
    context,
    async () => ({
      status: 'ready' as const,
      store,
      others,
      ...(areMany ? { many: { typed } } : {}),
      ...(refused ? { refused } : {}),
    }),
    (view, lang) => renderStorePage(view, store.id, lang),
    refused ? 400 : 200,
  )
}

/** What a form asks for, its store as the visitor may see it. */
type Asked = Exclude<AskedChange, { name: 'merge' }> | { name: 'merge'; into: VisibleStore }

/** Of many stores, the one to merge into is typed. */
const INTO_NAME = 'intoName'

function readAsked(
  change: ChangeName,
  value: (name: string) => string,
  directory: VisibleDirectory,
): Asked | { reason: RefusedReason } {
  switch (change) {
    case 'rename': {
      const to = usableStoreName(value('to'))
      return to === undefined ? { reason: 'unusableName' } : { name: change, to }
    }
    case 'merge': {
      const typed = value(INTO_NAME).trim()
      const into =
        directory.withId(wholeNumber(value('into'))) ?? (typed === '' ? undefined : directory.named(typed))
      return into ? { name: change, into } : { reason: 'unknownStore' }
    }
    case 'remove-day': {
      const date = value('date')
      return isBusinessDate(date) ? { name: change, date } : { reason: 'unreadableDate' }
    }
    case 'remove':
      return { name: change }
  }
}

async function planned({ var: { services } }: Context<AppContext>, store: VisibleStore, asked: Asked) {
  const db = services.openDatabase()
  const plan = await planOf(db, store, asked.name === 'remove-day' ? asked.date : undefined)
  const withPlan: AskedChange =
    asked.name === 'merge' ? { ...asked, intoPlan: await planOf(db, asked.into) } : asked
  return { status: 'ready' as const, store, asked: withPlan, plan, isBegun: false }
}

function apply(context: Context<AppContext>, store: VisibleStore, asked: Asked): Promise<StoreChange> {
  const { services } = context.var
  const db = services.openDatabase()
  const author = importAuthor(context)
  const now = services.now()
  switch (asked.name) {
    case 'rename':
      return renameStore(db, author, store, asked.to, now)
    case 'merge':
      return mergeStores(db, author, store, asked.into, now)
    case 'remove-day':
      return removeOrders(db, author, store, asked.date, now)
    case 'remove':
      return removeOrders(db, author, store, undefined, now)
  }
}

const KINDS = {
  rename: 'renameStore',
  merge: 'mergeStores',
  'remove-day': 'removeDay',
  remove: 'removeStore',
} as const satisfies Record<ChangeName, string>

/** The audit trail, the cards, and what this isolate knows of people's stores follow. */
async function tell(
  context: Context<AppContext>,
  { name }: Asked,
  { importId, counts }: Extract<StoreChange, { status: 'done' }>,
): Promise<void> {
  const { services } = context.var
  recordInBackground(context, {
    event: 'ordersChanged',
    kind: KINDS[name],
    importId,
    orders: countChanges(counts),
  })
  services.visitors.forget()
  await refreshAfterImport(services)
}
