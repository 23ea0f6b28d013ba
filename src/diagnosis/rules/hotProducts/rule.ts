import { compareText } from '../../channels'
import { rateTenths, type Tenths } from '../../money'
import { dayBeforeNeeded, type Rule } from '../../rule'
import type { ProductHistory } from '../../storeWindow'
import {
  HOT_GROWTH_TENTHS,
  HOT_MIN_QUANTITY,
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
  quantity: number
  /** D−1's quantity. */
  previousQuantity: number
  growthTenths: Tenths
  /** Growing days in a row, D included. */
  streakDays: number
}

interface TopHotProduct {
  name: string
  store: string
  productId: number
  quantity: number
  growthPct: number
}

export interface HotProductsFigures {
  count: number
  /** Σ quantity */
  quantity: number
  /** Growing for three days or more. */
  sustained: number
  top: TopHotProduct[]
}

const HUNDRED_PERCENT_TENTHS = 1000

/** Whether the product sold more at this offset than the day before it, with lines on both. */
function grewAt(history: ProductHistory, offset: number): boolean {
  const day = history.days[offset]
  const before = history.days[offset + 1]
  return !!day && !!before && before.quantity > 0 && day.quantity > before.quantity
}

function growthStreakDays(history: ProductHistory): number {
  let days = 0
  while (days <= WALK_BACK_DAYS && grewAt(history, days)) days++
  return days
}

function byGrowth(a: TopHotProduct, b: TopHotProduct): number {
  return (
    b.growthPct - a.growthPct ||
    b.quantity - a.quantity ||
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
    for (const history of window.products) {
      const quantity = history.days[0]?.quantity ?? 0
      if (quantity < HOT_MIN_QUANTITY) continue
      const previousQuantity = history.days[1]?.quantity ?? 0
      const growthTenths =
        previousQuantity > 0
          ? rateTenths(quantity - previousQuantity, previousQuantity)
          : HUNDRED_PERCENT_TENTHS
      if (growthTenths <= HOT_GROWTH_TENTHS) continue
      found.push({
        productId: history.productId,
        store: window.store,
        name: window.productName(history.productId),
        quantity,
        previousQuantity,
        growthTenths,
        streakDays: growthStreakDays(history),
      })
    }
    return found
  },
  subject: ({ productId }) => ({ kind: 'product', productId }),
  figures: (findings) => ({
    count: findings.length,
    quantity: findings.reduce((sum, finding) => sum + finding.quantity, 0),
    sustained: findings.filter((finding) => finding.streakDays >= SUSTAINED_GROWTH_DAYS).length,
    top: topOf(
      findings.map(({ name, store, productId, quantity, growthTenths }) => ({
        name,
        store,
        productId,
        quantity,
        growthPct: growthTenths / 10,
      })),
    ),
  }),
  merge: (a, b) => ({
    count: a.count + b.count,
    quantity: a.quantity + b.quantity,
    sustained: a.sustained + b.sustained,
    top: topOf([...a.top, ...b.top]),
  }),
  view,
}
