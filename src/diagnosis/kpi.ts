import { type Fen, sumFen } from './money'
import type { OrderDay } from './orderDay'
import { isValidOrder, netProfitMicro } from './orderProfit'

/** Figures of a day over its valid orders (docs/rules.md#kpis). */
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
  return {
    orders: valid.length,
    allOrders: orders.length,
    revenueFen: sumFen(valid, (order) => order.revenueMicro),
    grossProfitFen: sumFen(valid, (order) => order.grossProfitMicro),
    netProfitFen: sumFen(valid, netProfitMicro),
    gmvFen: sumFen(valid, (order) => order.gmvMicro),
    marketingFen: sumFen(valid, (order) => order.marketingMicro),
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
