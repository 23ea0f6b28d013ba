import { nameOr } from '../parts'
import type { StoreChoice } from '../view'
import type { PageLocale } from './words/index'

interface StoreSelectProps {
  directory: readonly StoreChoice[]
  chosen: string | undefined
  /** Whether all stores together may be chosen. */
  everything: boolean
  locale: PageLocale
}

/** A choice of one store. */
export function StoreSelect({ directory, chosen, everything, locale }: StoreSelectProps) {
  const { scope } = locale.words
  return (
    <label>
      <span class="unseen">{locale.page.list.store}</span>
      <select name="store">
        {everything && <option value="">{scope.all}</option>}
        {directory.map(({ store }) => (
          <option key={store} value={store} selected={store === chosen} dir="auto">
            {nameOr(store, scope.unnamed)}
          </option>
        ))}
      </select>
    </label>
  )
}
