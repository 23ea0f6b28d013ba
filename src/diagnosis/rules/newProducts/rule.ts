import type { BusinessDate } from '../../businessDate'
import { type Fen, type MicroYuan, sumFen } from '../../money'
import type { Milli } from '../../quantity'
import { historyNeeded, type Rule } from '../../rule'
import { NEW_PRODUCT_UNSOLD_DAYS } from '../../thresholds'
import { view } from './view'

/** 新品/首销: products that sold on D for the first time in a week. */
export interface NewProduct {
  productId: number
  quantityMilli: Milli
  revenueMicro: MicroYuan
  grossProfitMicro: MicroYuan
  /** Day of the last sale before D; null for the first sale ever. */
  lastSaleDate: BusinessDate | null
}

export interface NewProductsFigures {
  count: number
  revenueFen: Fen
  profitFen: Fen
}

export const newProducts: Rule<NewProduct, NewProductsFigures> = {
  missingHistoryDays: historyNeeded(NEW_PRODUCT_UNSOLD_DAYS + 1),
  notCompared: true,
  find(window) {
    const found: NewProduct[] = []
    for (const history of window.productsOfDay) {
      if (!history.value(0, 'sold')) continue
      const lastSale = history.lastSaleOffset(1)
      if (lastSale !== undefined && lastSale <= NEW_PRODUCT_UNSOLD_DAYS) continue
      found.push({
        productId: history.productId,
        quantityMilli: history.value(0, 'quantityMilli') ?? 0,
        revenueMicro: history.value(0, 'revenueMicro') ?? 0,
        grossProfitMicro: history.value(0, 'knownGrossProfitMicro') ?? 0,
        lastSaleDate: window.lastSaleBefore(history),
      })
    }
    return found
  },
  subject: ({ productId }) => ({ kind: 'product', productId }),
  figures: (findings) => ({
    count: findings.length,
    revenueFen: sumFen(findings, (finding) => finding.revenueMicro),
    profitFen: sumFen(findings, (finding) => finding.grossProfitMicro),
  }),
  merge: (a, b) => ({
    count: a.count + b.count,
    revenueFen: a.revenueFen + b.revenueFen,
    profitFen: a.profitFen + b.profitFen,
  }),
  view,
}
