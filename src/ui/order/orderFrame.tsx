import type { ComponentChildren } from 'preact'
import type { Locale } from '../i18n/locale'

interface OrderFrameProps {
  orderId: string
  verdict: ComponentChildren
  /** Pairs of a name and a value. */
  facts: ComponentChildren
  locale: Locale
}

/** What stands at the top of an order, for the page and its skeleton. */
export function OrderFrame({ orderId, verdict, facts, locale }: OrderFrameProps) {
  const { order } = locale.words
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
