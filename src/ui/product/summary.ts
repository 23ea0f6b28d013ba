import type { ProductDayDetail, ProductDetail } from '../../details/productDetail'
import type { BusinessDate } from '../../diagnosis/businessDate'
import { divideRounded, type Fen, rateTenths, type Tenths } from '../../diagnosis/money'
import { RULES, type RuleName } from '../../diagnosis/rules/index'

/** A product's days in a few numbers. */
export interface ProductSummary {
  quantity: number
  revenueFen: Fen
  /** Revenue a unit; null where none was sold on balance. */
  unitPriceFen: Fen | null
  /** Over the lines whose profit is known; null where they brought nothing. */
  marginTenths: Tenths | null
  /** As last told. */
  stock: { value: number; date: BusinessDate } | null
  /** Days with a line of the product. */
  daysWithLines: number
  daysOut: number
  /** What was found on the last day. */
  findings: readonly RuleName[]
}

/** A day of which something is known. */
type KnownDay = ProductDayDetail & { sales: NonNullable<ProductDayDetail['sales']> }

function knownDays(days: readonly ProductDayDetail[]): KnownDay[] {
  return days.filter((day): day is KnownDay => day.sales !== null)
}

export function summarize({ days }: Pick<ProductDetail, 'days'>): ProductSummary {
  const known = knownDays(days)
  const quantity = known.reduce((sum, { sales }) => sum + sales.quantity, 0)
  const revenueFen = known.reduce((sum, { sales }) => sum + sales.revenueFen, 0)
  const lastTold = known.findLast(({ sales }) => sales.stock !== null)
  return {
    quantity,
    revenueFen,
    unitPriceFen: quantity > 0 ? divideRounded(revenueFen, quantity) : null,
    marginTenths: marginOf(known),
    stock: lastTold ? { value: lastTold.sales.stock ?? 0, date: lastTold.date } : null,
    daysWithLines: known.length,
    daysOut: known.filter(({ sales }) => sales.stock === 0).length,
    findings: days.at(-1)?.findings ?? [],
  }
}

function marginOf(known: readonly KnownDay[]): Tenths | null {
  const revenueMicro = known.reduce((sum, { sales }) => sum + sales.withKnownProfit.revenueMicro, 0)
  const grossProfitMicro = known.reduce((sum, { sales }) => sum + sales.withKnownProfit.grossProfitMicro, 0)
  return revenueMicro > 0 ? rateTenths(grossProfitMicro, revenueMicro) : null
}

/** The rules that found the product on any of the days, in the order of the main page. */
export function rulesFound(days: readonly ProductDayDetail[]): RuleName[] {
  const found = new Set(days.flatMap(({ findings }) => findings))
  return (Object.keys(RULES) as RuleName[]).filter((rule) => found.has(rule))
}
