import type { ListName } from '../../diagnosis/lists/index'
import type { Locale } from '../i18n/locale'
import { listWords } from '../i18n/ruleWords'

/** What to do, verb first. */
export function Hint({ name, locale }: { name: ListName; locale: Locale }) {
  const { action, hint } = listWords(name, locale)
  return (
    <p class="hint">
      <strong>{action}</strong> {hint}
    </p>
  )
}
