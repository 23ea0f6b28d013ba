import type { VisibleStore } from '../access/scope'
import type { Database } from '../data/database'
import { loadProducts } from '../data/products'
import { loadWindow } from '../data/storeWindows'
import { addDays, type BusinessDate } from '../diagnosis/businessDate'
import { type Fen, type MicroYuan, rateTenths, type Tenths, toFen } from '../diagnosis/money'
import { fenEach, type Milli } from '../diagnosis/quantity'
import { examine } from '../diagnosis/rule'
import type { ProductInfo } from '../diagnosis/ruleList'
import { RULE_NAMES, type RuleName, ruleNamed } from '../diagnosis/rules/index'
import { compareStock, type StockSnapshot } from '../diagnosis/stockSnapshot'
import { storeWindow, type WindowData } from '../diagnosis/storeWindow'

/** A product's last thirty days, with what the rules found on each. */
export interface ProductDetail {
  store: string
  product: ProductInfo
  businessDate: BusinessDate
  /** Oldest first; one for each day, also those without a line. */
  days: ProductDayDetail[]
}

export interface ProductDayDetail {
  date: BusinessDate
  /** null for a day without a line of the product: nothing is known of it. */
  sales: {
    quantityMilli: Milli
    revenueFen: Fen
    /** Average paid for a unit; null where none was sold on balance. */
    unitPriceFen: Fen | null
    /** Over the lines whose profit is known: what a margin is computed on. */
    withKnownProfit: { revenueMicro: MicroYuan; grossProfitMicro: MicroYuan }
    /** null where those lines brought nothing. */
    marginTenths: Tenths | null
    stockMilli: Milli | null
  } | null
  /** Whether the store's stock on the day is one snapshot with that of a day beside it: then it is not the day's own. */
  stockShared: boolean
  /** Whether the store had orders on the day: only then could anything be found. */
  open: boolean
  findings: RuleName[]
}

const SHOWN_DAYS = 30
const PRODUCT_RULES = RULE_NAMES.filter((name) => !ruleNamed(name).findsOrder)

/** @returns undefined where the store has no such product */
export async function readProduct(
  db: Database,
  store: VisibleStore,
  productId: number,
  businessDate: BusinessDate,
): Promise<ProductDetail | undefined> {
  const product = (await loadProducts(db, store.id, [productId])).get(productId)
  if (!product) return undefined
  const data = await loadWindow(db, store, businessDate, { earlierDays: SHOWN_DAYS - 1, orders: 'none' })
  const dates = Array.from({ length: SHOWN_DAYS }, (_, i) => addDays(businessDate, i - SHOWN_DAYS + 1))
  const stockSnapshots = snapshotsOf(data, dates)
  const isFrozen = (date: BusinessDate) => stockSnapshots.get(date) === 'frozen'
  const own = { ...onlyOf(productId, data), stockSnapshots }
  return {
    store: store.name,
    product,
    businessDate,
    days: dates.map((date) => ({
      date,
      sales: salesOn(productId, own, date),
      stockShared: isFrozen(date) || isFrozen(addDays(date, 1)),
      open: data.days.some((day) => day.date === date),
      findings: PRODUCT_RULES.filter((name) =>
        ruleNamed(name).ranksProducts
          ? isFound(name, productId, onlyOn(date, data), date)
          : isFound(name, productId, own, date),
      ),
    })),
  }
}

/** Whether the store's stock moved on each of the days, judged by all of its products. */
function snapshotsOf(data: WindowData, dates: readonly BusinessDate[]): Map<BusinessDate, StockSnapshot> {
  const days = new Map(data.days.map((day) => [day.date, day]))
  return new Map(dates.map((date) => [date, compareStock(days.get(date), days.get(addDays(date, -1)))]))
}

/** The same days with the lines of one product only: what the rules on single products need of them. */
function onlyOf(productId: number, data: WindowData): WindowData {
  return {
    ...data,
    days: data.days.map((day) => ({
      ...day,
      products: day.products.filter((product) => product.productId === productId),
      lossLines: day.lossLines.filter((line) => line.productId === productId),
    })),
  }
}

/** One day with all its products: what a rule that ranks them needs. */
function onlyOn(date: BusinessDate, data: WindowData): WindowData {
  return { ...data, days: data.days.filter((day) => day.date === date) }
}

function isFound(name: RuleName, productId: number, data: WindowData, date: BusinessDate): boolean {
  const rule = ruleNamed(name)
  const window = storeWindow({ ...data, businessDate: date })
  if (!window.day(0)) return false
  const examination = examine(rule, window)
  return (
    examination.status === 'known' &&
    examination.findings.some((finding) => {
      const subject = rule.subject(finding)
      return subject.kind === 'product' && subject.productId === productId
    })
  )
}

function salesOn(productId: number, data: WindowData, date: BusinessDate): ProductDayDetail['sales'] {
  const day = data.days
    .find((candidate) => candidate.date === date)
    ?.products.find((product) => product.productId === productId)
  if (!day) return null
  const known = day.withKnownProfit
  return {
    quantityMilli: day.quantityMilli,
    revenueFen: toFen(day.revenueMicro),
    unitPriceFen: day.quantityMilli > 0 ? fenEach(day.revenueMicro, day.quantityMilli) : null,
    withKnownProfit: {
      revenueMicro: known.revenueMicro,
      grossProfitMicro: known.grossProfitMicro,
    },
    marginTenths: known.revenueMicro > 0 ? rateTenths(known.grossProfitMicro, known.revenueMicro) : null,
    stockMilli: day.stockMilli,
  }
}
