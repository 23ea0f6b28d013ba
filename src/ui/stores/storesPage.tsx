import type { ComponentChildren } from 'preact'
import type { Lang } from '../../diagnosis/words'
import { AccountFooter } from '../components/accountFooter'
import { CardMessage } from '../components/messages'
import { Name } from '../components/parts'
import { renderWholePage } from '../components/wholePage'
import { shortDate } from '../i18n/format'
import { type Locale, localeOf } from '../i18n/locale'
import { pageHref, storeChangesHref, storesHref } from '../links'
import type { Unavailable } from '../problem'
import type { StoreEntry, StoresView } from './view'

/** The stores whose orders the reader may change, whole: for operators. */
export function renderStoresPage(view: StoresView, lang: Lang): string {
  const { words } = localeOf(lang)
  return renderStorePart({
    view,
    title: words.storeChanges.title,
    hrefIn: storesHref,
    lang,
    content: ({ stores }, locale) => <Stores stores={stores} locale={locale} />,
  })
}

interface StorePart<View extends { status: 'ready' }> {
  view: View | Unavailable
  title: string
  /** The page itself, in a language. */
  hrefIn: (lang: Lang) => string
  back?: { href: string; name: string }
  lang: Lang
  content: (view: View, locale: Locale) => ComponentChildren
}

/** A page about stores, or that it cannot be shown now. */
export function renderStorePart<View extends { status: 'ready' }>(part: StorePart<View>): string {
  const { view, title, hrefIn, back, lang, content } = part
  const locale = localeOf(lang)
  return renderWholePage(
    {
      title,
      languageHref: hrefIn(locale.words.nav.otherLang),
      signedIn: true,
      ...(back ? { back } : {}),
      footer: <AccountFooter locale={locale} />,
      children:
        view.status === 'ready' ? (
          content(view, locale)
        ) : (
          <CardMessage
            view={view}
            scope={{ stores: [], date: null }}
            locale={locale}
            retryHref={hrefIn(lang)}
          />
        ),
    },
    locale,
  )
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
