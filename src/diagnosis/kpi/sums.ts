import { addFields } from '../addFields'
import { type Fen, type MicroYuan, sumFen } from '../money'
import type { OrderDay } from '../orderDay'
import { isValidOrder, netProfitMicro } from '../orderProfit'

/** Amounts of a day, each summed exactly over its valid orders and rounded once (docs/rules.md#kpis). */
const AMOUNTS = {
  revenueFen: (order) => order.revenueMicro,
  grossProfitFen: (order) => order.grossProfitMicro,
  netProfitFen: netProfitMicro,
  gmvFen: (order) => order.gmvMicro,
  marketingFen: (order) => order.marketingMicro,
  serviceFeeFen: (order) => order.serviceFeeMicro ?? 0,
  deliveryFeeFen: (order) => order.deliveryFeeMicro,
  rebateFen: (order) => order.rebateMicro,
} as const satisfies Record<`${string}Fen`, (order: OrderDay) => MicroYuan>

type AmountName = keyof typeof AMOUNTS

/** What a day's orders add up to. */
export type Kpi = {
  /** Valid orders. */
  orders: number
  /** With test and cancelled ones. */
  allOrders: number
} & Record<AmountName, Fen>

const AMOUNT_NAMES = Object.keys(AMOUNTS) as AmountName[]

/** All sums, in the order in which a stored day keeps them. */
export const KPI_SUMS: readonly (keyof Kpi)[] = ['orders', 'allOrders', ...AMOUNT_NAMES]

/** Sums up a day's orders; see {@link Kpi}. */
export function kpiOf(orders: readonly OrderDay[]): Kpi {
  const { orders: valid, ...amounts } = sumsOf(orders.filter(isValidOrder))
  return { orders: valid, allOrders: orders.length, ...amounts }
}

/** What orders of one store add up to, whichever they are. */
export type OrderSums = Omit<Kpi, 'allOrders'>

/** Each amount is summed exactly and rounded once. */
export function sumsOf(orders: readonly OrderDay[]): OrderSums {
  const amounts = AMOUNT_NAMES.map((name) => [name, sumFen(orders, AMOUNTS[name])])
  return { orders: orders.length, ...Object.fromEntries(amounts) }
}

/** The sums of two sets of stores together. */
export function mergeSums(a: OrderSums, b: OrderSums): OrderSums {
  return addFields(['orders', ...AMOUNT_NAMES], a, b)
}

/** Two disjoint sets of stores' sums together. */
export function mergeKpis(a: Kpi, b: Kpi): Kpi {
  return addFields(KPI_SUMS, a, b)
}
