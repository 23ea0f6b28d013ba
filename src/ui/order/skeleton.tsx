import { ORDER_FACTS } from '../../diagnosis/orderFields'
import { Block } from '../components/block'
import { Bones } from '../components/bones'
import type { Locale } from '../i18n/locale'
import type { OrderTarget } from '../target'
import { OrderFrame } from './orderFrame'

/** As many steps as each sum of the page has, with its result. */
const SUM_ROWS = 5

/** An order before its amounts. */
export function OrderSkeleton({ target, locale }: { target: OrderTarget; locale: Locale }) {
  const { order } = locale.words
  const facts = ORDER_FACTS.map(({ heading }) => heading[locale.lang])
  return (
    <>
      <OrderFrame
        orderId={target.orderId}
        verdict={<i class="bone" />}
        facts={[order.time, order.store, order.channel, ...facts, order.counted].map((name) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <i class="bone" />
            </dd>
          </div>
        ))}
        locale={locale}
      />
      <div class="sums">
        {[order.profit, order.delivery, order.marketing].map((title) => (
          <Block key={title} title={title}>
            <Bones rows={SUM_ROWS} />
          </Block>
        ))}
      </div>
      <Block title={order.lines}>
        <Bones rows={4} />
      </Block>
    </>
  )
}
