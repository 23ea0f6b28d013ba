import type { VisibleStore } from '../access/scope'
import type { MainDatabase } from '../data/database'
import { loadKnownProduct } from '../data/sameProducts'
import { loadWindow } from '../data/storeWindows'
import { addDays, type BusinessDate } from '../diagnosis/businessDate'
import { type Fen, type MicroYuan, rateTenths, type Tenths, toFen } from '../diagnosis/money'
import { type ProductCode, productCode } from '../diagnosis/productCode'
import { productDayOf, productDays } from '../diagnosis/productDays'
import { fenEach, type Milli } from '../diagnosis/quantity'
import { type Restock, restockOf } from '../diagnosis/restock'
import type { ProductInfo } from '../diagnosis/ruleList'
import { type RuleName, ruleNamed } from '../diagnosis/rules/index'
import { compareStock, type StockSnapshot } from '../diagnosis/stockSnapshot'
import { type StoreWindow, storeWindow, type WindowData } from '../diagnosis/storeWindow'
import { type Elsewhere, readElsewhere } from './productElsewhere'
import { isFound, PRODUCT_RULES, type Situation, situationOf } from './productSituation'

/** A product's last thirty days, with what the rules found on each. */
export interface ProductDetail {
  store: string
  product: Omit<ProductInfo, 'code'>
  /** null where its store calls it by its name alone. */
  code: ProductCode | null
  businessDate: BusinessDate
  situation: Situation
  restock: Restock
  elsewhere: Elsewhere
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
    /** Average cost of a unit, over the sales of known cost; null where there is none. */
    unitCostFen: Fen | null
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

/**
 * @param visible all stores that the reader may see: no other is looked into for the same product
 * @returns undefined where the store has no such product
 */
export async function readProduct(
  db: MainDatabase,
  store: VisibleStore,
  productId: number,
  businessDate: BusinessDate,
  visible: readonly VisibleStore[],
): Promise<ProductDetail | undefined> {
  const own = db.of(store)
  const beside = visible.filter(({ database }) => database === store.database)
  // The window is read beside the product, in the same trip; of a product that there is not it is read in vain.
  const [known, data] = await Promise.all([
    loadKnownProduct(
      own,
      store.id,
      productId,
      beside.map(({ id }) => id),
    ),
    loadWindow(own, store, businessDate, { earlierDays: SHOWN_DAYS - 1, orders: 'none' }),
  ])
  if (!known) return undefined
  const { key, ...product } = known.product
  const elsewhere = await readElsewhere(db, store, known, visible, businessDate)
  const dates = Array.from({ length: SHOWN_DAYS }, (_, i) => addDays(businessDate, i - SHOWN_DAYS + 1))
  const stockSnapshots = snapshotsOf(data, dates)
  const isFrozen = (date: BusinessDate) => stockSnapshots.get(date) === 'frozen'
  const ofProduct = { ...onlyOf(productId, data), stockSnapshots }
  const ownOn = (date: BusinessDate) => storeWindow({ ...ofProduct, businessDate: date })
  const today = ownOn(businessDate)
  return {
    store: store.name,
    product,
    code: productCode(key),
    businessDate,
    situation: situationOf(productId, today, onlyOn(businessDate, data)),
    restock: restockOf(today, today.history(productId)),
    elsewhere,
    days: dates.map((date) => ({
      date,
      sales: salesOn(productId, ofProduct, date),
      stockShared: isFrozen(date) || isFrozen(addDays(date, 1)),
      open: data.days.some((day) => day.date === date),
      findings: PRODUCT_RULES.filter((name) =>
        isFound(name, productId, ruleNamed(name).ranksProducts ? onlyOn(date, data) : ownOn(date)),
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
    days: data.days.map((day) => {
      const product = productDayOf(day.products, productId)
      return {
        ...day,
        products: productDays(product ? [product] : []),
        lossLines: day.lossLines.filter((line) => line.productId === productId),
      }
    }),
  }
}

/** One day with all its products: what a rule that ranks them needs. */
function onlyOn(date: BusinessDate, data: WindowData): StoreWindow {
  return storeWindow({ ...data, businessDate: date, days: data.days.filter((day) => day.date === date) })
}

function salesOn(productId: number, data: WindowData, date: BusinessDate): ProductDayDetail['sales'] {
  const products = data.days.find((candidate) => candidate.date === date)?.products
  const day = products && productDayOf(products, productId)
  if (!day) return null
  const known = day.withKnownProfit
  return {
    quantityMilli: day.quantityMilli,
    revenueFen: toFen(day.revenueMicro),
    unitPriceFen: day.quantityMilli > 0 ? fenEach(day.revenueMicro, day.quantityMilli) : null,
    unitCostFen: day.saleCostQuantityMilli > 0 ? fenEach(day.saleCostMicro, day.saleCostQuantityMilli) : null,
    withKnownProfit: {
      revenueMicro: known.revenueMicro,
      grossProfitMicro: known.grossProfitMicro,
    },
    marginTenths: known.revenueMicro > 0 ? rateTenths(known.grossProfitMicro, known.revenueMicro) : null,
    stockMilli: day.stockMilli,
  }
}
