import type { StoreFailure } from '../../data/runFailure'
import { Name } from '../components/parts'
import type { Locale } from '../i18n/locale'

/** The store of a failure; the whole run where it is not one store's. */
export function FailedStore({ failure: { store }, locale }: { failure: StoreFailure; locale: Locale }) {
  if (store === '*') return <>{locale.words.system.wholeRun}</>
  return <Name text={store} fallback={locale.words.scope.unnamed} />
}
