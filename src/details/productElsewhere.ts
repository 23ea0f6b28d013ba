import type { VisibleStore } from '../access/scope'
import type { MainDatabase } from '../data/database'
import { readInDatabases } from '../data/inDatabases'
import {
  type KnownProduct,
  loadSameProductDays,
  loadSameProducts,
  type SameProductDay,
} from '../data/sameProducts'
import { addDays, type BusinessDate } from '../diagnosis/businessDate'
import { type Fen, sumFen } from '../diagnosis/money'
import type { ProductDay } from '../diagnosis/productDays'
import { fenEach, type Milli } from '../diagnosis/quantity'
import { compareStock } from '../diagnosis/stockSnapshot'
import { WEEK_DAYS } from '../diagnosis/thresholds'

/** The same product in the other stores that the reader may see. */
export interface Elsewhere {
  /** Those with orders in the last seven days first, then by name. */
  stores: ProductElsewhere[]
  /** How many more have it. */
  more: number
  /** Stores whose database is not there: nobody knows whether they have it. */
  storesOutOfReach: string[]
}

export interface ProductElsewhere {
  store: string
  productId: number
  /** As that store calls it. */
  name: string
  week: WeekElsewhere
}

/** Its last seven days there, D included, or why nobody knows them. */
type WeekElsewhere =
  | {
      status: 'known'
      /** Of the seven, those on which the store has orders. */
      openDays: number
      quantityMilli: Milli
      /** Over the lines that know it; null where none does. */
      grossProfitFen: Fen | null
      /** Average paid for a unit on the latest day that sold any; null where none did. */
      price: OfDay<{ fen: Fen }> | null
      /** Average cost of a unit on the latest day with a sale of known cost; null where there is none. */
      cost: OfDay<{ fen: Fen }> | null
      /** As last told; `shared` where it is one snapshot with that of a day beside it. */
      stock: OfDay<{ milli: Milli; shared: boolean }> | null
    }
  | { status: 'noOrders' }
  /** A stored day of it is yet to be rolled up anew. */
  | { status: 'rebuilding' }

type OfDay<Value> = Value & { date: BusinessDate }

const MAX_STORES = 20

/**
 * @param known what the product's own database has of it and of the same one in other stores
 * @param visible stores that the reader may see
 */
export async function readElsewhere(
  db: MainDatabase,
  { database }: Pick<VisibleStore, 'database'>,
  { product, same }: KnownProduct,
  visible: readonly VisibleStore[],
  businessDate: BusinessDate,
): Promise<Elsewhere> {
  const firstDay = addDays(businessDate, 1 - WEEK_DAYS)
  const ofOthers = await readInDatabases(
    db,
    visible.filter((store) => store.database !== database),
    (other, some) =>
      loadSameProducts(
        other,
        some.map(({ id }) => id),
        product,
      ),
  )
  const byStore = new Map([...same, ...ofOthers.read.flat()].map((found) => [found.storeId, found]))
  const having = visible.flatMap((store) => {
    const product = byStore.get(store.id)
    const hasOrders = store.firstDate <= businessDate && firstDay <= store.lastDate
    return product ? [{ store, product, hasOrders }] : []
  })
  const shown = having.toSorted((a, b) => Number(b.hasOrders) - Number(a.hasOrders)).slice(0, MAX_STORES)
  // One day more than the week: the stock of its first day is compared with that of the day before.
  const days = await readInDatabases(
    db,
    shown.map(({ store, product }) => ({ ...product, database: store.database })),
    (own, some) => loadSameProductDays(own, some, addDays(firstDay, -1), businessDate),
  )
  const daysOf = Map.groupBy(days.read.flat(), ({ storeId }) => storeId)
  const lost = new Set([...ofOthers.lost.map(({ id }) => id), ...days.lost.map(({ storeId }) => storeId)])
  return {
    stores: shown
      .filter(({ store }) => !lost.has(store.id))
      .map(({ store, product }) => ({
        store: store.name,
        productId: product.productId,
        name: product.name,
        week: weekElsewhere(daysOf.get(store.id) ?? [], businessDate),
      })),
    more: having.length - shown.length,
    storesOutOfReach: visible.filter(({ id }) => lost.has(id)).map(({ name }) => name),
  }
}

/** @param days of one store, in any order; the day before the week tells of stock alone */
export function weekElsewhere(
  days: readonly Omit<SameProductDay, 'storeId'>[],
  businessDate: BusinessDate,
): WeekElsewhere {
  const byDate = new Map(days.map((day) => [day.date, day.known]))
  const dates = Array.from({ length: WEEK_DAYS }, (_, daysAgo) => addDays(businessDate, -daysAgo))
  if ([...byDate.values()].includes(null)) return { status: 'rebuilding' }
  const openDays = dates.filter((date) => byDate.has(date)).length
  if (openDays === 0) return { status: 'noOrders' }
  const stocksOn = (date: BusinessDate) => byDate.get(date)?.stocks
  const isFrozen = (date: BusinessDate) =>
    compareStock(stocksOn(date), stocksOn(addDays(date, -1))) === 'frozen'
  // The latest day first.
  const told = dates.flatMap((date): OfDay<{ product: ProductDay }>[] => {
    const product = byDate.get(date)?.product
    return product ? [{ date, product }] : []
  })
  const priced = told.find(({ product }) => product.quantityMilli > 0)
  const costed = told.find(({ product }) => product.saleCostQuantityMilli > 0)
  const stocked = told.find(({ product }) => product.stockMilli !== null)
  const knowsProfit = told.some(({ product }) => product.withKnownProfit.lines > 0)
  return {
    status: 'known',
    openDays,
    quantityMilli: told.reduce((sum, { product }) => sum + product.quantityMilli, 0),
    grossProfitFen: knowsProfit
      ? sumFen(told, ({ product }) => product.withKnownProfit.grossProfitMicro)
      : null,
    price: priced
      ? { date: priced.date, fen: fenEach(priced.product.revenueMicro, priced.product.quantityMilli) }
      : null,
    cost: costed
      ? {
          date: costed.date,
          fen: fenEach(costed.product.saleCostMicro, costed.product.saleCostQuantityMilli),
        }
      : null,
    stock: stocked
      ? {
          date: stocked.date,
          milli: stocked.product.stockMilli ?? 0,
          shared: isFrozen(stocked.date) || isFrozen(addDays(stocked.date, 1)),
        }
      : null,
  }
}
