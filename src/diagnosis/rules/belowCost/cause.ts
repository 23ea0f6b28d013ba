import { toFen } from '../../money'
import { lineRevenueMicro, type OrderLine } from '../../order'
import { timesMicro } from '../../quantity'

/** What made a sale lose money. */
export type BelowCostCause =
  /** It is listed below its cost: the price is wrong, or the cost. */
  | 'listPrice'
  /** It was put on sale below its cost, often to draw customers. */
  | 'promotion'
  /** Its price on sale covers the cost, and the order's discounts took that away. */
  | 'discount'
  /** The export does not say at what price it was on sale. */
  | 'unknown'

/** In the order in which they are told; a stored day keeps a cause by its place here. */
export const BELOW_COST_CAUSES = [
  'listPrice',
  'promotion',
  'discount',
  'unknown',
] as const satisfies readonly BelowCostCause[]

/** A sale whose cost and price are known. */
export type PricedLine = OrderLine & { costMicro: number; unitPriceMicro: number }

/** Whether a merchandise line is a sale whose loss, rounded to fen, is above 0: each day keeps these lines one by one. */
export function isSoldBelowCost(line: OrderLine): line is PricedLine {
  const revenueMicro = lineRevenueMicro(line)
  if (line.quantityMilli <= 0 || line.costMicro === null || revenueMicro === null) return false
  return toFen(line.costMicro - revenueMicro) > 0
}

/** What made a sale below cost one (docs/rules.md#belowcost). */
export function causeOf({
  listPriceMicro,
  sellingPriceMicro,
  quantityMilli,
  costMicro,
}: PricedLine): BelowCostCause {
  if (listPriceMicro !== null && timesMicro(listPriceMicro, quantityMilli) < costMicro) return 'listPrice'
  if (sellingPriceMicro === null) return 'unknown'
  return timesMicro(sellingPriceMicro, quantityMilli) < costMicro ? 'promotion' : 'discount'
}
