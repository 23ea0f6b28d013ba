import type { Doubt } from './dayDoubt'
import type { RuleOutcomes } from './diagnose'
import type { Kpi } from './kpi/sums'
import type { Fen } from './money'
import type { Outcome } from './rule'
import { SECTIONS } from './rules/index'
import type { StockSnapshot } from './stockSnapshot'
import type { StoreWindow } from './storeWindow'
import { type AtStake, usualNetProfitFen } from './tasks'
import { WEEK_DAYS } from './thresholds'
import type { Week } from './week'

/** A store beside others: how its day and week stand, what is at stake, and what its data lacks. */
export interface StoreRow {
  store: string
  kpi: Pick<Kpi, 'orders' | 'allOrders' | 'revenueFen' | 'netProfitFen'>
  /** Of the same weekday a week before; null where it has no orders, or is not over. */
  weekdayBefore: StoreRow['kpi'] | null
  week: Pick<Week, 'current' | 'prior' | 'netProfitChange'>
  /** Money at stake a day, of its tasks and of what is too little for one. */
  atStakeFen: Fen
  /** Mean net profit of the seven days before that are over; null where there are none. */
  usualNetProfitFen: Fen | null
  /** Findings of the rules of today; null where a rule cannot know. */
  found: Record<UrgentRule, number | null>
  isOver: boolean
  /** Why its figures are in doubt; null where they are not. */
  doubt: Doubt | null
  stock: StockSnapshot
  /** Products that were sold on the day and of which no line tells the cost. */
  productsWithoutCost: number
  /** Of the thirteen days before, those since its first one that have no orders. */
  missingDays: number
}

type UrgentRule = keyof typeof SECTIONS.urgent

const URGENT_RULES = Object.keys(SECTIONS.urgent) as UrgentRule[]

/** @param rules what they answer of this store alone */
export function storeRow(
  window: StoreWindow,
  kpi: Kpi,
  { rules, week, atStake }: { rules: RuleOutcomes; week: Week; atStake: AtStake },
): StoreRow {
  const { current, prior, netProfitChange } = week
  const { tasks, small } = atStake
  return {
    store: window.store,
    kpi: shown(kpi),
    weekdayBefore: weekdayBefore(window),
    week: { current, prior, netProfitChange },
    atStakeFen: tasks.reduce((sum, { amountFen }) => sum + amountFen, small.amountFen),
    usualNetProfitFen: usualNetProfitFen(window),
    found: Object.fromEntries(URGENT_RULES.map((rule) => [rule, countOf(rules[rule])])) as StoreRow['found'],
    isOver: window.isOver(0) ?? true,
    doubt: window.doubt() ?? null,
    stock: window.stockSnapshot(0),
    productsWithoutCost: productsWithoutCost(window),
    missingDays: missingDays(window),
  }
}

function shown({ orders, allOrders, revenueFen, netProfitFen }: Kpi): StoreRow['kpi'] {
  return { orders, allOrders, revenueFen, netProfitFen }
}

function weekdayBefore(window: StoreWindow): StoreRow['weekdayBefore'] {
  const day = window.day(WEEK_DAYS)
  return day && window.isOver(WEEK_DAYS) ? shown(day.summary.kpi) : null
}

function countOf(outcome: Outcome<{ count: number }>): number | null {
  return outcome.status === 'ok' ? outcome.count : null
}

function productsWithoutCost(window: StoreWindow): number {
  const products = window.day(0)?.products
  return products?.sold.filter((sold, row) => sold && products.saleCostQuantityMilli[row] === 0).length ?? 0
}

function missingDays(window: StoreWindow): number {
  let missing = 0
  for (let offset = 1; offset < Math.min(2 * WEEK_DAYS, window.depthDays); offset++) {
    if (!window.day(offset)) missing += 1
  }
  return missing
}
