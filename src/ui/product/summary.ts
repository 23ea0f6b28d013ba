import type { ProductDayDetail, ProductDetail } from '../../details/productDetail'
import type { BusinessDate } from '../../diagnosis/businessDate'
import { divideRoundedBig, type Fen, rateTenths, type Tenths } from '../../diagnosis/money'
import { MILLI_PER_PIECE, type Milli, toPieces } from '../../diagnosis/quantity'
import { RULES, type RuleName } from '../../diagnosis/rules/index'
import { isOut } from '../../diagnosis/storeWindow'

/** A product's days in a few numbers. */
export interface ProductSummary {
  quantityMilli: Milli
  revenueFen: Fen
  /** Revenue a unit; null where none was sold on balance. */
  unitPriceFen: Fen | null
  /** Over the lines whose profit is known; null where they brought nothing. */
  marginTenths: Tenths | null
  /** As last told. */
  stock: { milli: Milli; date: BusinessDate; shared: boolean } | null
  /** Days with a line of the product. */
  daysWithLines: number
  /** Of the days that show their own stock. */
  daysOut: number
  /** What was found on the last day. */
  findings: readonly RuleName[]
}

type Sales = NonNullable<ProductDayDetail['sales']>

/** A day's quantity in pieces, to be shown. */
export function quantityOf({ quantityMilli }: Sales): number {
  return toPieces(quantityMilli)
}

/** A day's own stock; null where it is unknown, and where one snapshot of stock stands for several days. */
function ownStockMilli({ sales, stockShared }: ProductDayDetail): Milli | null {
  return stockShared ? null : (sales?.stockMilli ?? null)
}

/** A day's own stock in pieces, to be shown; null where it is unknown. */
export function stockOf(day: ProductDayDetail): number | null {
  const stockMilli = ownStockMilli(day)
  return stockMilli === null ? null : toPieces(stockMilli)
}

/** A day of which something is known. */
type KnownDay = ProductDayDetail & { sales: Sales }

function knownDays(days: readonly ProductDayDetail[]): KnownDay[] {
  return days.filter((day): day is KnownDay => day.sales !== null)
}

export function summarize({ days }: Pick<ProductDetail, 'days'>): ProductSummary {
  const known = knownDays(days)
  const quantityMilli = known.reduce((sum, { sales }) => sum + sales.quantityMilli, 0)
  const revenueFen = known.reduce((sum, { sales }) => sum + sales.revenueFen, 0)
  const lastTold = known.findLast(({ sales }) => sales.stockMilli !== null)
  return {
    quantityMilli,
    revenueFen,
    unitPriceFen:
      quantityMilli > 0
        ? divideRoundedBig(BigInt(revenueFen) * BigInt(MILLI_PER_PIECE), BigInt(quantityMilli))
        : null,
    marginTenths: marginOf(known),
    stock: lastTold
      ? { milli: lastTold.sales.stockMilli ?? 0, date: lastTold.date, shared: lastTold.stockShared }
      : null,
    daysWithLines: known.length,
    daysOut: known.filter((day) => isOut(ownStockMilli(day))).length,
    findings: days.at(-1)?.findings ?? [],
  }
}

function marginOf(known: readonly KnownDay[]): Tenths | null {
  const revenueMicro = known.reduce((sum, { sales }) => sum + sales.withKnownProfit.revenueMicro, 0)
  const grossProfitMicro = known.reduce((sum, { sales }) => sum + sales.withKnownProfit.grossProfitMicro, 0)
  return revenueMicro > 0 ? rateTenths(grossProfitMicro, revenueMicro) : null
}

/** Days with a known stock that is not the day's own. */
export function daysWithSharedStock(days: readonly ProductDayDetail[]): number {
  return knownDays(days).filter(({ sales, stockShared }) => stockShared && sales.stockMilli !== null).length
}

/** The rules that found the product on any of the days, in the order of the main page. */
export function rulesFound(days: readonly ProductDayDetail[]): RuleName[] {
  const found = new Set(days.flatMap(({ findings }) => findings))
  return (Object.keys(RULES) as RuleName[]).filter((rule) => found.has(rule))
}
