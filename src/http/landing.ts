import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { visibleDirectory } from '../access/scope'
import { newestKnown } from '../cards/edge'
import { storesMatching } from '../data/directoryParts'
import { isRecord, parseJson } from '../json'
import { MAX_CHARS, MAX_LISTED_STORES } from '../limits'
import { CHOSEN, LATEST_DATE } from '../ui/links'
import type { AppContext } from './context'
import { isLocal } from './local'

/**
 * Where a reader begins: in the own store, or with the stores that he chose last. The address always says what is shown,
 * so that it can be shared; only what was chosen on the page itself is remembered.
 */

const NAME = 'stores'
const KEPT_DAYS = 400
/** More would not fit into a cookie: who chooses so many begins with all. */
const MAX_REMEMBERED = 20
/** Browsers drop a cookie of more than 4,096 bytes, and keep the one before. */
const MAX_COOKIE_CHARS = 3_900

/**
 * Where a request of the main page is to be led before anything is shown; undefined where its address says it all.
 * A choice that comes with it (`chosen`, of the page's form) is remembered.
 */
export function redirectionOf(context: Context<AppContext>): string | undefined {
  const url = new URL(context.req.url)
  const query = url.searchParams
  if (query.has(CHOSEN[0])) {
    const chosen = withWholeNames(context, query)
    if (context.req.header('Sec-Fetch-Site') !== 'cross-site') remember(context, namedStores(chosen))
    return addressOf(cleaned(chosen))
  }
  if (namedStores(query).length > 0) return undefined
  const begin = beginningOf(context, query)
  if (begin.length === 0) return undefined
  const asked = new URLSearchParams([...query].filter(([name]) => name !== 'store'))
  return addressOf(new URLSearchParams([...begin.map((store) => ['store', store]), ...asked]))
}

/** The stores that the reader begins with; none for all of his. */
function beginningOf(context: Context<AppContext>, query: URLSearchParams): readonly string[] {
  const { visitor } = context.var
  const own = visitor.kind === 'person' ? visitor.person.stores : []
  if (own[0] && own.length === 1) return [own[0].name]
  // An address with a day, a channel or blank stores means all of them.
  if ([...query.keys()].some((name) => name !== 'lang')) return []
  const remembered = rememberedStores(context)
  const isHis = (store: string) => own.length === 0 || own.some(({ name }) => name === store)
  return remembered.every(isHis) ? remembered : []
}

/** Where there are many stores, a part of a name is typed: one that only one store has is that store's. */
function withWholeNames(context: Context<AppContext>, query: URLSearchParams): URLSearchParams {
  const { services, scope } = context.var
  const known = newestKnown(services.edge)
  const directory = known && visibleDirectory(known, scope)
  if (!directory || directory.count <= MAX_LISTED_STORES) return query
  const wholeName = (text: string) => {
    const { stores, count } = storesMatching(directory, text, 1)
    return directory.named(text)?.name ?? (count === 1 ? stores[0]?.name : undefined) ?? text
  }
  return new URLSearchParams(
    [...query].map(([name, value]) => [name, name === 'store' ? wholeName(value) : value]),
  )
}

function namedStores(query: URLSearchParams): string[] {
  return query.getAll('store').filter((name) => name.trim() !== '')
}

/** Without the mark of the form, and without what it leaves blank; that all stores were chosen stays to be seen. */
function cleaned(query: URLSearchParams): URLSearchParams {
  const isLatest = query.get('date') === query.get(LATEST_DATE)
  const kept = [...query].filter(
    ([name, value]) =>
      name !== CHOSEN[0] && name !== LATEST_DATE && value !== '' && !(name === 'date' && isLatest),
  )
  const all = kept.some(([name]) => name === 'store') ? [] : [['store', '']]
  return new URLSearchParams([...all, ...kept])
}

function addressOf(query: URLSearchParams): string {
  return `/?${query}`
}

function remember(context: Context<AppContext>, stores: readonly string[]): void {
  const isShort = encodeURIComponent(JSON.stringify({ stores })).length <= MAX_COOKIE_CHARS
  const few = stores.length <= MAX_REMEMBERED && isShort ? stores : []
  setCookie(context, NAME, JSON.stringify({ stores: few }), {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: !isLocal(context.req.url),
    maxAge: few.length > 0 ? KEPT_DAYS * 86_400 : 0,
  })
}

function rememberedStores(context: Context<AppContext>): string[] {
  const value = parseJson(getCookie(context, NAME))
  if (!isRecord(value) || !Array.isArray(value.stores)) return []
  return value.stores
    .filter((store) => typeof store === 'string' && store !== '' && store.length <= MAX_CHARS.storeName)
    .slice(0, MAX_REMEMBERED)
}
