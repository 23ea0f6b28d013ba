import type { Rule } from '../../src/diagnosis/rule'
import { RULES, type RuleName } from '../../src/diagnosis/rules/index'
import { quietOrder, windowOf } from './build'

export const RULE_NAMES = Object.keys(RULES) as RuleName[]

/** The rule of a name, seen as one that only its own kind of figures go through. */
export function ruleNamed(name: RuleName): Rule<unknown, object> {
  return RULES[name] as unknown as Rule<unknown, object>
}

/** The value at a path like `new.count`. */
function valueAt(figures: object, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], figures)
}

/**
 * Of a rule, the paths of the figures of which those of two stores are the sum: all numbers that it answers for nothing,
 * but a trend's, which has tests of its own.
 */
export function sumPathsOf(name: RuleName): string[] {
  const paths = numberPaths(ruleNamed(name).figures([], windowOf([quietOrder(20)])))
  return paths.filter((path) => !path.startsWith('trend.'))
}

function numberPaths(value: unknown): string[] {
  if (typeof value === 'number') return ['']
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
  return Object.entries(value).flatMap(([name, inner]) =>
    numberPaths(inner).map((path) => (path === '' ? name : `${name}.${path}`)),
  )
}

/** The figures of a rule that add up, by path; without those that are unknown. */
export function sumsOf(name: RuleName, figures: object): Record<string, number> {
  return Object.fromEntries(
    sumPathsOf(name).flatMap((path) => {
      const value = valueAt(figures, path)
      return typeof value === 'number' ? [[path, value]] : []
    }),
  )
}
