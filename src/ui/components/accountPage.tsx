import type { ComponentChildren } from 'preact'
import type { Lang } from '../../diagnosis/words'
import { type Locale, localeOf } from '../i18n/locale'
import type { Problem } from '../problem'
import { AccountFooter } from './accountFooter'
import { CardMessage } from './messages'
import { renderWholePage } from './wholePage'

interface AccountPage<View extends { status: 'ready' }> {
  view: View | Problem
  /** What the page is of; the product's name is added to it. */
  title: string
  /** The page itself, in a language. */
  hrefIn: (lang: Lang) => string
  /** Where the page's reader comes from; without it, the page that everything begins with. */
  back?: { href: string; name: string }
  /** Whether the reader is; only pages that are also the public's have to say so. */
  signedIn?: boolean
  lang: Lang
  content: (view: View, locale: Locale) => ComponentChildren
}

/** A page for people who are signed in, whole: what it holds, or that it cannot be shown now. */
export function renderAccountPage<View extends { status: 'ready' }>(page: AccountPage<View>): string {
  const { view, title, hrefIn, back, signedIn = true, lang, content } = page
  const locale = localeOf(lang)
  return renderWholePage(
    {
      title,
      languageHref: hrefIn(locale.words.nav.otherLang),
      signedIn,
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
