import type { Lang } from '../../diagnosis/words'
import { MAX_CHARS } from '../../limits'
import { renderAccountPage } from '../components/accountPage'
import { Name } from '../components/parts'
import { count, shortDate } from '../i18n/format'
import { type Locale, localeOf } from '../i18n/locale'
import { pageHref, STORES_PATH, storeChangesHref, storesHref } from '../links'
import type { StoresView } from './view'

/** The stores whose orders the reader may change, whole: for operators. */
export function renderStoresPage(view: StoresView, lang: Lang): string {
  const { words } = localeOf(lang)
  return renderAccountPage({
    view,
    title: words.storeChanges.title,
    hrefIn: storesHref,
    lang,
    content: (ready, locale) => <Stores view={ready} locale={locale} />,
  })
}

type ReadyStores = Extract<StoresView, { status: 'ready' }>

function Stores({ view, locale }: { view: ReadyStores; locale: Locale }) {
  const { stores, count: all, areMany, typed } = view
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
      {areMany && <FindStore typed={typed} locale={locale} />}
      {stores.length === 0 && <p class="note">{areMany ? storeChanges.noMatch : storeChanges.none}</p>}
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
      {stores.length < all && <p class="note">{storeChanges.cut(count(stores.length), count(all))}</p>}
    </>
  )
}

/** Of many stores, those whose names hold what is typed. */
function FindStore({ typed, locale: { words, lang } }: { typed: string; locale: Locale }) {
  return (
    <form class="filters picker" method="get" action={STORES_PATH} aria-label={words.form.store}>
      <label>
        <span class="unseen">{words.form.store}</span>
        <input
          type="search"
          name="q"
          value={typed}
          placeholder={words.form.type}
          maxLength={MAX_CHARS.storeName}
          enterkeyhint="search"
          dir="auto"
        />
      </label>
      <input type="hidden" name="lang" value={lang} />
      <button type="submit">{words.storeChanges.find}</button>
    </form>
  )
}
