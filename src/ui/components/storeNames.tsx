import { MAX_LISTED_STORES } from '../../limits'
import type { Locale } from '../i18n/locale'
import { areMany, type StoreDirectory } from '../problem'
import { Name, nameOr } from './parts'

/** Stores by their names. */

/**
 * The stores asked for, in few words.
 * @param counted how many stores the scope has, where that is known
 */
export function ScopeName({
  stores,
  counted,
  locale,
}: {
  stores: readonly string[]
  counted?: number
  locale: Locale
}) {
  const { scope } = locale.words
  const [first] = stores
  if (first === undefined) return <>{counted === undefined ? scope.all : scope.allOf(counted)}</>
  return (
    <>
      <Name text={first} fallback={scope.unnamed} />
      {stores.length > 1 && scope.andOthers(stores.length)}
    </>
  )
}

/** The same as plain text. */
export function scopeText(stores: readonly string[], counted: number, { words: { scope } }: Locale): string {
  const [first] = stores
  if (first === undefined) return scope.allOf(counted)
  return nameOr(first, scope.unnamed) + (stores.length > 1 ? scope.andOthers(stores.length) : '')
}

/** The stores that a page is about, none for all: of a reader who has one store, all are that one. */
export function storesNamed(stores: readonly string[], directory: StoreDirectory): readonly string[] {
  if (areMany(directory)) return stores
  const [only] = directory
  return stores.length === 0 && only !== undefined && directory.length === 1 ? [only.store] : stores
}

/** Of more stores than a page lists, so many are named. */
const MANY_NAMED = 20

/** Stores in a row, each with what there is to note of it; of many, the first are named and all counted. */
export function StoreNames({
  stores,
  locale,
}: {
  stores: readonly { store: string; note?: string }[]
  locale: Locale
}) {
  const { scope, listSeparator } = locale.words
  const named = stores.length > MAX_LISTED_STORES ? stores.slice(0, MANY_NAMED) : stores
  return (
    <>
      {named.map(({ store, note }, i) => (
        <span key={store}>
          {i > 0 && listSeparator}
          <Name text={store} fallback={scope.unnamed} />
          {note}
        </span>
      ))}
      {named.length < stores.length && scope.andOthers(stores.length)}
    </>
  )
}
