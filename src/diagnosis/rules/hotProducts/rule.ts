import { compareText } from '../../channels'
import { rateTenths, type Tenths } from '../../money'
import type { ProductHistory } from '../../productHistory'
import { addPieces, type Milli, toMilli, toPieces } from '../../quantity'
import { dayBeforeNeeded, type Rule } from '../../rule'
import {
  HOT_GROWTH_TENTHS,
  HOT_MIN_PIECES,
  SUSTAINED_GROWTH_DAYS,
  TOP_LIST_LENGTH,
  WALK_BACK_DAYS,
} from '../../thresholds'
import { view } from './view'

/** 爆款: products that took off on D. */
export interface HotProduct {
  productId: number
  store: string
  name: string
  quantityMilli: Milli
  /** D−1's quantity. */
  previousQuantityMilli: Milli
  growthTenths: Tenths
  /** Growing days in a row, D included. */
  streakDays: number
}

interface TopHotProduct {
  name: string
  store: string
  productId: number
  /** In pieces. */
  quantity: number
  growthPct: number
}

export interface HotProductsFigures {
  count: number
  /** Σ quantity, in pieces. */
  quantity: number
  /** Growing for three days or more. */
  sustained: number
  top: TopHotProduct[]
}

const HUNDRED_PERCENT_TENTHS = 1000

/** Whether the product sold more at this offset than the day before it, with lines on both. */
function grewAt(history: ProductHistory, offset: number): boolean {
  const quantityMilli = history.value(offset, 'quantityMilli') ?? 0
  const previousQuantityMilli = history.value(offset + 1, 'quantityMilli') ?? 0
  return previousQuantityMilli > 0 && quantityMilli > previousQuantityMilli
}

function growthStreakDays(history: ProductHistory): number {
  let days = 0
  while (days <= WALK_BACK_DAYS && grewAt(history, days)) days++
  return days
}

function byGrowth(a: TopHotProduct, b: TopHotProduct): number {
  return (
    b.growthPct - a.growthPct ||
    toMilli(b.quantity) - toMilli(a.quantity) ||
    compareText(a.name, b.name) ||
    compareText(a.store, b.store) ||
    a.productId - b.productId
  )
}

function topOf(entries: TopHotProduct[]): TopHotProduct[] {
  return entries.toSorted(byGrowth).slice(0, TOP_LIST_LENGTH)
}

export const hotProducts: Rule<HotProduct, HotProductsFigures> = {
  missingHistoryDays: dayBeforeNeeded,
  find(window) {
    const found: HotProduct[] = []
    for (const history of window.productsOfDay) {
      const quantityMilli = history.value(0, 'quantityMilli') ?? 0
      if (quantityMilli < toMilli(HOT_MIN_PIECES)) continue
      const previousQuantityMilli = history.value(1, 'quantityMilli') ?? 0
      const growthTenths =
        previousQuantityMilli > 0
          ? rateTenths(quantityMilli - previousQuantityMilli, previousQuantityMilli)
          : HUNDRED_PERCENT_TENTHS
      if (growthTenths <= HOT_GROWTH_TENTHS) continue
      found.push({
        productId: history.productId,
        store: window.store,
        name: window.productName(history.productId),
        quantityMilli,
        previousQuantityMilli,
        growthTenths,
        streakDays: growthStreakDays(history),
      })
    }
    return found
  },
  subject: ({ productId }) => ({ kind: 'product', productId }),
  figures: (findings) => ({
    count: findings.length,
    quantity: toPieces(findings.reduce((sum, finding) => sum + finding.quantityMilli, 0)),
    sustained: findings.filter((finding) => finding.streakDays >= SUSTAINED_GROWTH_DAYS).length,
    top: topOf(
      findings.map(({ name, store, productId, quantityMilli, growthTenths }) => ({
        name,
        store,
        productId,
        quantity: toPieces(quantityMilli),
        growthPct: growthTenths / 10,
      })),
    ),
  }),
  merge: (a, b) => ({
    count: a.count + b.count,
    quantity: addPieces(a.quantity, b.quantity),
    sustained: a.sustained + b.sustained,
    top: topOf([...a.top, ...b.top]),
  }),
  view,
}
