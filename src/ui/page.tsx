import { renderToString } from 'preact-render-to-string'
import type { Diagnosis } from '../diagnosis/diagnosis'
import { DOCUMENT_END, documentStart, styleElement } from './document'
import { IconSprite } from './icons'
import { KpiStrip } from './kpiStrip'
import { apiHref } from './links'
import { type Locale, localeOf } from './locale'
import { CardMessage, Panel } from './messages'
import { PageHead } from './pageHead'
import { Sections } from './sections'
import { Skeleton } from './skeleton'
import { TopBar } from './topBar'
import type { CardView, ShellView } from './view'

/**
 * The page, in two pieces that are sent one after the other: a shell that needs nothing but the request, and the card.
 * The card hides the skeleton by standing behind it (see `.skeleton` in the styles), without a script.
 */

// Browsers without :has(), such as old web views, would keep the skeleton above the card.
export const SWAP_WITHOUT_HAS = '@supports not selector(:has(a)){.skeleton{display:none}}'

/** First piece: head, styles, bar and skeleton. Leaves before anything is read. */
export function renderShell(view: ShellView): string {
  const locale = localeOf(view.lang)
  const body = renderToString(
    <>
      <IconSprite />
      <TopBar locale={locale} scope={view} sections />
    </>,
  )
  const skeleton = renderToString(<Skeleton shell={view} locale={locale} />)
  return `${documentStart(locale, view.nonce, pageTitle(view, locale))}${body}<main>${skeleton}`
}

/** Second piece: the card, and the end of the document. Total: it renders whatever the view holds. */
export function renderCard(view: CardView, shell: ShellView): string {
  const locale = localeOf(shell.lang)
  const card = renderToString(
    <div class="card">
      <Card view={view} shell={shell} locale={locale} />
    </div>,
  )
  return `${styleElement(SWAP_WITHOUT_HAS, shell.nonce)}${card}</main>${DOCUMENT_END}`
}

function pageTitle(view: ShellView, { words }: Locale): string {
  const [first] = view.stores
  return first?.trim() ? `${words.title} · ${first.slice(0, 40)}` : words.title
}

interface CardProps<View> {
  view: View
  shell: ShellView
  locale: Locale
}

function Card({ view, shell, locale }: CardProps<CardView>) {
  if (view.status === 'ready') return <ReadyCard view={view} shell={shell} locale={locale} />
  return (
    <>
      {view.status === 'unknownStore' && (
        <PageHead shell={shell} locale={locale} directory={view.directory} />
      )}
      <CardMessage view={view} scope={shell} locale={locale} />
    </>
  )
}

function ReadyCard({ view, shell, locale }: CardProps<Extract<CardView, { status: 'ready' }>>) {
  const { diagnosis, directory, nowIso } = view
  const { words } = locale
  return (
    <>
      <PageHead shell={shell} locale={locale} directory={directory} diagnosis={diagnosis} nowIso={nowIso} />
      <KpiStrip kpi={diagnosis.kpi} locale={locale} />
      {diagnosis.rules ? (
        <Sections rules={diagnosis.rules} stores={diagnosis.stores.length} locale={locale} />
      ) : (
        <Panel tone="calm" title={words.noOrders.title}>
          <p>{words.noOrders.body}</p>
        </Panel>
      )}
      <Footer diagnosis={diagnosis} shell={shell} locale={locale} />
    </>
  )
}

function Footer({ diagnosis, shell, locale }: { diagnosis: Diagnosis; shell: ShellView; locale: Locale }) {
  const { footer } = locale.words
  return (
    <footer>
      <p>{footer.note}</p>
      <a href={apiHref({ stores: shell.stores, date: diagnosis.businessDate })}>{footer.json}</a>
    </footer>
  )
}
