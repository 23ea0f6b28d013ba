import { renderToString } from 'preact-render-to-string'
import type { Locale } from '../i18n/locale'
import { type STYLE_SHEETS, styleElement } from '../styles/sheets'

/** The document around the page. Written as text, because it is sent in two pieces and stays open between them. */

// A page without scripts needs a mark of its own, or the browser asks for /favicon.ico.
const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'%3E%3Crect width='24' height='24' rx='6' fill='%23c0321f'/%3E%3Cpath d='M6.5 12.5l3.7 3.7 7.3-8' fill='none' stroke='%23fff' stroke-width='2.6'/%3E%3C/svg%3E"

/** From the doctype to the open body. */
export function documentStart(locale: Locale, title: string, sheet: (typeof STYLE_SHEETS)[number]): string {
  const head = renderToString(
    <>
      <meta charset="utf-8" />
      <title>{title}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="theme-color" media="(prefers-color-scheme: light)" content="#f6f5f1" />
      <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#131416" />
      {/* Or Safari makes telephone links of the figures. */}
      <meta name="format-detection" content="telephone=no" />
      <meta name="robots" content="noindex" />
      <link rel="icon" href={ICON} />
    </>,
  )
  return `<!doctype html><html lang="${locale.words.htmlLang}"><head>${head}${styleElement(sheet)}</head><body>`
}

export const DOCUMENT_END = '</body></html>'
