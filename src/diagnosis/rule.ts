import type { StoreWindow } from './storeWindow'

/**
 * A rule of the diagnosis: which rows it finds in a store's window, and the figures that they sum to.
 * The card shows the figures, the list behind the card shows the findings: one definition for both.
 */
export interface Rule<Finding, Figures extends object> {
  /** Days of history that the rule needs and the store lacks; undefined where it can know. */
  lacksDays(window: StoreWindow): number | undefined
  find(window: StoreWindow): Finding[]
  /** The figures of one store, as in the JSON. */
  figures(findings: readonly Finding[], window: StoreWindow): Figures
  /** The figures of two scopes together. Associative: scopes of any size merge in any grouping. */
  merge(a: Figures, b: Figures): Figures
}

/** What a rule answers for a scope: figures, or that it cannot know. Never 0 for unknown. */
export type Outcome<Figures extends object> =
  | ({ status: 'ok'; storesWithoutData?: number } & Figures)
  | { status: 'insufficientData'; needDays: number; haveDays: number; storesWithoutData?: number }

/** The figures that a rule gives. */
export type FiguresOf<R extends { figures(...inputs: never[]): object }> = ReturnType<R['figures']>

/** `lacksDays` of a rule that needs some days of history. */
export function needsDepth(days: number): (window: StoreWindow) => number | undefined {
  return (window) => (window.depthDays < days ? days : undefined)
}

/** `lacksDays` of a rule that a single day suffices. */
export function needsNothing(): undefined {
  return undefined
}

/** Applies a rule to one store. */
export function outcomeOf<Finding, Figures extends object>(
  rule: Rule<Finding, Figures>,
  window: StoreWindow,
): Outcome<Figures> {
  const needDays = rule.lacksDays(window)
  if (needDays !== undefined) return { status: 'insufficientData', needDays, haveDays: window.depthDays }
  return { status: 'ok', ...rule.figures(rule.find(window), window) }
}

/** Two scopes' outcomes together: stores that cannot know are left out of the sum and counted. */
export function mergeOutcomes<Finding, Figures extends object>(
  rule: Rule<Finding, Figures>,
  a: Outcome<Figures>,
  b: Outcome<Figures>,
): Outcome<Figures> {
  const storesWithoutData = countWithoutData(a) + countWithoutData(b)
  if (a.status === 'ok' && b.status === 'ok') {
    return { status: 'ok', ...rule.merge(a, b), ...(storesWithoutData ? { storesWithoutData } : {}) }
  }
  if (a.status === 'ok') return { ...a, storesWithoutData }
  if (b.status === 'ok') return { ...b, storesWithoutData }
  return { ...a, haveDays: Math.max(a.haveDays, b.haveDays), storesWithoutData }
}

function countWithoutData(outcome: Outcome<object>): number {
  return outcome.storesWithoutData ?? (outcome.status === 'insufficientData' ? 1 : 0)
}
