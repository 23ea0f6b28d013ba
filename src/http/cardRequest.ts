import type { Selection } from '../cards/cardRequest'
import { isBusinessDate } from '../diagnosis/businessDate'
import { MAX_CHARS, shortened } from '../limits'
import type { BadRequest } from '../ui/problem'

/** What a visit asks for, of the stores that it may see, or what is wrong with it. */
export type ParsedRequest = { status: 'ok'; request: Selection; channel: string | null } | BadRequest

/** More stores than any selection on the page names; all stores are asked for by naming none. */
const MAX_STORES = 100

/** Reads `?store=…&store=…&date=YYYY-MM-DD&channel=…`; blank values, as an empty form sends them, are none. */
export function parseCardRequest(query: URLSearchParams): ParsedRequest {
  const date = query.get('date')?.trim() || null
  if (date !== null && !isBusinessDate(date)) return { status: 'badRequest', code: 'unreadableDate' }
  const stores = [...new Set(query.getAll('store').filter((name) => name.trim() !== ''))]
  if (stores.length > MAX_STORES) return { status: 'badRequest', code: 'tooManyStores' }
  if (stores.some((name) => name.length > MAX_CHARS.storeName)) {
    return { status: 'badRequest', code: 'unreadableStore' }
  }
  const channel = shortened(query.get('channel')?.trim() ?? '', 'channel') || null
  return { status: 'ok', request: { stores, date }, channel }
}

/** The stores that a reader comes from, none for all; undefined where it is not said, or not as `store` is. */
export function storesFrom(query: URLSearchParams): readonly string[] | undefined {
  if (!query.has('from')) return undefined
  const parsed = parseCardRequest(new URLSearchParams(query.getAll('from').map((name) => ['store', name])))
  return parsed.status === 'ok' ? parsed.request.stores : undefined
}
