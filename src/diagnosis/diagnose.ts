import type { BusinessDate } from './businessDate'
import { type Change, changeOf, mergeChanges } from './change'
import { type ChannelCounts, compareText, countChannels, mergeChannels } from './channels'
import { type Coverage, mergeCoverage } from './coverage'
import type { Doubt } from './dayDoubt'
import { type KpiDay, kpiHistory, mergeHistories } from './kpi/history'
import { type Kpi, mergeKpis } from './kpi/sums'
import { type AnyRule, examine, type FiguresOf, mergeOutcomes, type Outcome, outcomeOf } from './rule'
import { RULE_NAMES, type RULES, type RuleName, ruleNamed } from './rules/index'
import {
  countSnapshot,
  frozenStockSince,
  mergeFrozenSince,
  mergeSnapshots,
  type StockSnapshots,
} from './stockSnapshot'
import { type StoreRow, storeRow } from './storeRow'
import type { StoreWindow } from './storeWindow'
import {
  combineStakes,
  mergeSmall,
  mergeTasks,
  type SmallFindings,
  stakesOf,
  type Task,
  tasksOf,
} from './tasks'
import { mergeWeeks, type Week, weekOf } from './week'

/** The outcomes of all rules, each under its name, with the figures of its own kind. */
export type RuleOutcomes = { [Name in RuleName]: Outcome<FiguresOf<(typeof RULES)[Name]>> }

/** The figures of some stores on one business date. Those of several stores are the merge of one store's each. */
export interface DayFigures {
  businessDate: BusinessDate
  /** In code-point order. */
  stores: string[]
  kpi: Kpi
  /** The days up to the business date that have orders, oldest first. */
  history: KpiDay[]
  coverage: Coverage
  /** Orders of the day by channel. */
  channels: ChannelCounts
  rules: RuleOutcomes
  /** Each rule's findings against the day before: null where nobody knows, absent where the rule compares no days. */
  changes: { [Name in RuleName]?: Change | null }
  week: Week
  stockSnapshot: StockSnapshots
  /** Stores of which no import since the end of the day has brought it: what is there is a part of it. In code-point order. */
  notOver: string[]
  /** Stores of which far fewer orders came than usual, or many were rejected. In code-point order. */
  doubtful: DoubtfulDay[]
  /**
   * First of the days up to the business date that all show one stock: null where stores differ, absent where every store's
   * stock moves or nobody can tell.
   */
  frozenStockSince?: BusinessDate | null
  /** What to do first, by what it costs a day, most first. */
  tasks: Task[]
  /** What costs too little a day to be a task. */
  smallFindings: SmallFindings
  /** The stores side by side, in code-point order. */
  storeRows: StoreRow[]
}

/** A store's day whose figures are in doubt. */
export interface DoubtfulDay {
  store: string
  orders: number
  why: Doubt
}

function forEachRule(outcome: (name: RuleName, rule: AnyRule) => Outcome<object>): RuleOutcomes {
  return Object.fromEntries(RULE_NAMES.map((name) => [name, outcome(name, ruleNamed(name))])) as RuleOutcomes
}

/**
 * Diagnoses one store on the window's business date.
 * @returns undefined where the store has no order on that day: its numbers would be wrong, not zero
 */
export function diagnoseStore(window: StoreWindow): DayFigures | undefined {
  const today = window.day(0)
  if (!today) return undefined
  const examined = new Map(RULE_NAMES.map((name) => [name, examine(ruleNamed(name), window)]))
  const doubt = window.doubt()
  const examinationOf = (name: RuleName) => examined.get(name) ?? examine(ruleNamed(name), window)
  // Products of all channels are not held against what one channel earns.
  const ranked = RULE_NAMES.filter((name) => window.onlyChannel === undefined || ruleNamed(name).byChannel)
  const stakes = ranked.flatMap((name) => stakesOf(name, ruleNamed(name), window, examinationOf(name)))
  const atStake = tasksOf(combineStakes(stakes), window)
  const rules = forEachRule((name, rule) => outcomeOf(rule, window, examinationOf(name)))
  const week = weekOf(window)
  const { kpi } = today.summary
  return {
    businessDate: window.businessDate,
    stores: [window.store],
    kpi,
    history: kpiHistory(window),
    coverage: today.coverage,
    channels: countChannels(window.orders().map((order) => order.channel)),
    rules,
    changes: changesBy((name) => changeOf(ruleNamed(name), window, examinationOf(name))),
    week,
    stockSnapshot: countSnapshot(window.stockSnapshot(0)),
    notOver: window.isOver(0) ? [] : [window.store],
    doubtful: doubt ? [{ store: window.store, orders: kpi.allOrders, why: doubt }] : [],
    ...frozenSince(frozenStockSince(window)),
    tasks: atStake.tasks,
    smallFindings: atStake.small,
    storeRows: [storeRow(window, kpi, { rules, week, atStake })],
  }
}

/** Absent rather than undefined: figures are the same before and after JSON. */
function frozenSince(date: BusinessDate | null | undefined): Pick<DayFigures, 'frozenStockSince'> {
  return date === undefined ? {} : { frozenStockSince: date }
}

function changesBy(change: (name: RuleName) => Change | null | undefined): DayFigures['changes'] {
  const changes: DayFigures['changes'] = {}
  for (const name of RULE_NAMES) {
    const found = change(name)
    if (found !== undefined) changes[name] = found
  }
  return changes
}

/** Two disjoint sets of stores on the same business date together. Associative and commutative. */
export function mergeFigures(a: DayFigures, b: DayFigures): DayFigures {
  return {
    businessDate: a.businessDate,
    stores: [...a.stores, ...b.stores].sort(compareText),
    kpi: mergeKpis(a.kpi, b.kpi),
    history: mergeHistories(a.history, b.history),
    coverage: mergeCoverage(a.coverage, b.coverage),
    channels: mergeChannels(a.channels, b.channels),
    rules: forEachRule((name, rule) => mergeOutcomes(rule, a.rules[name], b.rules[name])),
    changes: changesBy((name) => mergeChanges(a.changes[name], b.changes[name])),
    week: mergeWeeks(a.week, b.week),
    stockSnapshot: mergeSnapshots(a.stockSnapshot, b.stockSnapshot),
    notOver: [...a.notOver, ...b.notOver].sort(compareText),
    doubtful: [...a.doubtful, ...b.doubtful].sort((x, y) => compareText(x.store, y.store)),
    ...frozenSince(mergeFrozenSince(a.frozenStockSince, b.frozenStockSince)),
    tasks: mergeTasks(a.tasks, b.tasks),
    smallFindings: mergeSmall(a.smallFindings, b.smallFindings),
    storeRows: [...a.storeRows, ...b.storeRows].sort((x, y) => compareText(x.store, y.store)),
  }
}
