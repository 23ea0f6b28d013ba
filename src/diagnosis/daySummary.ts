import { type Kpi, kpiOf } from './kpi/sums'
import type { OrderDay } from './orderDay'
import { RULE_NAMES, type RuleName, ruleNamed } from './rules/index'

/** What a day's orders add up to: all that is asked of them once it is not the day of the diagnosis. */
export interface DaySummary {
  kpi: Kpi
  /** How many of the orders each rule on orders finds. */
  found: Partial<Record<RuleName, number>>
}

/** The rules that look at orders one by one, in the order in which a stored day keeps their counts. */
export const ORDER_RULES: readonly RuleName[] = RULE_NAMES.filter((name) => ruleNamed(name).findsOrder)

/** Sums up a day's orders; see {@link DaySummary}. */
export function summarize(orders: readonly OrderDay[]): DaySummary {
  return {
    kpi: kpiOf(orders),
    found: Object.fromEntries(
      ORDER_RULES.map((name) => [name, orders.filter((order) => ruleNamed(name).findsOrder?.(order)).length]),
    ),
  }
}
