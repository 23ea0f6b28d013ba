import type { ComponentChildren } from 'preact'
import type { PageLocale } from '../words/index'

interface OrderFrameProps {
  orderId: string
  verdict: ComponentChildren
  /** Pairs of a name and a value. */
  facts: ComponentChildren
  locale: PageLocale
}

/** What stands at the top of an order, for the page and its skeleton. */
export function OrderFrame({ orderId, verdict, facts, locale }: OrderFrameProps) {
  const { order } = locale.page
  return (
    <>
      <div class="page-title plain">
        <h2>
          {order.title} <bdi class="id">{orderId}</bdi>
        </h2>
        <p>{verdict}</p>
      </div>
      <dl class="fact-grid" aria-label={order.facts}>
        {facts}
      </dl>
    </>
  )
}
