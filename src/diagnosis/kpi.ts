import { type Fen, type MicroYuan, toFen } from './money'
import type { OrderDay } from './orderDay'
import { isValidOrder, netProfitMicro } from './orderProfit'

/** Figures of a day over its valid orders (spec, section 5). */
export interface Kpi {
  /** Valid orders. */
  orders: number
  /** With test and cancelled ones. */
  allOrders: number
  revenueFen: Fen
  grossProfitFen: Fen
  netProfitFen: Fen
  gmvFen: Fen
  marketingFen: Fen
}

export function kpiOf(orders: readonly OrderDay[]): Kpi {
  const valid = orders.filter(isValidOrder)
  const sumFen = (amount: (order: OrderDay) => MicroYuan) =>
    toFen(valid.reduce((sum, order) => sum + amount(order), 0))
  return {
    orders: valid.length,
    allOrders: orders.length,
    revenueFen: sumFen((order) => order.revenueMicro),
    grossProfitFen: sumFen((order) => order.grossProfitMicro),
    netProfitFen: sumFen(netProfitMicro),
    gmvFen: sumFen((order) => order.gmvMicro),
    marketingFen: sumFen((order) => order.marketingMicro),
  }
}

export function mergeKpis(a: Kpi, b: Kpi): Kpi {
  return {
    orders: a.orders + b.orders,
    allOrders: a.allOrders + b.allOrders,
    revenueFen: a.revenueFen + b.revenueFen,
    grossProfitFen: a.grossProfitFen + b.grossProfitFen,
    netProfitFen: a.netProfitFen + b.netProfitFen,
    gmvFen: a.gmvFen + b.gmvFen,
    marketingFen: a.marketingFen + b.marketingFen,
  }
}
