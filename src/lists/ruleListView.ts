import type { VisibleStore } from '../access/scope'
import type { MainDatabase } from '../data/database'
import { readInDatabases } from '../data/inDatabases'
import { loadProductIds } from '../data/products'
import type { BusinessDate } from '../diagnosis/businessDate'
import { type ListName, listNamed } from '../diagnosis/lists/index'
import type { ListTotal } from '../diagnosis/ruleList'
import { columnIds } from './columns'
import { type DamagedDays, findRows, type ListRow } from './findRows'
import { inOrder, type ListQuery, matches } from './listQuery'
import { type OrderProduct, productsOfOrders } from './orderProducts'

/** A product with its number within its store, which its page is found by. */
export type LinkedProduct = OrderProduct & { productId: number | null }

/** What a list is asked for. */
export interface ListRequest extends ListQuery {
  /** Of a rule, or of what else is listed. */
  rule: ListName
  /** Business dates, the last one included: 1, 3, 7 or 15. */
  days: number
  /** From 1. */
  page: number
}

/** The list behind a card, narrowed, sorted, and with what it adds up to. */
export interface RuleListView {
  rule: ListName
  businessDate: BusinessDate
  days: number
  /** In their order. */
  columns: string[]
  /** All rows that the query asks for, in its order. */
  rows: ListRow[]
  total: ListTotal
  /** What all rows may be narrowed to. */
  choices: { channels: string[]; categories: string[] }
  /** The products in the orders of the rows, those that earned least first, where the list has them. */
  orderProducts: LinkedProduct[]
  /** Different orders or products among the rows. */
  subjects: number
  /** Whether the money of several days is no sum: it is of the weeks before each, or of the same stock again. */
  daysOverlap: boolean
  /** Whether the rule could assess any day of any store. */
  known: boolean
  storesWithoutData: string[]
  /** Stores whose stock does not move, so that the rule cannot know. */
  storesFrozen: string[]
  /** Whether what those lack is not history but an order on the day before. */
  lacksDayBefore: boolean
  /** Stores without an order on any of the days. */
  storesWithoutOrders: string[]
  /** Days whose stored orders cannot be read: nothing of them is among the rows. */
  damagedDays: DamagedDays[]
  /** Stores whose database is not there: nothing of them is among the rows, nor in what they add up to. */
  storesOutOfReach: string[]
}

/** Rows on a page of a list. */
export const PAGE_ROWS = 50

export async function readRuleList(
  db: MainDatabase,
  stores: readonly VisibleStore[],
  businessDate: BusinessDate,
  request: ListRequest,
): Promise<RuleListView> {
  const { rule, days } = request
  const found = await findRows(db, rule, stores, businessDate, days, (row) => matches(row, request))
  const rows = inOrder(found.rows, request)
  return {
    rule,
    businessDate,
    days,
    columns: columnsOf(rule, days, stores.length, rows),
    rows,
    total: found.total,
    choices: found.choices,
    orderProducts: listNamed(rule).view.list.withOrderProducts
      ? await withNumbers(db, stores, productsOfOrders(rows))
      : [],
    subjects: found.subjects,
    known: found.known,
    daysOverlap: listNamed(rule).view.list.daysOverlap ?? false,
    storesWithoutData: found.storesWithoutData,
    storesFrozen: found.storesFrozen,
    lacksDayBefore: found.lacksDayBefore,
    storesWithoutOrders: found.storesWithoutOrders,
    damagedDays: found.damagedDays,
    storesOutOfReach: found.storesOutOfReach,
  }
}

async function withNumbers(
  db: MainDatabase,
  stores: readonly VisibleStore[],
  products: readonly OrderProduct[],
): Promise<LinkedProduct[]> {
  const ofStore = Map.groupBy(products, ({ store }) => store)
  const having = stores.filter(({ name }) => ofStore.has(name))
  // Where a database does not answer any more, its products lead nowhere.
  const { read } = await readInDatabases(db, having, (own, some) =>
    loadProductIds(
      own,
      some.flatMap(({ id: storeId, name }) =>
        (ofStore.get(name) ?? []).map(({ productKey }) => ({ storeId, productKey })),
      ),
    ),
  )
  const numbers = new Map(read.flatMap((ofDatabase) => [...ofDatabase]))
  const storeIds = new Map(having.map(({ name, id }) => [name, id]))
  return products.map((product) => ({
    ...product,
    productId: numbers.get(storeIds.get(product.store) ?? 0)?.get(product.productKey) ?? null,
  }))
}

/** The store is a column where there is more than one, the day where more than one is looked at, a code where a product has one. */
function columnsOf(rule: ListName, days: number, stores: number, rows: readonly ListRow[]): string[] {
  const isShown: Record<string, boolean> = {
    store: stores > 1,
    code: rows.some(({ cells }) => cells.code),
  }
  const columns = columnIds(rule).filter((column) => isShown[column] ?? true)
  return days > 1 ? ['date', ...columns] : columns
}
