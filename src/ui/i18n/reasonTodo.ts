import type { Reason, ReasonCode } from '../../diagnosis/cell'
import type { RuleName } from '../../diagnosis/rules/index'
import type { Locale } from './locale'

/** What to do about a change between two weeks, by what made it. */

/** What does not make fewer people buy: lower prices, and what a store pays itself. */
const NOT_OF_SALES: ReadonlySet<ReasonCode> = new Set(['priceDown', 'costUp', 'deeperDiscount'])

/** Tenths of a percent within which a price that rose with its cost is the same goods in another size. */
const SAME_RISE_TENTHS = 50

/** The reasons that say something of what a rule found. */
export function tellingReasons(rule: RuleName, reasons: readonly Reason[]): Reason[] {
  return rule === 'salesDrop' ? reasons.filter(({ code }) => !NOT_OF_SALES.has(code)) : [...reasons]
}

/** Undefined where the reasons tell no more than the rule's own words. */
export function reasonTodo(
  rule: RuleName,
  reasons: readonly Reason[],
  { words }: Locale,
): string | undefined {
  const { byReason, otherSize } = words.home.advice
  if (rule !== 'salesDrop' && rule !== 'marginDrop') return undefined
  const amountOf = (code: ReasonCode) => reasons.find((reason) => reason.code === code)?.value
  const [price, cost] = [amountOf('priceUp'), amountOf('costUp')]
  if (price !== undefined && cost !== undefined && Math.abs(price - cost) <= SAME_RISE_TENTHS)
    return otherSize
  // A price that followed its cost cannot simply go back.
  const known = reasons.filter(
    ({ code }) => !(rule === 'salesDrop' && code === 'priceUp' && cost !== undefined),
  )
  const [first] = known.flatMap(({ code }) => byReason[rule][code] ?? [])
  return first
}
