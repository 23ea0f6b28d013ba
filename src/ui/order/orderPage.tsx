import type { ComponentChildren } from 'preact'
import type { OrderDetail } from '../../details/orderDetail'
import { toFen } from '../../diagnosis/money'
import { businessDateOf, orderValue } from '../../diagnosis/order'
import { MARKETING_AMOUNTS, ORDER_FACTS, type OrderColumn } from '../../diagnosis/orderFields'
import { DELIVERY_COST_LIMIT_FEN } from '../../diagnosis/thresholds'
import { Block } from '../components/block'
import { renderPageEnd, renderPageStart } from '../components/frame'
import { Money, Name } from '../components/parts'
import { ProblemMessage } from '../components/problemMessage'
import { Unknown } from '../components/unknown'
import { columnWords } from '../i18n/columnWords'
import { count, longDate } from '../i18n/format'
import { type Locale, localeOf } from '../i18n/locale'
import { ruleWords } from '../i18n/ruleWords'
import { importRecordHref, pageHref } from '../links'
import type { CameFrom, OrderTarget, PageShell } from '../target'
import { OrderFrame } from './orderFrame'
import { OrderLines } from './orderLines'
import { deliverySteps } from './profit'
import { OrderSkeleton } from './skeleton'
import { SumTable } from './sumTable'
import type { OrderOrigin, OrderView } from './view'

/** An order: first piece of the page, drawn from the request alone. */
export function renderOrderShell(shell: PageShell<OrderTarget>): string {
  const locale = localeOf(shell.lang)
  return renderPageStart(shell, {
    title: `${locale.words.order.title} ${shell.target.orderId.slice(0, 40)}`,
    skeleton: <OrderSkeleton target={shell.target} locale={locale} />,
    locale,
  })
}

/** An order: second piece of the page. Total: it renders whatever the view holds. */
export function renderOrderBody(view: OrderView, shell: PageShell<OrderTarget>): string {
  const locale = localeOf(shell.lang)
  return renderPageEnd(
    locale,
    view.status === 'ready' ? (
      <>
        <OrderPage detail={view.order} from={shell.target.from} locale={locale} />
        {view.origin && <Origin origin={view.origin} locale={locale} />}
      </>
    ) : (
      <ProblemMessage view={view} target={shell.target} locale={locale} />
    ),
  )
}

interface OrderProps {
  detail: OrderDetail
  locale: Locale
}

function OrderPage({ detail, from, locale }: OrderProps & CameFrom) {
  const { order: words } = locale.words
  return (
    <>
      <OrderFrame
        orderId={detail.order.orderId}
        verdict={<Verdict detail={detail} locale={locale} />}
        facts={<Facts detail={detail} locale={locale} />}
        locale={locale}
      />
      <div class="sums">
        <Block title={words.profit} note={words.profitPlain}>
          <SumTable
            caption={words.profit}
            steps={detail.profitSteps}
            names={words.profitSteps}
            result={{ name: words.netProfit, amountFen: detail.netProfitFen }}
            locale={locale}
          />
          {detail.linesWithoutProfit > 0 && (
            <p class="notice">{words.withoutProfit(detail.linesWithoutProfit)}</p>
          )}
        </Block>
        <Block title={words.delivery} note={words.deliveryPlain}>
          <SumTable
            caption={words.delivery}
            steps={deliverySteps(detail)}
            names={words.deliverySteps}
            result={{ name: words.netDeliveryCost, amountFen: detail.netDeliveryCostFen }}
            ofCosts
            locale={locale}
          />
          {detail.netDeliveryCostFen > DELIVERY_COST_LIMIT_FEN && (
            <p class="note">{words.aboveLimit(ruleWords('deliveryCost', locale).name)}</p>
          )}
        </Block>
        <Marketing detail={detail} locale={locale} />
      </div>
      <OrderLines detail={detail} from={from} locale={locale} />
    </>
  )
}

