import type { Lang } from '../../diagnosis/words'
import { renderAccountPage } from '../components/accountPage'
import { Name } from '../components/parts'
import { shortDate } from '../i18n/format'
import { type Locale, localeOf } from '../i18n/locale'
import { pageHref, storeChangesHref, storesHref } from '../links'
import type { StoreEntry, StoresView } from './view'

/** The stores whose orders the reader may change, whole: for operators. */
export function renderStoresPage(view: StoresView, lang: Lang): string {
  const { words } = localeOf(lang)
  return renderAccountPage({
    view,
    title: words.storeChanges.title,
    hrefIn: storesHref,
    lang,
    content: ({ stores }, locale) => <Stores stores={stores} locale={locale} />,
  })
}

function Stores({ stores, locale }: { stores: readonly StoreEntry[]; locale: Locale }) {
  const { words, lang } = locale
  const { storeChanges } = words
  return (
    <>
      <div class="page-title plain">
        <h2>{storeChanges.title}</h2>
        <p class="about">
          <span>{storeChanges.about}</span>
        </p>
      </div>
      {stores.length === 0 && <p class="note">{storeChanges.none}</p>}
      <ul class="proofs stores">
        {stores.map(({ id, name, firstDate, lastDate }) => (
          <li key={id}>
            <div>
              <a class="store-name" href={pageHref({ stores: [name], date: null }, lang)}>
                <Name text={name} fallback={words.scope.unnamed} />
              </a>
              <p class="note">{storeChanges.days(shortDate(firstDate, lang), shortDate(lastDate, lang))}</p>
            </div>
            <a class="act" href={storeChangesHref(id, lang)} aria-label={`${storeChanges.change} ${name}`}>
              {storeChanges.change}
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}
