import { type MicroYuan, toFen } from '../../money'
import type { OrderDay } from '../../orderDay'
import { netProfitMicro } from '../../orderProfit'

/**
 * What an order could have done without: each amount alone, in the order in which they are told. The same yuan can stand
 * in two, so what they saved is never added up, and none is the cause.
 */
const AMOUNTS = {
  productDiscount: (order) => order.productDiscountMicro,
  coupons: (order) => order.couponsMicro,
  orderDiscount: (order) => order.orderDiscountMicro,
  otherDiscount: (order) => order.otherDiscountMicro,
  deliveryDiscount: (order) => order.deliveryDiscountMicro,
  belowCost: (order) => order.belowCostMicro,
} as const satisfies Record<string, (order: OrderDay) => MicroYuan>

export type Lever = keyof typeof AMOUNTS

export const LEVERS = Object.keys(AMOUNTS) as Lever[]

/** How many orders each lever alone would have saved, and how many none. */
export type LeverCounts = Record<Lever | 'none', number>

/** The levers each of which alone would have kept an order from losing. */
export function leversOf(order: OrderDay): Lever[] {
  const profitMicro = netProfitMicro(order)
  return LEVERS.filter((lever) => toFen(profitMicro + AMOUNTS[lever](order)) >= 0)
}

/** @param levers of each order */
export function countLevers(levers: readonly (readonly Lever[])[]): LeverCounts {
  return eachLever((name) =>
    name === 'none'
      ? levers.filter(({ length }) => length === 0).length
      : levers.filter((ofOrder) => ofOrder.includes(name)).length,
  )
}

export function mergeLevers(a: LeverCounts, b: LeverCounts): LeverCounts {
  return eachLever((name) => a[name] + b[name])
}

function eachLever(count: (name: Lever | 'none') => number): LeverCounts {
  return Object.fromEntries([...LEVERS, 'none' as const].map((name) => [name, count(name)])) as LeverCounts
}
