import {
  type AnyListed,
  type AnyRule,
  type Examination,
  examine,
  type Fate,
  type Rule,
  type Subject,
} from './rule'
import type { StoreWindow } from './storeWindow'
import { WEEK_DAYS } from './thresholds'

/** How a rule's findings stand against the day before. */
export type Change =
  /** Of a rule on products: 新增, 前一天也有, 已恢复, counted by product. */
  | {
      kind: 'products'
      new: number
      ongoing: number
      recovered: number
      /** Found the day before, and without a line today that shows what became of it; absent where none is needed. */
      notSeen?: number
    }
  /** Of a rule on orders, which are new every day: what it found on D, D−1, … D−7; null for a day without orders. */
  | { kind: 'days'; counts: (number | null)[] }

/** Days that a count of days reaches back. */
const DAYS_BACK = WEEK_DAYS

/**
 * @param today what the rule found on D
 * @returns undefined where the rule compares no days, null where nobody knows
 */
export function changeOf<Finding, Figures extends object>(
  rule: Rule<Finding, Figures>,
  window: StoreWindow,
  today: Examination<Finding>,
): Change | null | undefined {
  const { dailyCount } = rule
  if (dailyCount) {
    return {
      kind: 'days',
      counts: Array.from({ length: DAYS_BACK + 1 }, (_, offset) => {
        const day = window.day(offset)
        const counts = offset === 0 || window.isOver(offset)
        return day && counts && day.summary.kpi.allOrders > 0 ? dailyCount(day) : null
      }),
    }
  }
  if (rule.notCompared) return undefined
  const before = foundTheDayBefore(rule, window)
  if (today.status !== 'known' || !before) return null
  const now = new Set(today.findings.map((finding) => subjectKey(rule.subject(finding))))
  const gone = before.difference(now)
  const ongoing = before.size - gone.size
  return { kind: 'products', new: now.size - ongoing, ongoing, ...fatesOf(rule, window, gone) }
}

/** What became of products that are found no more. */
function fatesOf(
  { fateOf }: Pick<AnyRule, 'fateOf'>,
  window: StoreWindow,
  gone: ReadonlySet<string | number>,
): { recovered: number; notSeen?: number } {
  if (!fateOf) return { recovered: gone.size }
  const fates = [...gone].map((key) => fateOf(window.history(Number(key))))
  const count = (fate: Fate) => fates.filter((each) => each === fate).length
  return { recovered: count('recovered'), notSeen: count('notSeen') }
}

/**
 * What a rule on products found on D−1, by {@link subjectKey}.
 * @returns undefined where it could not know, or does not compare
 */
export function foundTheDayBefore(
  rule: AnyListed,
  window: StoreWindow,
): ReadonlySet<string | number> | undefined {
  if (rule.notCompared || rule.dailyCount || rule.canCompare?.(window) === false) return undefined
  const dayBefore = window.previous()
  if (!window.isOver(1)) return undefined
  const yesterday = examine(rule, dayBefore)
  if (yesterday.status !== 'known') return undefined
  return new Set(yesterday.findings.map((finding) => subjectKey(rule.subject(finding))))
}

/** Consecutive days up to D on which the rule found something: 0 for none on D. A day without orders ends them. */
export function streakDays(counts: readonly (number | null)[]): number {
  const end = counts.findIndex((count) => !count)
  return end === -1 ? counts.length : end
}

/** Two disjoint sets of stores' changes together: of those that know. */
export function mergeChanges(
  a: Change | null | undefined,
  b: Change | null | undefined,
): Change | null | undefined {
  if (!a || !b) return a ?? b ?? (a === null || b === null ? null : undefined)
  if (a.kind === 'days' && b.kind === 'days') return { kind: 'days', counts: addKnown(a.counts, b.counts) }
  if (a.kind === 'products' && b.kind === 'products') {
    const notSeen = (a.notSeen ?? 0) + (b.notSeen ?? 0)
    return {
      kind: 'products',
      new: a.new + b.new,
      ongoing: a.ongoing + b.ongoing,
      recovered: a.recovered + b.recovered,
      ...(a.notSeen === undefined && b.notSeen === undefined ? {} : { notSeen }),
    }
  }
  return undefined
}

/**
 * Each day's count over both sets of stores. A day is unknown where none knows it, and where one that found something on D does
 * not: whether that is new, nobody can say. Associative.
 */
function addKnown(a: readonly (number | null)[], b: readonly (number | null)[]): (number | null)[] {
  return a.map((count, i) => {
    const other = b[i] ?? null
    if (count === null) return other === null || a[0] ? null : other
    if (other === null) return b[0] ? null : count
    return count + other
  })
}

/** What makes two findings of a store about the same thing. */
export function subjectKey(subject: Subject): string | number {
  switch (subject.kind) {
    case 'order':
      return subject.orderId
    case 'product':
      return subject.productId
    case 'band':
      return subject.fromYuan
  }
}
