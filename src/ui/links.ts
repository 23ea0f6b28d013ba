import type { BusinessDate } from '../diagnosis/businessDate'
import { type ListName, listNamed } from '../diagnosis/lists/index'
import type { OrdersColumn } from '../diagnosis/lists/orders/view'
import type { RuleName } from '../diagnosis/rules/index'
import type { Lang } from '../diagnosis/words'
import { defaultOrder } from '../lists/listQuery'
import type { ListRequest } from '../lists/ruleListView'
import type { HomeView } from './home/view'
import type { ChangeName } from './stores/view'
import type { CameFrom, ListTarget, PageTarget, Scope } from './target'

export { type ImportPart, importHref, importRecordHref } from './import/hrefs'

/** Every address that the pages link to. A link keeps the language that its reader sees. */

/** A name with its value; one of null is left out, a blank one is said. */
type Parameter = [name: string, value: string | null]

/** A path with what it is asked. */
function address(path: string, parameters: readonly Parameter[]): string {
  const query = new URLSearchParams()
  for (const [name, value] of parameters) if (value !== null) query.append(name, value)
  const text = query.toString()
  return text ? `${path}?${text}` : path
}

/** A scope as an address carries it. */
function scopeParameters({ stores, date, channel }: Scope): Parameter[] {
  return [...stores.map((store): Parameter => ['store', store]), ['date', date], ['channel', channel ?? null]]
}

/** The page of a scope. The language is always written down: a link keeps the one that its reader sees. */
export function pageHref(scope: Scope & Partial<HomeView>, lang: Lang): string {
  const asked = scopeParameters(scope)
  // An address that asks for nothing opens with the stores that its reader chose last: that all are meant is said.
  const said: Parameter[] = asked.every(([, value]) => !value) ? [['store', '']] : asked
  return address('/', [...said, ...homeViewParameters(scope), ['lang', lang]])
}

/** The ID of the stores side by side. */
export const STORES_ANCHOR = 'stores'

/** The stores side by side on the page of a scope, in another order or further down. */
export function storesSideBySideHref(scope: Scope & HomeView, lang: Lang): string {
  return `${pageHref(scope, lang)}#${STORES_ANCHOR}`
}

/** What of the page differs from how it opens. */
function homeViewParameters({ span, storesBy, storesPage = 1 }: Partial<HomeView>): Parameter[] {
  return [
    ['span', span === 'week' ? span : null],
    ['by', storesBy === undefined || storesBy === 'call' ? null : storesBy],
    ['page', storesPage > 1 ? String(storesPage) : null],
  ]
}

/** The page as it opens for its reader: with the own store, or with the stores that he chose last. */
export function landingHref(lang: Lang): string {
  return address('/', [['lang', lang]])
}

/** The page of all stores as a choice, which the next visits keep. */
export function allStoresHref(scope: Scope, lang: Lang): string {
  return address('/', [...scopeParameters({ ...scope, stores: [] }), ['lang', lang], CHOSEN])
}

/** The page of some stores as a choice, which the next visits keep. */
export function chosenStoresHref(scope: Scope, lang: Lang): string {
  return address('/', [...scopeParameters(scope), ['lang', lang], CHOSEN])
}

/** Says that the stores of an address were chosen by its reader, and are to be kept. */
export const CHOSEN: [name: string, value: string] = ['chosen', '1']

/** Names the latest day in a form that opens with it: a date that is still the same is none. */
export const LATEST_DATE = 'latest'

/** The figures of the page as JSON. */
export function apiHref(scope: Scope): string {
  return address('/api/diagnosis', scopeParameters(scope))
}

/** The list behind a rule's card; of all rows, or those that a text is found in. */
export function ruleHref(rule: RuleName, scope: Scope, lang: Lang, search = ''): string {
  return address(listPath(rule), [...scopeParameters(scope), ['q', search || null], ['lang', lang]])
}

/** All orders of a scope's day, sorted by what a figure is made of. */
export function ordersHref(sortedBy: OrdersColumn, scope: Scope, lang: Lang): string {
  return address(listPath('orders'), [...scopeParameters(scope), ['sort', sortedBy], ['lang', lang]])
}

/** A product's last days, up to one of them; null for the store's latest. */
export function productHref(
  product: OfStore & { productId: number },
  date: BusinessDate | null,
  lang: Lang,
): string {
  const { store, productId } = product
  return address('/product', [
    ['store', store],
    ['id', String(productId)],
    ['date', date],
    ...fromParameters(product),
    ['lang', lang],
  ])
}

/** An order, line by line; with the day that its reader comes from, and goes back to. */
export function orderHref(
  order: OfStore & { orderId: string },
  date: BusinessDate | null,
  lang: Lang,
): string {
  const { store, orderId } = order
  return address('/order', [
    ['store', store],
    ['id', orderId],
    ['date', date],
    ...fromParameters(order),
    ['lang', lang],
  ])
}

