import type { BusinessDate } from './businessDate'
import { compareText } from './channels'
import { type Kpi, kpiOf, mergeKpis } from './kpi'
import { type FiguresOf, mergeOutcomes, type Outcome, outcomeOf, type Rule } from './rule'
import { RULES, type RuleName } from './rules/index'
import type { StoreWindow } from './storeWindow'

/** The outcomes of all rules, each under its name, with the figures of its own kind. */
export type RuleOutcomes = { [Name in RuleName]: Outcome<FiguresOf<(typeof RULES)[Name]>> }

/** The figures of some stores on one business date. Those of several stores are the merge of one store's each. */
export interface ScopeFigures {
  businessDate: BusinessDate
  /** In code-point order. */
  stores: string[]
  kpi: Kpi
  rules: RuleOutcomes
}

const RULE_NAMES = Object.keys(RULES) as RuleName[]

/** The rule of a name, seen as one that only its own kind of figures go through. */
function ruleNamed(name: RuleName): Rule<unknown, object> {
  return RULES[name] as unknown as Rule<unknown, object>
}

function forEachRule(
  outcome: (name: RuleName, rule: Rule<unknown, object>) => Outcome<object>,
): RuleOutcomes {
  return Object.fromEntries(RULE_NAMES.map((name) => [name, outcome(name, ruleNamed(name))])) as RuleOutcomes
}

/**
 * Diagnoses one store on the window's business date.
 * @returns undefined where the store has no order on that day: its numbers would be wrong, not zero
 */
export function diagnoseStore(window: StoreWindow): ScopeFigures | undefined {
  const today = window.day(0)
  if (!today?.orders.length) return undefined
  return {
    businessDate: window.businessDate,
    stores: [window.store],
    kpi: kpiOf(today),
    rules: forEachRule((_, rule) => outcomeOf(rule, window)),
  }
}

/** Two disjoint scopes of the same business date together. Associative and commutative. */
export function mergeScopes(a: ScopeFigures, b: ScopeFigures): ScopeFigures {
  return {
    businessDate: a.businessDate,
    stores: [...a.stores, ...b.stores].sort(compareText),
    kpi: mergeKpis(a.kpi, b.kpi),
    rules: forEachRule((name, rule) => mergeOutcomes(rule, a.rules[name], b.rules[name])),
  }
}
