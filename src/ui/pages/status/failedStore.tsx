import { Name } from '../../parts'
import type { StoreFailureView } from '../view'
import type { PageLocale } from '../words/index'

/** The store of a failure; the whole run where it is not one store's. */
export function FailedStore({
  failure: { store },
  locale,
}: {
  failure: StoreFailureView
  locale: PageLocale
}) {
  if (store === '*') return <>{locale.page.system.wholeRun}</>
  return <Name text={store} fallback={locale.words.scope.unnamed} />
}
