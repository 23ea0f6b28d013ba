import type { Context, Handler } from 'hono'
import type { OrderSource } from '../data/storeDayOrders'
import { readOrder } from '../details/orderDetail'
import { isBusinessDate } from '../diagnosis/businessDate'
import { MAX_CHARS } from '../limits'
import { renderOrderBody, renderOrderShell } from '../ui/order/orderPage'
import type { OrderOrigin } from '../ui/order/view'
import { storesFrom } from './cardRequest'
import type { AppContext } from './context'
import { isSignedIn, mayImport } from './guards'
import { languageOf } from './language'
import { loadPageData } from './pageData'
import { streamedPage } from './streamedPage'

/** What brought an order, for who may open that entry of the history: as there, a foreign one reads like none. */
function originOf(context: Context<AppContext>, source: OrderSource | undefined): OrderOrigin | null {
  return source && mayImport(context) ? { ...source, file: source.file || null } : null
}

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
      const [only] = stores
      if (!only) return { status: 'notFound', what: 'order' } as const
      const { scope } = context.var
      const found = await readOrder(db, only, orderId, scope.kind === 'all' ? undefined : scope.storeIds)
      return found
        ? ({ status: 'ready', order: found.order, origin: originOf(context, found.source) } as const)
        : ({ status: 'notFound', what: 'order' } as const)
    })
    return renderOrderBody(view, shell)
  }
  return streamedPage(context, lang, renderOrderShell(shell), body)
}
