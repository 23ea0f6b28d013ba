import { count } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import { areMany, type StoreDirectory, type StoreMatches } from '../problem'
import { nameOr } from './parts'

interface MatchingStoresProps {
  matches: StoreMatches
  /** The page of a store that is chosen. */
  hrefOf: (store: string) => string
  locale: Locale
}

/** The stores that a part of a name may mean, to choose from. */
export function MatchingStores({ matches: { stores, count: all }, hrefOf, locale }: MatchingStoresProps) {
  const { messages, scope } = locale.words
  return (
    <>
      <ul class="matching-stores">
        {stores.map((store) => (
          <li key={store}>
            <a href={hrefOf(store)}>
              <bdi class="name">{nameOr(store, scope.unnamed)}</bdi>
            </a>
          </li>
        ))}
      </ul>
      {all > stores.length && <p>{messages.whichStore.cut(count(stores.length), count(all))}</p>}
    </>
  )
}

interface UnclearStoreProps {
  directory: StoreDirectory
  /** What was typed; '' for nothing. */
  typed: string
  hrefOf: (store: string) => string
  locale: Locale
}

/** Where what was typed of many stores is no store's name: which one it may mean. */
export function UnclearStore({ directory, typed, hrefOf, locale }: UnclearStoreProps) {
  if (!areMany(directory) || typed === '' || directory.named.length > 0) return null
  const { whichStore, unknownStore } = locale.words.messages
  const { matches } = directory
  return (
    <section class="block" role="status">
      <h3>{matches.count > 0 ? whichStore.title : unknownStore.title}</h3>
      <MatchingStores matches={matches} hrefOf={hrefOf} locale={locale} />
    </section>
  )
}
