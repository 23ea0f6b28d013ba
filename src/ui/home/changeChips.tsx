import { type Change, streakDays } from '../../diagnosis/change'
import type { RuleName } from '../../diagnosis/rules/index'
import { count } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import { ruleWords } from '../i18n/ruleWords'

/** How a rule's findings stand against the day before: 新增, 前一天也有, 已恢复; or for how many days in a row it finds any. */

interface ChangeChipsProps {
  rule: RuleName
  /** null where one of the days cannot know; absent where the rule compares no days. */
  change: Change | null | undefined
  /** Products that the rule found today. */
  found: number
  locale: Locale
}

export function ChangeChips({ rule, change, found, locale }: ChangeChipsProps) {
  if (!change) return null
  const texts =
    change.kind === 'days' ? daysTexts(change.counts, locale) : productTexts(rule, change, found, locale)
  if (texts.length === 0) return null
  return (
    <ul class="changes" aria-label={locale.words.changes.label}>
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
  found: number,
  locale: Locale,
): string[] {
  const { products, uncompared } = locale.words.changes
  const texts = ruleWords(rule, locale).changes ?? products
  const chips: [products: number, text: (count: string) => string][] = [
    [change.new, texts.new],
    [change.ongoing, texts.ongoing],
    [change.recovered, texts.gone],
    [change.notSeen ?? 0, texts.notSeen],
    // Of several stores, some may not know the day before: what they found is neither new nor ongoing.
    [found - change.new - change.ongoing, uncompared],
  ]
  return chips.flatMap(([counted, text]) => (counted > 0 ? [text(count(counted))] : []))
}

/** @param counts what the rule found on D, D−1, … */
function daysTexts(counts: readonly (number | null)[], { words }: Locale): string[] {
  const { days } = words.changes
  const streak = streakDays(counts)
  if (streak === 0) return (counts[1] ?? 0) > 0 ? [days.recovered] : []
  // After a day without orders nobody knows whether it is new.
  if (streak === 1) return counts[1] === null ? [] : [days.first]
  // Found on every day that was looked at: it may have begun before.
  return [streak === counts.length ? days.atLeast(streak) : days.nth(streak)]
}
