import type { Handler } from 'hono'
import { readOrder } from '../details/orderDetail'
import { isBusinessDate } from '../diagnosis/businessDate'
import { MAX_CHARS } from '../limits'
import { renderOrderBody, renderOrderShell } from '../ui/order/orderPage'
import { parseCardRequest } from './cardRequest'
import type { AppContext } from './context'
import { isSignedIn } from './guards'
import { languageOf } from './language'
import { loadPageData } from './pageData'
import { streamedPage } from './streamedPage'

/** `GET /order?store=…&id=…`: an order, its lines, and how its profit came about; `from=…`, as `store`, is the way back. */
export const orderPage: Handler<AppContext> = (context) => {
  const query = new URL(context.req.url).searchParams
  const store = query.get('store') ?? ''
  const orderId = query.get('id') ?? ''
  // It only says where the reader came from: one that cannot be read is none.
  const asked = query.get('date') ?? ''
  const date = isBusinessDate(asked) ? asked : null
  const lang = languageOf(context)
  const shell = {
    lang,
    signedIn: isSignedIn(context),
    target: { page: 'order', store, orderId, date, from: storesFrom(query) } as const,
  }
  const body = async () => {
    const view = await loadPageData(context, { stores: [store], date: null }, async ({ db, stores }) => {
      // No order has a longer ID: the database need not be asked.
      if (orderId.length > MAX_CHARS.id) return { status: 'notFound', what: 'order' } as const
      const order = stores[0] && (await readOrder(db, stores[0], orderId))
      return order ? ({ status: 'ready', order } as const) : ({ status: 'notFound', what: 'order' } as const)
    })
    return renderOrderBody(view, shell)
  }
  return streamedPage(context, lang, renderOrderShell(shell), body)
}

/** The stores that a reader comes from, none for all; undefined where it is not said, or not as `store` is. */
export function storesFrom(query: URLSearchParams): readonly string[] | undefined {
  if (!query.has('from')) return undefined
  const parsed = parseCardRequest(new URLSearchParams(query.getAll('from').map((name) => ['store', name])))
  return parsed.status === 'ok' ? parsed.request.stores : undefined
}
