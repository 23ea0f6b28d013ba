import { compareText } from '../../channels'
import { type Fen, type MicroYuan, rateTenths, sumFen, type Tenths, toFen } from '../../money'
import { type Milli, toMilli, toPieces } from '../../quantity'
import { noHistoryNeeded, type Rule } from '../../rule'
import { TOP_LIST_LENGTH, TOP_PROFIT_MIN_PIECES, TOP_PROFIT_PRODUCTS } from '../../thresholds'
import { view } from './view'

/** 高利润商品: the products that earned most on D. */
export interface TopProfitProduct {
  productId: number
  store: string
  name: string
  quantityMilli: Milli
  profitMicro: MicroYuan
  marginTenths: Tenths
}

interface TopEntry {
  name: string
  store: string
  productId: number
  profitFen: Fen
  /** Exact, for ranking. */
  profitMicro: MicroYuan
  /** In pieces. */
  quantity: number
  marginPct: number
}

export interface TopProfitFigures {
  count: number
  profitFen: Fen
  top: TopEntry[]
}

type Ranked = Pick<TopEntry, 'profitMicro' | 'name' | 'store' | 'productId'>

function byProfit(a: Ranked, b: Ranked): number {
  return (
    b.profitMicro - a.profitMicro ||
    compareText(a.name, b.name) ||
    compareText(a.store, b.store) ||
    a.productId - b.productId
  )
}

export const topProfit: Rule<TopProfitProduct, TopProfitFigures> = {
  missingHistoryDays: noHistoryNeeded,
  find(window) {
    const found: TopProfitProduct[] = []
    for (const history of window.productsOfDay) {
      const quantityMilli = history.value(0, 'knownQuantityMilli') ?? 0
      const profitMicro = history.value(0, 'knownGrossProfitMicro') ?? 0
      if (profitMicro <= 0 || quantityMilli < toMilli(TOP_PROFIT_MIN_PIECES)) continue
      const { productId } = history
      found.push({
        productId,
        store: window.store,
        name: window.productName(productId),
        quantityMilli,
        profitMicro,
        marginTenths: rateTenths(profitMicro, history.value(0, 'knownRevenueMicro') ?? 0),
      })
    }
    return found.sort(byProfit).slice(0, TOP_PROFIT_PRODUCTS)
  },
  ranksProducts: true,
  subject: ({ productId }) => ({ kind: 'product', productId }),
  figures: (findings) => ({
    count: findings.length,
    profitFen: sumFen(findings, (finding) => finding.profitMicro),
    top: findings
      .slice(0, TOP_LIST_LENGTH)
      .map(({ name, store, productId, profitMicro, quantityMilli, marginTenths }) => ({
        name,
        store,
        productId,
        profitFen: toFen(profitMicro),
        profitMicro,
        quantity: toPieces(quantityMilli),
        marginPct: marginTenths / 10,
      })),
  }),
  merge: (a, b) => ({
    count: a.count + b.count,
    profitFen: a.profitFen + b.profitFen,
    top: [...a.top, ...b.top].sort(byProfit).slice(0, TOP_LIST_LENGTH),
  }),
  view,
}
