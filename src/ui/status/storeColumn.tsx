import type { Column } from '../components/dataTable'
import { Name } from '../components/parts'
import type { Locale } from '../i18n/locale'
import { pageHref } from '../links'

/** Each row's store, which leads to its page. */
export function storeColumn<Row extends { store: string }>({ words, lang }: Locale): Column<Row> {
  return {
    id: 'store',
    title: words.system.store,
    cell: ({ store }) => (
      <a href={pageHref({ stores: [store], date: null }, lang)}>
        <Name text={store} fallback={words.scope.unnamed} />
      </a>
    ),
  }
}
