import type { Action } from '../diagnosis/actions'
import type { BusinessDate } from '../diagnosis/businessDate'
import type { RuleName } from '../diagnosis/rules/index'
import type { Lang } from './language'

/** Every address that the page links to. */

/** What a page or an answer is about. */
export interface Scope {
  stores: readonly string[]
  date: BusinessDate | null
  /** The only channel that KPIs and rules on orders look at; none for all. */
  channel?: string | null
}

/** A name with its value; one without a value is left out. */
export type Parameter = [name: string, value: string | null | undefined]

/** A path with what it is asked. */
export function address(path: string, parameters: readonly Parameter[]): string {
  const query = new URLSearchParams()
  for (const [name, value] of parameters) if (value) query.append(name, value)
  const text = query.toString()
  return text ? `${path}?${text}` : path
}

/** A scope as an address carries it. */
export function scopeParameters({ stores, date, channel }: Scope): Parameter[] {
  return [...stores.map((store): Parameter => ['store', store]), ['date', date], ['channel', channel]]
}

/** The page of a scope. The language is always written down: a link keeps the one that its reader sees. */
export function pageHref(scope: Scope, lang: Lang): string {
  return address('/', [...scopeParameters(scope), ['lang', lang]])
}

/** The figures of the page as JSON. */
export function apiHref(scope: Scope): string {
  return address('/api/diagnosis', scopeParameters(scope))
}

/** The list behind a rule's card. */
export function ruleHref(rule: RuleName, scope: Scope, lang: Lang): string {
  return address(`/rules/${rule}`, [...scopeParameters(scope), ['lang', lang]])
}

/** A product's last days, up to one of them; null for the store's latest. */
export function productHref(
  product: { store: string; productId: number },
  date: BusinessDate | null,
  lang: Lang,
): string {
  const { store, productId } = product
  return address('/product', [
    ['store', store],
    ['id', String(productId)],
    ['date', date],
    ['lang', lang],
  ])
}

/** What an action rests on: the product's days, or the order line by line. */
export function evidenceHref({ store, subject }: Action, date: BusinessDate, lang: Lang): string {
  if (subject.kind === 'product') return productHref({ store, productId: subject.productId }, date, lang)
  return orderHref({ store, orderId: subject.orderId }, date, lang)
}

/** An order, line by line; with the day that its reader comes from, and goes back to. */
export function orderHref(
  { store, orderId }: { store: string; orderId: string },
  date: BusinessDate | null,
  lang: Lang,
): string {
  return address('/order', [
    ['store', store],
    ['id', orderId],
    ['date', date],
    ['lang', lang],
  ])
}

/** How fresh the data is and whether everything works. */
export function statusHref(lang: Lang): string {
  return address('/status', [['lang', lang]])
}