/** The file and the line that the order comes from, or what else of the history has changed it last. */
function Origin({ origin, locale: { words, lang } }: { origin: OrderOrigin; locale: Locale }) {
  const { importId, kind, file, fileLine } = origin
  return (
    <p class="note">
      {words.order.origin}{' '}
      <a href={importRecordHref(importId, lang)}>
        {file === null ? (
          words.imports.kinds[kind]
        ) : (
          <Name text={file} fallback={words.imports.kinds[kind]} />
        )}
      </a>
      {fileLine !== null && ` ${words.order.fileLine(count(fileLine))}`}
    </p>
  )
}

/** Whether the order earned or lost, at first sight. */
function Verdict({ detail: { netProfitFen, linesWithoutProfit }, locale }: OrderProps) {
  const { order } = locale.words
  if (netProfitFen === 0) {
    // Of an order that knows no profit, 0 is no result.
    return linesWithoutProfit > 0 ? (
      <Unknown why={locale.words.unknown} />
    ) : (
      <span class="chip">{order.even}</span>
    )
  }
  return (
    <span class={netProfitFen < 0 ? 'chip bad' : 'chip fine'}>
      {netProfitFen < 0 ? order.loss : order.earned} <Money fen={Math.abs(netProfitFen)} />
    </span>
  )
}

function Facts({ detail: { store, order, valid }, locale }: OrderProps) {
  const { words, lang } = locale
  const date = businessDateOf(order)
  const facts: [name: string, value: ComponentChildren][] = [
    [
      words.order.time,
      <>
        <a key="day" href={pageHref({ stores: [store], date }, lang)}>
          <time dateTime={order.orderedAt}>{longDate(date, lang)}</time>
        </a>{' '}
        {order.orderedAt.slice(11)}
      </>,
    ],
    [words.order.store, <Name key="store" text={store} fallback={words.scope.unnamed} />],
    [words.order.channel, <Name key="channel" text={order.channel} fallback={words.channels.unknown} />],
    ...ORDER_FACTS.map((column): [string, ComponentChildren] => [
      column.heading[lang],
      <Fact key={column.field} column={column} value={orderValue(order, column)} locale={locale} />,
    ]),
    [words.order.counted, valid ? words.order.valid : words.order.invalid],
  ]
  return (
    <>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </>
  )
}

interface FactProps {
  column: OrderColumn
  value: string | number | null
  locale: Locale
}

function Fact({ column: { kind }, value, locale }: FactProps) {
  const { words } = locale
  const isDistance = kind === 'metres'
  if (value === null) {
    return <Unknown why={(isDistance && columnWords('distance', locale).unknown) || words.unknown} />
  }
  return isDistance ? words.units.km(count(Number(value) / 1000)) : <Money fen={toFen(Number(value))} />
}

/** The marketing amounts that the order has, by their names in the export. */
function Marketing({ detail: { order }, locale }: OrderProps) {
  const { words, lang } = locale
  const amounts = MARKETING_AMOUNTS.flatMap(({ name, heading }, i) => {
    const amountMicro = order.marketingMicro[i] ?? 0
    return amountMicro === 0 ? [] : [{ name, heading, amountFen: toFen(amountMicro) }]
  })
  const totalFen = toFen(order.marketingMicro.reduce((sum, amountMicro) => sum + amountMicro, 0))
  return (
    <Block title={words.order.marketing}>
      {amounts.length === 0 ? (
        <p class="note">{words.order.noMarketing}</p>
      ) : (
        <dl class="facts">
          {amounts.map(({ name, heading, amountFen }) => (
            <div key={name}>
              <dt>{heading[lang]}</dt>
              <dd>
                <Money fen={amountFen} />
              </dd>
            </div>
          ))}
          <div class="result">
            <dt>{words.total}</dt>
            <dd>
              <Money fen={totalFen} />
            </dd>
          </div>
        </dl>
      )}
    </Block>
  )
}
