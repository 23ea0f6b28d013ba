import type { Selection } from '../cards/cardRequest'
import type { ListName } from '../diagnosis/lists/index'
import { type MAX_CHARS, shortened } from '../limits'
import { columnIds } from '../lists/columns'
import { DAY_CHOICES, defaultOrder } from '../lists/listQuery'
import type { ListRequest } from '../lists/ruleListView'
import type { BadRequest } from '../ui/problem'
import { parseCardRequest } from './cardRequest'

/** What the address of a list asks for, or what is wrong with it. */
export type ParsedListRequest = { status: 'ok'; selection: Selection; query: ListRequest } | BadRequest

const MAX_FILTERS = 50
const MAX_PAGE = 1_000_000

/**
 * Reads `?store=…&date=…&days=…&q=…&channel=…&category=…&sort=…&dir=…&page=…`. What only narrows or orders
 * a list and cannot be read is left out: the list is shown, and says what it shows.
 */
export function parseListRequest(rule: ListName, query: URLSearchParams): ParsedListRequest {
  const parsed = parseCardRequest(query)
  if (parsed.status === 'badRequest') return parsed
  const days = Number(query.get('days') ?? 1)
  const page = Number(query.get('page') ?? 1)
  return {
    status: 'ok',
    selection: parsed.request,
    query: {
      rule,
      days: DAY_CHOICES.find((choice) => choice === days) ?? DAY_CHOICES[0],
      search: shortened((query.get('q') ?? '').trim(), 'search'),
      channels: filters(query, 'channel', 'channel'),
      categories: filters(query, 'category', 'name'),
      ...order(rule, query),
      page: Number.isInteger(page) && page >= 1 && page <= MAX_PAGE ? page : 1,
    },
  }
}

function filters(query: URLSearchParams, name: string, limit: keyof typeof MAX_CHARS): string[] {
  const values = query.getAll(name).filter((value) => value !== '')
  return [...new Set(values.map((value) => shortened(value, limit)))].slice(0, MAX_FILTERS)
}

function order(rule: ListName, query: URLSearchParams): { sortedBy: string; descending: boolean } {
  const sort = query.get('sort')
  const known = [...columnIds(rule), 'date'].find((column) => column === sort)
  if (!known) return defaultOrder(rule)
  return { sortedBy: known, descending: query.get('dir') !== 'asc' }
}
