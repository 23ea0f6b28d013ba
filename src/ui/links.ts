import type { BusinessDate } from '../diagnosis/businessDate'
import type { Lang } from './language'

/** Every address that the page links to. */

/** What a page or an answer is about. */
export interface Scope {
  stores: readonly string[]
  date: BusinessDate | null
}

function address(path: string, scope: Scope, lang?: Lang): string {
  const query = new URLSearchParams()
  for (const store of scope.stores) query.append('store', store)
  if (scope.date !== null) query.append('date', scope.date)
  if (lang) query.append('lang', lang)
  const text = query.toString()
  return text ? `${path}?${text}` : path
}

/** The page of a scope. The language is always written down: a link keeps the one that its reader sees. */
export function pageHref(scope: Scope, lang: Lang): string {
  return address('/', scope, lang)
}

/** The figures of the page as JSON. */
export function apiHref(scope: Scope): string {
  return address('/api/diagnosis', scope)
}
