import { label, money, text } from '../../cell'
import type { OrderSums } from '../../kpi/sums'
import { LIST_COLUMNS, titled } from '../../listColumns'
import { toFen } from '../../money'
import { netProfitFen } from '../../orderProfit'
import type { ListedView } from '../../rule'
import { listOf, type TotalTable, type TotalValue } from '../../ruleList'
import type { ListedOrder, OrdersFigures } from './list'
import { words } from './words'

/** What an order has of each KPI, in the order of the page; then what lies between gross and net profit. */
const COLUMNS = {
  order: LIST_COLUMNS.order,
  time: LIST_COLUMNS.time,
  channel: LIST_COLUMNS.channel,
  store: LIST_COLUMNS.store,
  validity: { kind: 'text', width: 24, words: titled('是否有效', 'Counted') },
  revenue: LIST_COLUMNS.revenue,
  grossProfit: LIST_COLUMNS.grossProfit,
  serviceFee: LIST_COLUMNS.serviceFee,
  deliveryFee: LIST_COLUMNS.deliveryFee,
  rebate: LIST_COLUMNS.rebate,
  netProfit: LIST_COLUMNS.netProfit,
  gmv: { words: titled('原价', 'List value') },
  marketing: LIST_COLUMNS.marketing,
} as const

/** A column that the list can be sorted by. */
export type OrdersColumn = keyof typeof COLUMNS

type Amount = Exclude<keyof OrderSums, 'orders'>

const fen =
  (name: Amount) =>
  (sums: OrderSums): TotalValue => ({ kind: 'money', fen: sums[name] })

const TOTALS: readonly { title: TotalTable['over'][number]; of: (sums: OrderSums) => TotalValue }[] = [
  { title: { zh: '订单数', en: 'Orders' }, of: ({ orders }) => ({ kind: 'count', value: orders }) },
  { title: { zh: '实收额', en: 'Revenue' }, of: fen('revenueFen') },
  { title: { zh: '毛利', en: 'Gross profit' }, of: fen('grossProfitFen') },
  { title: { zh: '净利润', en: 'Net profit' }, of: fen('netProfitFen') },
  { title: { zh: '原价（GMV）', en: 'List value (GMV)' }, of: fen('gmvFen') },
  { title: { zh: '营销费', en: 'Marketing' }, of: fen('marketingFen') },
]

export const view: ListedView<ListedOrder, OrdersFigures> = {
  iconPath: 'M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 11.5h6M9 15h3',
  neutralWhenEmpty: true,
  list: listOf({
    columns: COLUMNS,
    sortedBy: 'time',
    takenAlong: ['time', 'channel', 'netProfit'],
    manyRows: true,
    total: ({ valid, all }: OrdersFigures) => ({
      count: all.orders,
      amountFen: null,
      table: {
        over: [
          { zh: '有效订单', en: 'Valid orders' },
          { zh: '全部订单（含无效）', en: 'All, also invalid' },
        ],
        rows: TOTALS.map(({ title, of }) => ({ title, values: [of(valid), of(all)] })),
      },
    }),
    cells: ({ order, isValid }: ListedOrder) => ({
      order: { kind: 'order', orderId: order.orderId },
      time: { kind: 'time', time: order.orderedAt },
      channel: text(order.channel),
      validity: label(isValid ? 'valid' : 'invalid'),
      revenue: money(toFen(order.revenueMicro)),
      grossProfit: money(toFen(order.grossProfitMicro)),
      serviceFee: order.serviceFeeMicro === null ? null : money(toFen(order.serviceFeeMicro)),
      deliveryFee: money(toFen(order.deliveryFeeMicro)),
      rebate: money(toFen(order.rebateMicro)),
      netProfit: money(netProfitFen(order)),
      gmv: money(toFen(order.gmvMicro)),
      marketing: money(toFen(order.marketingMicro)),
    }),
  }),
  words,
}
