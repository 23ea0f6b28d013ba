import { renderToString } from 'preact-render-to-string'
import type { Lang } from '../../diagnosis/words'
import { DOCUMENT_END, documentStart } from '../components/document'
import { Panel, Reference } from '../components/messages'
import { TopBar } from '../components/topBar'
import { count } from '../i18n/format'
import { type Locale, localeOf } from '../i18n/locale'
import { landingHref } from '../links'
import { MAIN_STYLES } from '../styles/sheets'
import type { MessageView } from './view'

/**
 * A whole page of one message, in the look of the others.
 * @param signedIn whether the reader is, where that is known; without it, the bar leads to no page of his own
 */
export function renderMessagePage(view: MessageView, lang: Lang, signedIn?: boolean): string {
  const locale = localeOf(lang)
  const { nav, title } = locale.words
  const { title: heading } = locale.words.messages.page[view.kind]
  const content = renderToString(
    <>
      <TopBar
        locale={locale}
        homeHref={landingHref(lang)}
        languageHref={landingHref(nav.otherLang)}
        // Who is of the wrong role has signed in.
        signedIn={view.kind === 'forbidden' && !view.token ? true : signedIn}
      />
      <main>
        <Panel tone={'reference' in view ? 'problem' : 'calm'} title={heading}>
          <p>{bodyOf(view, locale)}</p>
          <p>
            {isForLater(view) ? (
              <a class="button" href={THIS_PAGE}>
                {nav.retry}
              </a>
            ) : (
              <a class="button" href={landingHref(lang)}>
                {nav.home}
              </a>
            )}
          </p>
          {'reference' in view && <Reference reference={view.reference} locale={locale} />}
        </Panel>
      </main>
    </>,
  )
  return `${documentStart(locale, `${heading} · ${title}`, MAIN_STYLES)}${content}${DOCUMENT_END}`
}

/** A link without an address leads to the page that it stands on, whatever that is. */
const THIS_PAGE = ''

/** Whether the same page may be had in a while. */
function isForLater({ kind }: MessageView): boolean {
  return kind === 'limited' || kind === 'unavailable'
}

function bodyOf(view: MessageView, { words }: Locale): string {
  const { messages, purposes, roles } = words
  const { page, wrongToken } = messages
  switch (view.kind) {
    case 'forbidden': {
      if (!view.token) return page.forbidden.body(roles[view.needs].name)
      const { purpose, needed } = view.token
      return wrongToken(purposes[purpose].use, needed && purposes[needed].use)
    }
    case 'limited':
      return page.limited.body(count(view.retryAfterSeconds))
    case 'otherOrigin':
    case 'notFound':
    case 'tooLarge':
    case 'error':
    case 'unavailable':
      return page[view.kind].body
  }
}
