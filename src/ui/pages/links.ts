import type { BusinessDate } from '../../diagnosis/businessDate'
import type { RuleName } from '../../diagnosis/rules/index'
import { defaultOrder, type ListRequest } from '../../lists/ruleListView'
import type { Lang } from '../language'
import type { Scope } from '../links'
import type { PageTarget } from './view'

/** Every address of the pages behind the main one. A link keeps the language that its reader sees. */

type Field = readonly [name: string, value: string]

/** The formats in which a list can be had as a file. */
export type ExportFormat = 'csv' | 'xlsx'

function address(path: string, fields: readonly Field[]): string {
  const text = new URLSearchParams(fields.map((field) => [...field])).toString()
  return text ? `${path}?${text}` : path
}

function scopeFields({ stores, date }: Scope): Field[] {
  const fields: Field[] = stores.map((store) => ['store', store])
  return date === null ? fields : [...fields, ['date', date]]
}

/** What a list is asked for, in the address: only what differs from the list as it opens. */
function queryFields(query: ListRequest): Field[] {
  const first = defaultOrder(query.rule)
  const fields: Field[] = []
  if (query.days !== 1) fields.push(['days', String(query.days)])
  if (query.search !== '') fields.push(['q', query.search])
  for (const channel of query.channels) fields.push(['channel', channel])
  for (const category of query.categories) fields.push(['category', category])
  if (query.sortedBy !== first.sortedBy || query.descending !== first.descending) {
    fields.push(['sort', query.sortedBy], ['dir', query.descending ? 'desc' : 'asc'])
  }
  if (query.page > 1) fields.push(['page', String(query.page)])
  return fields
}

/** The fields of a list's address, for the links to it and the hidden fields of its form. */
export function listFields(scope: Scope, query: ListRequest, lang: Lang): Field[] {
  return [...scopeFields(scope), ...queryFields(query), ['lang', lang]]
}

/** Where the form of a list leads to. */
export function listPath(rule: RuleName): string {
  return `/rules/${rule}`
}

/** The list of a rule as its query narrows it. */
export function listHref(scope: Scope, query: ListRequest, lang: Lang): string {
  return address(listPath(query.rule), listFields(scope, query, lang))
}

/** A rule as it opens: its own order, one day, everything. */
export function firstQuery(rule: RuleName): ListRequest {
  return { rule, days: 1, search: '', channels: [], categories: [], page: 1, ...defaultOrder(rule) }
}

/** The list as it opens from a card. */
export function ruleHref(rule: RuleName, scope: Scope, lang: Lang): string {
  return listHref(scope, firstQuery(rule), lang)
}

/** All rows of a list as a file, in its order: pages do not matter to it. */
export function exportHref(scope: Scope, query: ListRequest, lang: Lang, format: ExportFormat): string {
  return address(`${listPath(query.rule)}.${format}`, listFields(scope, { ...query, page: 1 }, lang))
}

export function orderHref(store: string, orderId: string, lang: Lang): string {
  return address('/order', [
    ['store', store],
    ['id', orderId],
    ['lang', lang],
  ])
}

/** A product's days up to a date; null for the store's latest. */
export function productHref(store: string, productId: number, date: BusinessDate | null, lang: Lang): string {
  return address('/product', [
    ['store', store],
    ['id', String(productId)],
    ...(date === null ? [] : ([['date', date]] as const)),
    ['lang', lang],
  ])
}

export function statusHref(lang: Lang): string {
  return address('/status', [['lang', lang]])
}

/** The address of a page itself, in any language. */
export function targetHref(target: PageTarget, lang: Lang): string {
  switch (target.page) {
    case 'list':
      return listHref(target.scope, target.query, lang)
    case 'order':
      return orderHref(target.store, target.orderId, lang)
    case 'product':
      return productHref(target.store, target.productId, target.date, lang)
    case 'status':
      return statusHref(lang)
  }
}
