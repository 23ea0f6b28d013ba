import type { Locale } from '../i18n/locale'
import type { StoreChoice } from '../problem'
import { nameOr } from './parts'

interface StoreSelectProps {
  directory: readonly StoreChoice[]
  chosen: string | undefined
  /** Whether all stores together may be chosen, where there are several. */
  everything: boolean
  locale: Locale
}

/** A choice of one store. */
export function StoreSelect({ directory, chosen, everything, locale }: StoreSelectProps) {
  const { form, scope } = locale.words
  return (
    <label>
      <span class="unseen">{form.store}</span>
      <select name="store">
        {everything && directory.length !== 1 && <option value="">{scope.all}</option>}
        {directory.map(({ store }) => (
          <option key={store} value={store} selected={store === chosen} dir="auto">
            {nameOr(store, scope.unnamed)}
          </option>
        ))}
      </select>
    </label>
  )
}
