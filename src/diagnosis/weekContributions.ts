import type { CategoryProfit } from './categoryProfit'
import { compareText } from './channels'
import { type Fen, type MicroYuan, toFen } from './money'
import type { WindowDay } from './storeWindow'
import { WEEK_DAYS } from './thresholds'

/** What made the change of the week's net profit, each part exact; a cost that rose counts below 0 (docs/rules.md#week). */
export interface WeekContributions {
  /** Gross profit of D−6 … D less that of D−13 … D−7, by category, in code-point order. */
  categories: CategoryProfit[]
  serviceFeeMicro: MicroYuan
  deliveryFeeMicro: MicroYuan
  rebateMicro: MicroYuan
}

const COSTS = ['serviceFeeMicro', 'deliveryFeeMicro', 'rebateMicro'] as const

/**
 * Of one store.
 * @param days all fourteen, the last one first
 * @returns undefined where the days are of one channel: categories are of all
 */
export function contributionsOf(days: readonly WindowDay[]): WeekContributions | undefined {
  const byCategory = new Map<string, MicroYuan>()
  const sum: WeekContributions = { categories: [], serviceFeeMicro: 0, deliveryFeeMicro: 0, rebateMicro: 0 }
  for (const [daysAgo, { categoryProfits, summary }] of days.entries()) {
    if (!categoryProfits) return undefined
    const sign = daysAgo < WEEK_DAYS ? 1 : -1
    for (const { category, grossProfitMicro } of categoryProfits) {
      byCategory.set(category, (byCategory.get(category) ?? 0) + sign * grossProfitMicro)
    }
    sum.serviceFeeMicro -= sign * summary.exact.serviceFeeMicro
    sum.deliveryFeeMicro -= sign * summary.exact.deliveryFeeMicro
    sum.rebateMicro += sign * summary.exact.rebateMicro
  }
  return { ...sum, categories: sorted(byCategory) }
}

/** Of two disjoint sets of stores together. */
export function mergeContributions(a: WeekContributions, b: WeekContributions): WeekContributions {
  const byCategory = new Map(
    a.categories.map(({ category, grossProfitMicro }) => [category, grossProfitMicro]),
  )
  for (const { category, grossProfitMicro } of b.categories) {
    byCategory.set(category, (byCategory.get(category) ?? 0) + grossProfitMicro)
  }
  const costs = Object.fromEntries(COSTS.map((cost) => [cost, a[cost] + b[cost]])) as Pick<
    WeekContributions,
    (typeof COSTS)[number]
  >
  return { categories: sorted(byCategory), ...costs }
}

function sorted(byCategory: ReadonlyMap<string, MicroYuan>): CategoryProfit[] {
  return [...byCategory]
    .map(([category, grossProfitMicro]) => ({ category, grossProfitMicro }))
    .sort((a, b) => compareText(a.category, b.category))
}

/** A part of the change, in fen. */
export interface Contribution {
  of: { kind: 'category'; category: string } | { kind: 'serviceFee' | 'deliveryFee' | 'rebate' }
  amountFen: Fen
}

/**
 * The parts in fen, the largest first. Each is rounded, and the largest takes what rounding leaves over, so that they add up to the change.
 * @param changeFen of the net profit, as it is shown
 */
export function contributionsInFen(
  { categories, serviceFeeMicro, deliveryFeeMicro, rebateMicro }: WeekContributions,
  changeFen: Fen,
): Contribution[] {
  const parts: Contribution[] = [
    ...categories.map(({ category, grossProfitMicro }) => ({
      of: { kind: 'category', category } as const,
      amountFen: toFen(grossProfitMicro),
    })),
    { of: { kind: 'serviceFee' }, amountFen: toFen(serviceFeeMicro) },
    { of: { kind: 'deliveryFee' }, amountFen: toFen(deliveryFeeMicro) },
    { of: { kind: 'rebate' }, amountFen: toFen(rebateMicro) },
  ]
  // Sorting is stable: parts of one size stay in the order of their names.
  const [largest, ...others] = parts.sort((a, b) => Math.abs(b.amountFen) - Math.abs(a.amountFen))
  if (!largest) return []
  const othersFen = others.reduce((sum, { amountFen }) => sum + amountFen, 0)
  return [{ ...largest, amountFen: changeFen - othersFen }, ...others].filter(
    ({ amountFen }) => amountFen !== 0,
  )
}
