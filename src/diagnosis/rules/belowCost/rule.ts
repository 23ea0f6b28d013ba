import { compareText } from '../../channels'
import type { LossLine } from '../../dayRollup'
import { type Fen, toFen } from '../../money'
import { timesMicro } from '../../quantity'
import { noHistoryNeeded, type Rule } from '../../rule'
import { SEVERE_LOSS_PERCENT_OF_COST, TOP_LIST_LENGTH } from '../../thresholds'
import { BELOW_COST_CAUSES, type BelowCostCause } from './cause'
import { lowestPriceFen } from './lowestPrice'
import { belowCostSince } from './since'
import { view } from './view'

/** 价格异常: sales below their cost. */
export interface BelowCostSale extends LossLine {
  name: string
  /** Cost − revenue of the line, rounded to fen. */
  lossFen: Fen
  /** Sold below 80 % of its cost. */
  severe: boolean
}

/** A product over all stores, by its name: one cause seen in nine stores is one thing to do. */
export interface BelowCostProduct {
  name: string
  stores: number
  lines: number
  amountFen: Fen
}

export interface BelowCostFigures {
  lines: number
  /** Distinct products. */
  count: number
  /** Σ line loss */
  amountFen: Fen
  severeLines: number
  /** Lines by what made the loss. */
  causes: Record<BelowCostCause, number>
  /** The first of `products`. */
  top: BelowCostProduct[]
  /** All of them, those that lost most first: a sum over stores has to know the small ones too. */
  products: BelowCostProduct[]
}

function rank(products: Iterable<BelowCostProduct>): Pick<BelowCostFigures, 'top' | 'products'> {
  const ranked = [...products].sort((a, b) => b.amountFen - a.amountFen || compareText(a.name, b.name))
  return { top: ranked.slice(0, TOP_LIST_LENGTH), products: ranked }
}

/** One store's sales by the name of the product. */
function productsOf(findings: readonly BelowCostSale[]): BelowCostProduct[] {
  return [...Map.groupBy(findings, ({ name }) => name)].map(([name, sales]) => ({
    name,
    stores: 1,
    lines: sales.length,
    amountFen: sales.reduce((sum, { lossFen }) => sum + lossFen, 0),
  }))
}

function addProducts(a: readonly BelowCostProduct[], b: readonly BelowCostProduct[]): BelowCostProduct[] {
  const byName = new Map(a.map((product) => [product.name, product]))
  for (const product of b) {
    const known = byName.get(product.name)
    byName.set(product.name, {
      name: product.name,
      stores: product.stores + (known?.stores ?? 0),
      lines: product.lines + (known?.lines ?? 0),
      amountFen: product.amountFen + (known?.amountFen ?? 0),
    })
  }
  return [...byName.values()]
}

function eachCause(count: (cause: BelowCostCause) => number): Record<BelowCostCause, number> {
  return Object.fromEntries(BELOW_COST_CAUSES.map((cause) => [cause, count(cause)])) as Record<
    BelowCostCause,
    number
  >
}

export const belowCost: Rule<BelowCostSale, BelowCostFigures> = {
  missingHistoryDays: noHistoryNeeded,
  find: (window) =>
    (window.day(0)?.lossLines ?? []).map((line) => {
      const revenueMicro = timesMicro(line.unitPriceMicro, line.quantityMilli)
      return {
        ...line,
        name: window.productName(line.productId),
        lossFen: toFen(line.costMicro - revenueMicro),
        severe: revenueMicro * 100 < line.costMicro * SEVERE_LOSS_PERCENT_OF_COST,
      }
    }),
  subject: ({ productId }) => ({ kind: 'product', productId }),
  impactTodayFen: (finding) => finding.lossFen,
  advice: ([finding], window) =>
    finding
      ? {
          kind: 'reprice',
          atLeastFen: lowestPriceFen(finding, window),
          nowFen: toFen(finding.unitPriceMicro),
          cause: finding.cause,
          since: belowCostSince(finding.productId, window),
        }
      : null,
  // Products are of all channels: what a sale of another one shows is no evidence for this one.
  canCompare: ({ onlyChannel }) => onlyChannel === undefined,
  // Of a product without a sale below cost today, any sale of known cost is one that did not lose.
  fateOf: (history) => ((history?.value(0, 'saleCostQuantityMilli') ?? 0) > 0 ? 'recovered' : 'notSeen'),
  byChannel: true,
  figures: (findings) => ({
    lines: findings.length,
    count: new Set(findings.map((finding) => finding.productId)).size,
    amountFen: findings.reduce((sum, finding) => sum + finding.lossFen, 0),
    severeLines: findings.filter((finding) => finding.severe).length,
    causes: eachCause((cause) => findings.filter((finding) => finding.cause === cause).length),
    ...rank(productsOf(findings)),
  }),
  merge: (a, b) => ({
    lines: a.lines + b.lines,
    count: a.count + b.count,
    amountFen: a.amountFen + b.amountFen,
    severeLines: a.severeLines + b.severeLines,
    causes: eachCause((cause) => a.causes[cause] + b.causes[cause]),
    ...rank(addProducts(a.products, b.products)),
  }),
  view,
}
