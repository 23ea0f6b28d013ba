import type { ComponentChildren } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { Locale } from '../i18n/locale'
import { homeHref, latestHref, statusHref, targetHref } from '../links'
import { DETAIL_STYLES, HIDE_SKELETON, styleElement } from '../styles/sheets'
import type { PageShell } from '../target'
import { DOCUMENT_END, documentStart } from './document'
import { IconSprite } from './iconSprite'
import { Icon } from './icons'
import { TopBar } from './topBar'

/**
 * A detail page in two pieces, as the main page: a shell that needs nothing but the request, and the body, which
 * brings the style that hides the skeleton, without a script.
 */

interface PageStart {
  /** What the page is of; the product's name is added to it. */
  title: string
  skeleton: ComponentChildren
  locale: Locale
}

/** First piece: head, styles, bar and skeleton. Leaves before anything is read. */
export function renderPageStart(
  { target, lang, signedIn }: PageShell,
  { title, skeleton, locale }: PageStart,
): string {
  const { words } = locale
  const bar = renderToString(
    <>
      <IconSprite />
      <TopBar
        locale={locale}
        homeHref={latestHref(target, lang)}
        languageHref={targetHref(target, words.nav.otherLang)}
        signedIn={signedIn}
      />
    </>,
  )
  const content = renderToString(
    <>
      <p class="back">
        <a href={homeHref(target, lang)}>
          <Icon name="left" />
          {words.title}
        </a>
      </p>
      <div class="skeleton">
        <p class="unseen" role="status">
          {words.loading.page}
        </p>
        <div aria-hidden="true">{skeleton}</div>
      </div>
    </>,
  )
  return `${documentStart(locale, `${title} · ${words.title}`, DETAIL_STYLES)}${bar}<main>${content}`
}

/**
 * Second piece: what the page holds, and the end of the document.
 * @param script the element of the script that it runs; by itself none
 */
export function renderPageEnd(locale: Locale, children: ComponentChildren, script = ''): string {
  const body = renderToString(
    <div class="card">
      {children}
      <footer>
        <p>{locale.words.footer.note}</p>
        <a href={statusHref(locale.lang)}>{locale.words.footer.status}</a>
      </footer>
    </div>,
  )
  return `${styleElement(HIDE_SKELETON)}${body}</main>${script}${DOCUMENT_END}`
}
