import type { ComponentChildren } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { Locale } from '../i18n/locale'
import { landingHref } from '../links'
import { ACCOUNT_STYLES } from '../styles/sheets'
import { DOCUMENT_END, documentStart } from './document'
import { IconSprite } from './iconSprite'
import { Icon } from './icons'
import { TopBar } from './topBar'

interface WholePage {
  /** What the page is of; the product's name is added to it. */
  title: string
  /** This page in the other language. */
  languageHref: string
  /** See the bar. */
  signedIn: boolean | undefined
  /** Where the page's reader comes from; without it, the page that everything begins with. */
  back?: { href: string; name: string }
  footer: ComponentChildren
  children: ComponentChildren
}

/** A page about people in one piece, for it waits for little: bar, way back, what it holds, and its end. */
export function renderWholePage(page: WholePage, locale: Locale): string {
  const { words, lang } = locale
  const { href, name } = page.back ?? { href: landingHref(lang), name: words.title }
  const body = renderToString(
    <>
      <IconSprite />
      <TopBar
        locale={locale}
        homeHref={landingHref(lang)}
        languageHref={page.languageHref}
        signedIn={page.signedIn}
      />
      <main>
        <p class="back">
          <a href={href}>
            <Icon name="left" />
            {name}
          </a>
        </p>
        <div class="account-page">
          {page.children}
          <footer>{page.footer}</footer>
        </div>
      </main>
    </>,
  )
  return `${documentStart(locale, `${page.title} · ${words.title}`, ACCOUNT_STYLES)}${body}${DOCUMENT_END}`
}
