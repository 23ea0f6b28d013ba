import { type Change, streakDays } from '../diagnosis/change'
import type { RuleName } from '../diagnosis/rules/index'
import { count } from './format'
import type { Locale } from './locale'

/** How a rule's findings stand against the day before: 新增, 持续, 已恢复. */

/**
 * Rules that find a product on one day alone, the day on which it falls due: all that they find is new, and what they
 * found the day before has not recovered but moved on.
 */
const FOUND_ONCE: ReadonlySet<RuleName> = new Set(['slowMoving', 'newProducts'])

interface ChangeChipsProps {
  rule: RuleName
  /** Absent where one of the days cannot know. */
  change: Change | undefined
  locale: Locale
}

export function ChangeChips({ rule, change, locale }: ChangeChipsProps) {
  if (!change || FOUND_ONCE.has(rule)) return null
  const { changes } = locale.words
  const texts = change.kind === 'days' ? daysText(change.counts, locale) : productTexts(rule, change, locale)
  if (texts.length === 0) return null
  return (
    <ul class="changes" aria-label={changes.label}>
      {texts.map((text) => (
        <li key={text} class="chip">
          {text}
        </li>
      ))}
    </ul>
  )
}

function productTexts(
  rule: RuleName,
  change: Extract<Change, { kind: 'products' }>,
  { words }: Locale,
): string[] {
  const { products, ofRule } = words.changes
  const says = ofRule[rule] ?? products
  return [
    says.new(count(change.new)),
    says.ongoing(count(change.ongoing)),
    says.gone(count(change.recovered)),
  ]
}

/** @param counts what the rule found on D, D−1, … */
function daysText(counts: readonly number[], { words }: Locale): string[] {
  const { days } = words.changes
  const streak = streakDays(counts)
  if (streak === 0) return (counts[1] ?? 0) > 0 ? [days.recovered] : []
  if (streak === 1) return [days.first]
  // Found on every day that was looked at: it may have begun before.
  return [streak === counts.length ? days.atLeast(streak) : days.nth(streak)]
}
