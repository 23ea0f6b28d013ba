import type { RuleName } from '../../diagnosis/rules/index'
import type { Locale } from '../i18n/locale'

/** What to do, verb first. */
export function Hint({ name, locale }: { name: RuleName; locale: Locale }) {
  const { action, hint } = locale.words.rules[name]
  return (
    <p class="hint">
      <strong>{action}</strong> {hint}
    </p>
  )
}
