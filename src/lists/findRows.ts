import type { Database } from '../data/database'
import { loadOrders } from '../data/storeDayOrders'
import { loadProducts, loadWindow, type StoreRecord } from '../data/storeWindows'
import { addDays, type BusinessDate } from '../diagnosis/businessDate'
import type { Order } from '../diagnosis/order'
import { examine, type Rule, type Subject } from '../diagnosis/rule'
import { RULES, type RuleName } from '../diagnosis/rules/index'
import { type StoreWindow, storeWindow } from '../diagnosis/storeWindow'
import { type Cell, type ColumnId, text } from './cell'
import type { ListTotal, RuleList } from './ruleList'
import { RULE_LISTS } from './rules/index'

/** A row of a list: a finding of a store's day, with what it shows. */
export interface ListRow {
  store: string
  date: BusinessDate
  subject: Subject
  channel: string | null
  /** Of the product, or of the products in the order. */
  categories: string[]
  /** What a search looks through, in lower case. */
  searchText: string
  cells: Partial<Record<ColumnId, Cell>>
  order: Order | undefined
  /** For the totals: what the rule found, and where. */
  finding: unknown
  window: StoreWindow
}

/** All findings of a rule, and which stores cannot know. */
export interface FoundRows {
  rows: ListRow[]
  storesWithoutData: string[]
}

/** A rule and its list, seen as those that only their own findings go through. */
function ruleAndList(name: RuleName): { rule: Rule<unknown, object>; list: RuleList<unknown, object> } {
  return {
    rule: RULES[name] as unknown as Rule<unknown, object>,
    list: RULE_LISTS[name] as unknown as RuleList<unknown, object>,
  }
}

/**
 * The rows behind a rule's card: what the rule finds on the business date and, where asked for, on the
 * days before it, of each store.
 * @param days business dates, the last one included; 1 is the card's own
 */
export async function findRows(
  db: Database,
  name: RuleName,
  stores: readonly StoreRecord[],
  businessDate: BusinessDate,
  days: number,
): Promise<FoundRows> {
  const found: FoundRows = { rows: [], storesWithoutData: [] }
  for (const store of stores) {
    const data = await loadWindow(db, store, businessDate, days - 1)
    for (let back = 0; back < days; back++) {
      const window = storeWindow({ ...data, businessDate: addDays(businessDate, -back) })
      if (!window.day(0)) continue
      const examination = examine(ruleAndList(name).rule, window)
      if (examination.status === 'known')
        found.rows.push(...(await rowsOf(db, name, store, window, examination.findings)))
      else if (back === 0) found.storesWithoutData.push(store.name)
    }
  }
  return found
}

async function rowsOf(
  db: Database,
  name: RuleName,
  store: StoreRecord,
  window: StoreWindow,
  findings: readonly unknown[],
): Promise<ListRow[]> {
  const { rule, list } = ruleAndList(name)
  const subjects = findings.map((finding) => rule.subject(finding))
  const [products, orders] = await Promise.all([
    loadProducts(db, store.id, [
      ...new Set(subjects.flatMap((s) => (s.kind === 'product' ? [s.productId] : []))),
    ]),
    loadOrders(db, store.id, [...new Set(subjects.flatMap((s) => (s.kind === 'order' ? [s.orderId] : [])))]),
  ])
  const histories = new Map(window.products.map((history) => [history.productId, history]))
  return findings.map((finding) => {
    const subject = rule.subject(finding)
    const product = subject.kind === 'product' ? products.get(subject.productId) : undefined
    const order = subject.kind === 'order' ? orders.get(subject.orderId) : undefined
    const history = subject.kind === 'product' ? histories.get(subject.productId) : undefined
    const cells = list.cells(finding, { window, product, order, history })
    const categories = product ? [product.category] : (order?.lines.map(({ category }) => category) ?? [])
    return {
      store: store.name,
      date: window.businessDate,
      subject,
      channel: channelOf(cells),
      categories: [...new Set(categories.filter((category) => category !== ''))],
      searchText: searchTextOf(subject, product?.name, order),
      cells: {
        ...cells,
        store: text(store.name),
        date: { kind: 'date', date: window.businessDate },
        category: product ? text(product.category) : null,
      },
      order,
      finding,
      window,
    }
  })
}

function channelOf({ channel }: ListRow['cells']): string | null {
  return channel?.kind === 'text' && channel.text !== '' ? channel.text : null
}

function searchTextOf(subject: Subject, productName: string | undefined, order: Order | undefined): string {
  const names = order?.lines.map((line) => line.productName) ?? []
  return [productName ?? '', subject.kind === 'order' ? subject.orderId : '', ...names]
    .join('\n')
    .toLowerCase()
}

/** What some rows add up to, by the rule's own figures: all rows of a card's day give the card's numbers. */
export function totalOf(name: RuleName, rows: readonly ListRow[]): ListTotal {
  const { rule, list } = ruleAndList(name)
  const figures = [...Map.groupBy(rows, ({ window }) => window)].map(([window, ofWindow]) =>
    rule.figures(
      ofWindow.map(({ finding }) => finding),
      window,
    ),
  )
  const [first, ...rest] = figures
  if (!first)
    return { count: 0, amountFen: list.total(rule.figures([], EMPTY_WINDOW)).amountFen === null ? null : 0 }
  return list.total(rest.reduce((sum, next) => rule.merge(sum, next), first))
}

/** The window of a store without a day, for the figures of nothing. */
const EMPTY_WINDOW: StoreWindow = storeWindow({
  store: '',
  businessDate: '1970-01-01',
  firstDate: '1970-01-01',
  days: [],
  opening: { date: '1970-01-01', balances: new Map() },
  productNames: new Map(),
})
