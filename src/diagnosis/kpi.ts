import type { BusinessDate } from './businessDate'
import type { OrderDay } from './dayRollup'
import { type Fen, type MicroYuan, toFen } from './money'
import { isValidOrder, netProfitMicro } from './orderProfit'
import type { StoreWindow } from './storeWindow'

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

/** A day's figures with the day. */
export type KpiDay = Kpi & { date: BusinessDate }

/** Two weeks, for a comparison with the day before, the week's mean, and a line. */
const HISTORY_DAYS = 14

/** The figures of the days up to D on which the store has orders, oldest first. */
export function kpiHistory(window: StoreWindow): KpiDay[] {
  const history: KpiDay[] = []
  for (let offset = HISTORY_DAYS - 1; offset >= 0; offset--) {
    const day = window.day(offset)
    if (day) history.push({ date: day.date, ...day.summary.kpi })
  }
  return history
}

/** Two scopes' days together: a day on which only one has orders is that one's. */
export function mergeHistories(a: readonly KpiDay[], b: readonly KpiDay[]): KpiDay[] {
  const days = new Map(a.map((day) => [day.date, day]))
  for (const day of b) {
    const known = days.get(day.date)
    days.set(day.date, known ? { date: day.date, ...mergeKpis(known, day) } : day)
  }
  return [...days.values()].sort((x, y) => (x.date < y.date ? -1 : 1))
}
