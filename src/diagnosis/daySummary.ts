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
  exact: { revenueMicro: MicroYuan; netProfitMicro: MicroYuan }
  /** All orders by the band of their revenue. */
  bands: BandSums[]
  /** What platforms took of the valid orders, by channel. */
  fees: ChannelFees[]
}

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
    exact: {
      revenueMicro: valid.reduce((sum, order) => sum + order.revenueMicro, 0),
      netProfitMicro: valid.reduce((sum, order) => sum + netProfitMicro(order), 0),
    },
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
