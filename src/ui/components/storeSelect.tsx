import { MAX_CHARS } from '../../limits'
import type { Locale } from '../i18n/locale'
import { areMany, type StoreDirectory } from '../problem'
import { nameOr } from './parts'

interface StoreSelectProps {
  directory: StoreDirectory
  chosen: string | undefined
  /** Whether all stores together may be chosen, where there are several. */
  everything: boolean
  locale: Locale
}

/** A choice of one store. Of many, its name or a part of it is typed, and what it may mean is offered then. */
export function StoreSelect({ directory, chosen, everything, locale }: StoreSelectProps) {
  const { form, scope } = locale.words
  if (areMany(directory)) {
    return (
      <label>
        <span class="unseen">{form.store}</span>
        <input
          type="text"
          name="store"
          value={chosen ?? ''}
          placeholder={everything ? form.typeOrAll : form.type}
          title={form.type}
          required={!everything}
          maxLength={MAX_CHARS.storeName}
          enterkeyhint="search"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          dir="auto"
        />
      </label>
    )
  }
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
