import type { Fen } from './money'
import type { StoreWindow, WindowDay } from './storeWindow'

/** What a finding is about, within its store. */
export type Subject =
  | { kind: 'order'; orderId: string; channel: string }
  | { kind: 'product'; productId: number }

/**
 * A rule of the diagnosis: which rows it finds in a store's window, and the figures that they sum to.
 * The card shows the figures, the list behind the card shows the findings: one definition for both.
 */
export interface Rule<Finding, Figures extends object> {
  /** Days of history that the rule needs and the store lacks; undefined where it can know. */
  lacksDays(window: StoreWindow): number | undefined
  find(window: StoreWindow): Finding[]
  /** Whether `find` looks at the orders of the day one by one. */
  readsOrders?: true
  /** What a finding is about: the same thing found again the day after is the same subject. */
  subject(finding: Finding): Subject
  /** Money that a finding costs today; absent where a rule has none, null where it is unknown. */
  stakeFen?(finding: Finding): Fen | null
  /**
   * Whether a product is found on one day alone, on which it falls due: then all that is found is new, and what was
   * found the day before has not recovered but moved on.
   */
  foundOnce?: true
  /** How many findings one day alone has, for rules on orders, which are new every day. */
  countOn?(day: WindowDay): number
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

/** What a rule found in a store's window, or that it cannot know. */
export type Examination<Finding> =
  | { status: 'known'; findings: Finding[] }
  | { status: 'unknown'; needDays: number }

export function examine<Finding>(rule: Rule<Finding, object>, window: StoreWindow): Examination<Finding> {
  const needDays = rule.lacksDays(window)
  return needDays === undefined
    ? { status: 'known', findings: rule.find(window) }
    : { status: 'unknown', needDays }
}

/** The outcome of a rule for one store. */
export function outcomeOf<Finding, Figures extends object>(
  rule: Rule<Finding, Figures>,
  window: StoreWindow,
  examination: Examination<Finding> = examine(rule, window),
): Outcome<Figures> {
  if (examination.status === 'unknown') {
    return { status: 'insufficientData', needDays: examination.needDays, haveDays: window.depthDays }
  }
  return { status: 'ok', ...rule.figures(examination.findings, window) }
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