/** What a page is about that belongs to one store. */
type OfStore = { store: string } & CameFrom

/** The stores that such a page leads back to. */
function cameFrom({ store, from = [store] }: OfStore): readonly string[] {
  return from
}

/** The same in its address, which names the own store anyway. */
function fromParameters(page: OfStore): Parameter[] {
  const from = cameFrom(page)
  if (from.length === 0) return [['from', '']]
  if (from.length === 1 && from[0] === page.store) return []
  return from.map((store): Parameter => ['from', store])
}

/** Where an order or a product is looked for. */
export const SEARCH_PATH = '/search'

/** The page with the field; with what is looked for, and in which store. */
export function searchHref(
  lang: Lang,
  { text, store }: { text: string; store: string } = { text: '', store: '' },
): string {
  return address(SEARCH_PATH, [
    ['q', text || null],
    ['store', store || null],
    ['lang', lang],
  ])
}

/** How fresh the data is and whether everything works. */
export function statusHref(lang: Lang): string {
  return address('/status', [['lang', lang]])
}

/** All that has changed orders; only what is older than an import where that is named. */
export function importsHref(lang: Lang, beforeId?: number): string {
  return address('/imports', [
    ['before', beforeId === undefined ? null : String(beforeId)],
    ['lang', lang],
  ])
}

/** Where what was said of files with a header is forgotten. */
export function forgetAnswersHref(lang: Lang): string {
  return address('/imports/answers/forget', [['lang', lang]])
}

export const COVERAGE_PATH = '/coverage'

/** Which days of which stores have arrived. */
export function coverageHref(lang: Lang): string {
  return address(COVERAGE_PATH, [['lang', lang]])
}

/** Which days of a store have arrived. */
export function coverageStoreHref(store: string, lang: Lang): string {
  return address(COVERAGE_PATH, [
    ['store', store],
    ['lang', lang],
  ])
}

/** The same, with what to do about a store's day. */
export function coverageDayHref(store: string, date: BusinessDate, lang: Lang): string {
  const parameters: Parameter[] = [
    ['store', store],
    ['date', date],
    ['lang', lang],
  ]
  return `${address(COVERAGE_PATH, parameters)}#${COVERAGE_DAY_ANCHOR}`
}

/** The ID of what is said about the day. */
export const COVERAGE_DAY_ANCHOR = 'day'

export const STORES_PATH = '/stores'

/** The stores whose orders the reader may change. */
export function storesHref(lang: Lang): string {
  return address(STORES_PATH, [['lang', lang]])
}

/** What can be done to a store. */
export function storeChangesHref(storeId: number, lang: Lang): string {
  return address(`/stores/${storeId}`, [['lang', lang]])
}

/** What a change would do; its form does it. */
export function storeChangePath(storeId: number, change: ChangeName): string {
  return `/stores/${storeId}/${change}`
}

/** @param fields what is asked for, as a form would carry it */
export function storeChangeHref(
  storeId: number,
  change: ChangeName,
  fields: readonly [name: string, value: string][],
  lang: Lang,
): string {
  return address(storeChangePath(storeId, change), [...fields, ['lang', lang]])
}

/** The reader's own page. */
export function meHref(lang: Lang): string {
  return address('/me', [['lang', lang]])
}

/** Where a form of the reader's own page leads. */
export type MeForm =
  | 'language'
  | 'sessions/end-others'
  | 'tokens'
  | `sessions/${number}/end`
  | `tokens/${number}/revoke`

export function meFormHref(form: MeForm, lang: Lang): string {
  return address(`/me/${form}`, [['lang', lang]])
}

export function signOutHref(lang: Lang): string {
  return address('/sign-out', [['lang', lang]])
}

/** Everybody, for admins; with a person's ID, where his form is open. */
export function peopleHref(lang: Lang, editId?: number): string {
  if (editId === undefined) return address('/people', [['lang', lang]])
  const parameters: Parameter[] = [
    ['edit', String(editId)],
    ['lang', lang],
  ]
  return `${address('/people', parameters)}#${personAnchor(editId)}`
}

/** The ID of a person's element on the page of everybody. */
export function personAnchor(personId: number): string {
  return `p${personId}`
}

/** What a form does to a person; nothing where it says anew what he is. */
export type PersonAction =
  | ''
  | '/link'
  | '/revoke'
  | '/deactivate'
  | '/activate'
  | '/erase'
  | `/sessions/${number}/end`
  | `/tokens/${number}/revoke`

export function personFormHref(personId: number, action: PersonAction, lang: Lang): string {
  return address(`/people/${personId}${action}`, [['lang', lang]])
}

