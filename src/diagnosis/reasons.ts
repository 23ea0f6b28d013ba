import type { Advice } from './advice'
import type { Reason } from './cell'
import { divideRoundedBig, rateTenths } from './money'
import type { ProductHistory, Span } from './productHistory'
import { MILLI_PER_PIECE, type Milli } from './quantity'
import { isOut, type StoreWindow } from './storeWindow'
import { WEEK_DAYS } from './thresholds'
import { PRIOR_WEEK, RECENT_WEEK } from './weeks'

/** What changed for a product between the two weeks: a reason each, only where both weeks know. */

/** Changes of price, cost and discount up to here are everyday, in tenths of a percent or point. */
const NOTABLE_TENTHS = 30

interface Week {
  /** Per 1,000 units, so that the averages stay whole numbers; null where nothing tells. */
  priceMicroPer1000: bigint | null
  listPriceMicroPer1000: bigint | null
  costMicroPer1000: bigint | null
  /** Share of the list price given away. */
  discountTenths: number | null
  daysOut: number
  daysWithoutSale: number
}

function weekOf(history: ProductHistory, span: Span): Week {
  const quantityMilli = history.sumWithin(span, 'quantityMilli')
  const revenue = history.sumWithin(span, 'revenueMicro')
  const listValue = history.sumWithin(span, 'listValueMicro')
  const cost = history.sumWithin(span, 'saleCostMicro')
  return {
    priceMicroPer1000: per1000(revenue, quantityMilli),
    listPriceMicroPer1000: listValue > 0 ? per1000(listValue, quantityMilli) : null,
    costMicroPer1000: per1000(cost, history.sumWithin(span, 'saleCostQuantityMilli')),
    discountTenths: listValue > 0 ? rateTenths(listValue - revenue, listValue) : null,
    daysOut: history.valuesWithin(span, 'stockMilli').filter(isOut).length,
    daysWithoutSale: WEEK_DAYS - history.valuesWithin(span, 'sold').filter(Boolean).length,
  }
}

function per1000(sumMicro: number, quantityMilli: Milli): bigint | null {
  return quantityMilli > 0
    ? (BigInt(sumMicro) * 1000n * BigInt(MILLI_PER_PIECE)) / BigInt(quantityMilli)
    : null
}

/** Change against the week before in tenths of a percent; 0 where either week does not tell. */
function changeTenths(prior: bigint | null, recent: bigint | null): number {
  if (prior === null || recent === null || prior <= 0n) return 0
  return divideRoundedBig((recent - prior) * 1000n, prior)
}

/** Why a product may have sold less, or earned less, than the week before. */
export function reasonsFor(history: ProductHistory, window: StoreWindow): Reason[] {
  const prior = weekOf(history, PRIOR_WEEK)
  const recent = weekOf(history, RECENT_WEEK)
  const reasons: Reason[] = []
  if (recent.daysOut > 0 && stockMoved(window, RECENT_WEEK))
    reasons.push({ code: 'outOfStock', value: recent.daysOut })
  const price = changeTenths(prior.priceMicroPer1000, recent.priceMicroPer1000)
  const discount = discountChange(prior, recent)
  // A price that moved with the discount on the same list price is one cause, not two.
  const listPrice = changeTenths(prior.listPriceMicroPer1000, recent.listPriceMicroPer1000)
  const byDiscount = discount !== undefined && Math.abs(listPrice) <= NOTABLE_TENTHS
  if (price > NOTABLE_TENTHS && !byDiscount) reasons.push({ code: 'priceUp', value: price })
  if (price < -NOTABLE_TENTHS && !byDiscount) reasons.push({ code: 'priceDown', value: -price })
  const cost = changeTenths(prior.costMicroPer1000, recent.costMicroPer1000)
  if (cost > NOTABLE_TENTHS) reasons.push({ code: 'costUp', value: cost })
  if (discount) reasons.push(discount)
  if (recent.daysWithoutSale > prior.daysWithoutSale) {
    reasons.push({ code: 'daysWithoutSale', value: recent.daysWithoutSale })
  }
  return reasons
}

/** `advice` of a rule that compares the two weeks of a product. */
export function adviseReasons(
  [finding]: readonly { productId: number }[],
  window: StoreWindow,
): Advice | null {
  const history = finding && window.history(finding.productId)
  return history ? { kind: 'reasons', reasons: reasonsFor(history, window) } : null
}

/** Whether each day of a span shows its own stock: of days that share one, nobody knows for how many it was true. */
function stockMoved(window: StoreWindow, { from, to }: Span): boolean {
  for (let offset = to; offset <= from; offset++) {
    if (window.stockSnapshot(offset) === 'frozen') return false
  }
  return true
}

function discountChange(prior: Week, recent: Week): Reason | undefined {
  if (prior.discountTenths === null || recent.discountTenths === null) return undefined
  const deeper = recent.discountTenths - prior.discountTenths
  if (deeper > NOTABLE_TENTHS) return { code: 'deeperDiscount', value: deeper }
  return deeper < -NOTABLE_TENTHS ? { code: 'lessDiscount', value: -deeper } : undefined
}
