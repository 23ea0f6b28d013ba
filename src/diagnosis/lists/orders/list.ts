import { mergeSums, type OrderSums, sumsOf } from '../../kpi/sums'
import type { OrderDay } from '../../orderDay'
import { isValidOrder } from '../../orderProfit'
import { type Listed, noHistoryNeeded } from '../../rule'
import { view } from './view'

/** An order of the day. */
export interface ListedOrder {
  order: OrderDay
  /** Whether KPIs count it. */
  isValid: boolean
}

export interface OrdersFigures {
  /** As the KPIs are summed: equal to them over all orders of a day. */
  valid: OrderSums
  /** With those that are not valid. */
  all: OrderSums
}

/** 全部订单: what the KPIs are made of, order by order, and what they leave out. */
export const orders: Listed<ListedOrder, OrdersFigures> = {
  missingHistoryDays: noHistoryNeeded,
  find: (window) => window.orders().map((order) => ({ order, isValid: isValidOrder(order) })),
  subject: ({ order }) => ({ kind: 'order', orderId: order.orderId, channel: order.channel }),
  findsOrder: () => true,
  notCompared: true,
  byChannel: true,
  figures: (findings) => ({
    valid: sumsOf(findings.filter(({ isValid }) => isValid).map(({ order }) => order)),
    all: sumsOf(findings.map(({ order }) => order)),
  }),
  merge: (a, b) => ({ valid: mergeSums(a.valid, b.valid), all: mergeSums(a.all, b.all) }),
  view,
}
