import type { RuleName } from '../diagnosis/rules/index'

/** Rules on orders and their sales. Those on products look at all channels, for stock and history have none. */
const CHANNEL_RULES: ReadonlySet<RuleName> = new Set(['lossOrders', 'deliveryCost', 'belowCost'])

/** Whether a rule is narrowed to the one channel that the page is of. */
export function seesChannelOnly(rule: RuleName): boolean {
  return CHANNEL_RULES.has(rule)
}
