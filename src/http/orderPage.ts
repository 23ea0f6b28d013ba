import type { Context, Handler } from 'hono'
import type { VisibleStore } from '../access/scope'
import type { Database } from '../data/database'
import { loadOrderSource } from '../data/storeDayOrders'
import { readOrder } from '../details/orderDetail'
import { isBusinessDate } from '../diagnosis/businessDate'
import { loadImport } from '../history/readHistory'
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
async function readOrigin(
  context: Context<AppContext>,
  db: Database,
  store: VisibleStore,
  orderId: string,
): Promise<OrderOrigin | null> {
  if (!mayImport(context)) return null
  const source = await loadOrderSource(db, store.id, orderId)
  const { services, scope } = context.var
  const record = source && (await loadImport(db, scope, source.importId, services.now()))
  if (!record) return null
  const { id, detail } = record
  return {
    importId: id,
    kind: detail.kind,
    file: detail.kind === 'file' && detail.file !== '' ? detail.file : null,
    fileLine: source.fileLine,
  }
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
      const [order, origin] = await Promise.all([
        readOrder(db, only, orderId),
        readOrigin(context, db, only, orderId),
      ])
      return order
        ? ({ status: 'ready', order, origin } as const)
        : ({ status: 'notFound', what: 'order' } as const)
    })
    return renderOrderBody(view, shell)
  }
  return streamedPage(context, lang, renderOrderShell(shell), body)
}
