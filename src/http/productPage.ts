import type { Handler } from 'hono'
import { readProduct } from '../details/productDetail'
import { renderProductBody, renderProductShell } from '../ui/product/productPage'
import { parseCardRequest, storesFrom } from './cardRequest'
import type { AppContext } from './context'
import { isSignedIn } from './guards'
import { languageOf } from './language'
import { loadPageData } from './pageData'
import { streamedPage } from './streamedPage'

/** `GET /product?store=…&id=…&date=…`: a product's last thirty days, with what was found of it; `from=…` as for an order. */
export const productPage: Handler<AppContext> = (context) => {
  const query = new URL(context.req.url).searchParams
  const parsed = parseCardRequest(query)
  const productId = parseId(query.get('id'))
  const date = parsed.status === 'ok' ? parsed.request.date : null
  const storeName = query.get('store') ?? ''
  const lang = languageOf(context)
  const shell = {
    lang,
    signedIn: isSignedIn(context),
    target: { page: 'product', store: storeName, productId, date, from: storesFrom(query) } as const,
  }
  const body = async () => {
    if (parsed.status === 'badRequest') return renderProductBody(parsed, shell)
    const request = { stores: [storeName], date }
    const view = await loadPageData(context, request, async ({ db, stores, directory, businessDate }) => {
      const [store] = stores
      const product = store && (await readProduct(db, store, productId, businessDate, directory.stores))
      return product
        ? ({ status: 'ready', product } as const)
        : ({ status: 'notFound', what: 'product' } as const)
    })
    return renderProductBody(view, shell)
  }
  return streamedPage(context, lang, renderProductShell(shell), body, parsed.status === 'ok' ? 200 : 400)
}

/** A product's number; 0, which no product has, for anything else. */
function parseId(text: string | null): number {
  return /^\d{1,15}$/.test(text ?? '') ? Number(text) : 0
}
