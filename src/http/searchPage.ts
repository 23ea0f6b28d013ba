import type { Context, Handler } from 'hono'
import { visibleDirectory } from '../access/scope'
import { currentDirectory } from '../cards/edge'
import { shortened } from '../limits'
import { search } from '../search/search'
import { areMany } from '../ui/problem'
import { renderSearchPage } from '../ui/search/searchPage'
import type { SearchAsked, SearchView } from '../ui/search/view'
import { accountPage } from './accountPage'
import type { AppContext } from './context'
import { isSignedIn, limitKey } from './guards'
import { LIMIT_PERIOD_SECONDS } from './rateLimits'
import { refuse } from './refusal'
import { storeChoices } from './storeChoices'

type ReadySearch = Extract<SearchView, { status: 'ready' }>

/** `GET /search?q=TEXT&store=NAME`: orders and products of the visitor's stores, or of one of them. */
export const searchPage: Handler<AppContext> = async (context) => {
  const asked = {
    text: shortened((context.req.query('q') ?? '').trim(), 'search'),
    store: shortened(context.req.query('store') ?? '', 'storeName'),
  }
  const { rateLimits } = context.var.services
  if (asked.text !== '' && !(await rateLimits.use('COMPUTE_LIMIT', limitKey(context)))) {
    return refuse(context, { kind: 'limited', retryAfterSeconds: LIMIT_PERIOD_SECONDS })
  }
  return accountPage(
    context,
    () => read(context, asked),
    (view, lang) => renderSearchPage(view, { asked, signedIn: isSignedIn(context), lang }),
  )
}

/**
 * A store that there is not for the visitor narrows nothing: the page says what it has looked into. Of many stores, a name is typed: where
 * it is none, the page first asks which one is meant.
 */
async function read(context: Context<AppContext>, asked: SearchAsked): Promise<ReadySearch> {
  const { services, scope } = context.var
  const db = services.openDatabase()
  const directory = visibleDirectory(await currentDirectory(services.edge, db), scope)
  const one = asked.store === '' ? undefined : directory.named(asked.store)
  const choices = storeChoices(directory, asked.store === '' ? [] : [asked.store])
  const isUnclear = areMany(choices) && asked.store !== '' && !one
  const stores = one ? [one] : directory.stores
  return {
    status: 'ready',
    store: one?.name ?? null,
    found: asked.text === '' || isUnclear ? null : await search(db, stores, asked.text),
    directory: choices,
  }
}
