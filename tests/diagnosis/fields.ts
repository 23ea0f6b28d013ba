import type { Rule } from '../../src/diagnosis/rule'
import { RULES, type RuleName } from '../../src/diagnosis/rules/index'
import { windowOf } from './build'

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

export function numberAt(figures: object, path: string): number {
  const value = valueAt(figures, path)
  if (typeof value !== 'number') throw new Error(`${path} is not a number: ${String(value)}`)
  return value
}

/** Of a rule, the paths of the figures of which those of two stores are the sum: all numbers that it answers for nothing. */
export function sumPathsOf(name: RuleName): string[] {
  return numberPaths(ruleNamed(name).figures([], windowOf([])))
}

function numberPaths(value: unknown): string[] {
  if (typeof value === 'number') return ['']
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
  return Object.entries(value).flatMap(([name, inner]) =>
    numberPaths(inner).map((path) => (path === '' ? name : `${name}.${path}`)),
  )
}

/** The figures of a rule that add up, by path. */
export function sumsOf(name: RuleName, figures: object): Record<string, number> {
  return Object.fromEntries(sumPathsOf(name).map((path) => [path, numberAt(figures, path)]))
}