/** Who did what; only what is older than an event where that is named. */
export function auditHref(lang: Lang, beforeId?: number): string {
  return address('/audit', [
    ['before', beforeId === undefined ? null : String(beforeId)],
    ['lang', lang],
  ])
}

/** The audit trail as JSON. */
export const AUDIT_API_HREF = '/api/audit'

/** Where somebody signs in, with a personal link's secret or without one; its forms lead to it without. */
export function signInHref(lang: Lang, secret?: string): string {
  const path = secret === undefined ? '/sign-in' : `/sign-in/${encodeURIComponent(secret)}`
  return address(path, [['lang', lang]])
}

/** The formats in which a list can be had as a file. */
export type ExportFormat = 'csv' | 'xlsx'

/** What a list is asked for beyond its scope: only what differs from the list as it opens. */
function queryParameters(query: ListRequest): Parameter[] {
  const first = defaultOrder(query.rule)
  const reordered = query.sortedBy !== first.sortedBy || query.descending !== first.descending
  return [
    ['days', query.days === 1 ? null : String(query.days)],
    ['q', query.search || null],
    ...query.channels.map((channel): Parameter => ['channel', channel]),
    ...query.categories.map((category): Parameter => ['category', category]),
    ['sort', reordered ? query.sortedBy : null],
    ['dir', reordered ? (query.descending ? 'desc' : 'asc') : null],
    ['page', query.page > 1 ? String(query.page) : null],
  ]
}

/** All that the address of a list carries, for the hidden fields of its form. */
export function listParameters(
  { scope, query }: Pick<ListTarget, 'scope' | 'query'>,
  lang: Lang,
): Parameter[] {
  // The channel of a list is part of its query.
  const { stores, date } = scope
  return [...scopeParameters({ stores, date }), ...queryParameters(query), ['lang', lang]]
}

/** Where the form of a list leads to. */
export function listPath(rule: ListName): string {
  return `/rules/${rule}`
}

/** A list as its query narrows it. */
export function listHref(target: Pick<ListTarget, 'scope' | 'query'>, lang: Lang): string {
  return address(listPath(target.query.rule), listParameters(target, lang))
}

/** All rows of a list as a file, in its order: pages do not matter to it. */
export function exportHref({ scope, query }: ListTarget, lang: Lang, format: ExportFormat): string {
  const path = `${listPath(query.rule)}.${format}`
  return address(path, listParameters({ scope, query: { ...query, page: 1 } }, lang))
}

/** All rows of a list for paper, in its order. */
export function printHref({ scope, query }: ListTarget, lang: Lang): string {
  const path = `${listPath(query.rule)}/print`
  return address(path, listParameters({ scope, query: { ...query, page: 1 } }, lang))
}

/** The list without what narrows it. */
export function clearedHref({ scope, query }: ListTarget, lang: Lang): string {
  const open = { ...query, search: '', channels: [], categories: [], page: 1 }
  return listHref({ scope, query: open }, lang)
}

/**
 * The main page that a page belongs to: of the same stores, or those that its reader comes from, of the same day, and of
 * a list's one channel where its card heeds it.
 */
export function homeHref(target: PageTarget, lang: Lang): string {
  switch (target.page) {
    case 'list': {
      const { rule, channels } = target.query
      const [channel] = channels.length === 1 && listNamed(rule).byChannel ? channels : [null]
      return pageHref({ ...target.scope, channel }, lang)
    }
    case 'order':
    case 'product':
      return pageHref({ stores: cameFrom(target), date: target.date }, lang)
    case 'status':
      return landingHref(lang)
  }
}

/** The latest day of the stores that a page is about, or that its reader comes from. */
export function latestHref(target: PageTarget, lang: Lang): string {
  switch (target.page) {
    case 'list':
      return pageHref({ stores: target.scope.stores, date: null }, lang)
    case 'order':
    case 'product':
      return pageHref({ stores: cameFrom(target), date: null }, lang)
    case 'status':
      return landingHref(lang)
  }
}

/** The address of a page itself, in any language. */
export function targetHref(target: PageTarget, lang: Lang): string {
  switch (target.page) {
    case 'list':
      return listHref(target, lang)
    case 'order':
      return orderHref(target, target.date, lang)
    case 'product':
      return productHref(target, target.date, lang)
    case 'status':
      return statusHref(lang)
  }
}

/** Where a page's store picker leads to, and what it carries along beside the store. */
export function pickerOf(target: PageTarget, lang: Lang): { path: string; carried: Parameter[] } {
  const [path = '/', query = ''] = targetHref(target, lang).split('?')
  const carried = [...new URLSearchParams(query)].filter(([name]) => name !== 'store')
  return { path, carried }
}

/** The same page of another store. */
export function otherStoreHref(target: PageTarget, store: string, lang: Lang): string {
  const { path, carried } = pickerOf(target, lang)
  return address(path, [['store', store], ...carried])
}
