import { renderToString } from 'preact-render-to-string'
import type { Lang } from '../../diagnosis/words'
import { DOCUMENT_END, documentStart } from '../components/document'
import { Panel, Reference } from '../components/messages'
import { TopBar } from '../components/topBar'
import { localeOf } from '../i18n/locale'
import { pageHref } from '../links'
import { MAIN_STYLES } from '../styles/sheets'
import type { MessageView } from './view'

const EVERYTHING = { stores: [], date: null }

/** A whole page of one message, in the look of the others: closed, not found, error. */
export function renderMessagePage(view: MessageView, lang: Lang): string {
  const locale = localeOf(lang)
  const { messages, nav, title } = locale.words
  const { title: heading, body } = messages.page[view.kind]
  const content = renderToString(
    <>
      <TopBar locale={locale} scope={EVERYTHING} sections={false} />
      <main>
        <Panel tone={view.kind === 'error' ? 'problem' : 'calm'} title={heading}>
          <p>{body}</p>
          {view.kind !== 'closed' && (
            <p>
              <a class="button" href={pageHref(EVERYTHING, lang)}>
                {nav.home}
              </a>
            </p>
          )}
          {view.kind === 'error' && <Reference reference={view.reference} locale={locale} />}
        </Panel>
      </main>
    </>,
  )
  return `${documentStart(locale, `${heading} · ${title}`, MAIN_STYLES)}${content}${DOCUMENT_END}`
}
