import type { Rule } from '../../src/diagnosis/rule'
import { RULES, type RuleName } from '../../src/diagnosis/rules/index'

/** What docs/rules.md names of each rule's figures. */
interface Fields {
  /** Figures of which those of two stores are the sum. */
  sums: readonly string[]
  /** The other fields. */
  others: readonly string[]
}

const LEVEL_SUMS = ['new', 'ongoing', 'severe'].flatMap((level) => [`${level}.count`, `${level}.amountFen`])

export const FIELDS: Readonly<Record<RuleName, Fields>> = {
  lossOrders: { sums: ['count', 'amountFen'], others: ['channels', 'trend'] },
  deliveryCost: { sums: ['count', 'amountFen'], others: ['channels', 'trend', 'distances'] },
  stockouts: { sums: ['count', 'amountFen', 'persistent', 'new'], others: ['channels'] },
  belowCost: { sums: ['lines', 'count', 'amountFen', 'severeLines'], others: [] },
  salesDrop: { sums: ['count'], others: ['channels'] },
  marginDrop: { sums: ['count', 'amountFen'], others: ['tiers'] },
  slowMoving: { sums: LEVEL_SUMS, others: [] },
  newProducts: { sums: ['count', 'revenueFen', 'profitFen'], others: [] },
  hotProducts: { sums: ['count', 'quantity', 'sustained'], others: ['top'] },
  topProfit: { sums: ['count', 'profitFen'], others: ['top'] },
}

export const RULE_NAMES = Object.keys(RULES) as RuleName[]

/** The rule of a name, seen as one that only its own kind of figures go through. */
export function ruleNamed(name: RuleName): Rule<unknown, object> {
  return RULES[name] as unknown as Rule<unknown, object>
}

/** The value at a path like `new.count`. */
export function valueAt(figures: object, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], figures)
}

export function numberAt(figures: object, path: string): number {
  const value = valueAt(figures, path)
  if (typeof value !== 'number') throw new Error(`${path} is not a number: ${String(value)}`)
  return value
}

/** The figures of a rule that add up, by path. */
export function sumsOf(name: RuleName, figures: object): Record<string, number> {
  return Object.fromEntries(FIELDS[name].sums.map((path) => [path, numberAt(figures, path)]))
}
