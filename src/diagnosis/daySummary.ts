import { type Kpi, kpiOf } from './kpi/sums'
import type { MicroYuan } from './money'
import type { OrderDay } from './orderDay'
import { isValidOrder, netProfitMicro } from './orderProfit'
import { RULE_NAMES, type RuleName, ruleNamed } from './rules/index'
import { type BandSums, sumBands } from './rules/orderValueBands/bands'

/** What a day's orders add up to: all that is asked of them once it is not the day of the diagnosis. */
export interface DaySummary {
  kpi: Kpi
  /** How many of the orders each rule on orders finds. */
  found: Partial<Record<RuleName, number>>
  /** Of valid orders, exact: a week is rounded once. */
  exact: Record<ExactSum, MicroYuan>
  /** All orders by the band of their revenue. */
  bands: BandSums[]
  /** What platforms took of the valid orders, by channel. */
  fees: ChannelFees[]
}

/** Amounts of a day that a week adds up before it rounds. */
const EXACT = {
  revenueMicro: (order) => order.revenueMicro,
  netProfitMicro,
  serviceFeeMicro: (order) => order.serviceFeeMicro ?? 0,
  deliveryFeeMicro: (order) => order.deliveryFeeMicro,
  rebateMicro: (order) => order.rebateMicro,
} as const satisfies Record<string, (order: OrderDay) => MicroYuan>

type ExactSum = keyof typeof EXACT

/** In the order in which a stored day keeps them. */
export const EXACT_SUMS = Object.keys(EXACT) as ExactSum[]

/** What a channel's valid orders brought, and what the platform took of it. */
export interface ChannelFees {
  channel: string
  revenueMicro: MicroYuan
  serviceFeeMicro: MicroYuan
}

/** The rules that look at orders one by one, in the order in which a stored day keeps their counts. */
export const ORDER_RULES: readonly RuleName[] = RULE_NAMES.filter((name) => ruleNamed(name).findsOrder)

/** Sums up a day's orders; see {@link DaySummary}. */
export function summarize(orders: readonly OrderDay[]): DaySummary {
  const valid = orders.filter(isValidOrder)
  return {
    kpi: kpiOf(orders),
    found: Object.fromEntries(
      ORDER_RULES.map((name) => [name, orders.filter((order) => ruleNamed(name).findsOrder?.(order)).length]),
    ),
    exact: Object.fromEntries(
      EXACT_SUMS.map((name) => [name, valid.reduce((sum, order) => sum + EXACT[name](order), 0)]),
    ) as DaySummary['exact'],
    bands: sumBands(orders),
    fees: feesOf(valid),
  }
}

/** An order whose fee is unknown tells nothing of the rate. */
function feesOf(valid: readonly OrderDay[]): ChannelFees[] {
  const byChannel = new Map<string, ChannelFees>()
  for (const { channel, revenueMicro, serviceFeeMicro } of valid) {
    if (serviceFeeMicro === null) continue
    const fees = byChannel.get(channel) ?? { channel, revenueMicro: 0, serviceFeeMicro: 0 }
    byChannel.set(channel, fees)
    fees.revenueMicro += revenueMicro
    fees.serviceFeeMicro += serviceFeeMicro
  }
  return [...byChannel.values()]
}
