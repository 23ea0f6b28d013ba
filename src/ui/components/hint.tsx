import type { RuleName } from '../../diagnosis/rules/index'
import type { Locale } from '../i18n/locale'
import { ruleWords } from '../i18n/ruleWords'

/** What to do, verb first. */
export function Hint({ name, locale }: { name: RuleName; locale: Locale }) {
  const { action, hint } = ruleWords(name, locale)
  return (
    <p class="hint">
      <strong>{action}</strong> {hint}
    </p>
  )
}
