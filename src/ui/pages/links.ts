import type { RuleName } from '../../diagnosis/rules/index'
import { defaultOrder } from '../../lists/listOrder'
import type { ListRequest } from '../../lists/ruleListView'
import type { Lang } from '../language'
import {
  address,
  orderHref,
  type Parameter,
  pageHref,
  productHref,
  type Scope,
  scopeParameters,
  statusHref,
} from '../links'
import { seesChannelOnly } from '../sectionNames'
import type { ListTarget, PageTarget } from './view'

/** Addresses of the pages behind the main one. A link keeps the language that its reader sees. */

/** The formats in which a list can be had as a file. */
export type ExportFormat = 'csv' | 'xlsx'

/** What a list is asked for beyond its scope: only what differs from the list as it opens. */
function queryParameters(query: ListRequest): Parameter[] {
  const first = defaultOrder(query.rule)
  const reordered = query.sortedBy !== first.sortedBy || query.descending !== first.descending
  return [
    ['days', query.days === 1 ? null : String(query.days)],
    ['q', query.search],
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
export function listPath(rule: RuleName): string {
  return `/rules/${rule}`
}

/** The list of a rule as its query narrows it. */
export function listHref(target: Pick<ListTarget, 'scope' | 'query'>, lang: Lang): string {
  return address(listPath(target.query.rule), listParameters(target, lang))
}

/** All rows of a list as a file, in its order: pages do not matter to it. */
export function exportHref({ scope, query }: ListTarget, lang: Lang, format: ExportFormat): string {
  const path = `${listPath(query.rule)}.${format}`
  return address(path, listParameters({ scope, query: { ...query, page: 1 } }, lang))
}

/** The list without what narrows it. */
export function clearedHref({ scope, query }: ListTarget, lang: Lang): string {
  const open = { ...query, search: '', channels: [], categories: [], page: 1 }
  return listHref({ scope, query: open }, lang)
}

/** The main page that a page belongs to: of the same stores and day, and of a list's one channel where its card heeds it. */
export function homeHref(target: PageTarget, lang: Lang): string {
  switch (target.page) {
    case 'list': {
      const { rule, channels } = target.query
      const [channel] = channels.length === 1 && seesChannelOnly(rule) ? channels : [null]
      return pageHref({ ...target.scope, channel }, lang)
    }
    case 'order':
    case 'product':
      return pageHref({ stores: [target.store], date: target.date }, lang)
    case 'status':
      return pageHref({ stores: [], date: null }, lang)
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

export type { Scope }
