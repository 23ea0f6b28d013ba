import { renderToString } from 'preact-render-to-string'
import type { Diagnosis } from '../../diagnosis/diagnosis'
import type { Kpi } from '../../diagnosis/kpi/sums'
import { DOCUMENT_END, documentStart } from '../components/document'
import { IconSprite } from '../components/iconSprite'
import { CardMessage, Panel } from '../components/messages'
import { nameOr } from '../components/parts'
import { copyScript } from '../components/shareText'
import { TopBar } from '../components/topBar'
import { type Locale, localeOf } from '../i18n/locale'
import { apiHref, coverageHref, pageHref, statusHref } from '../links'
import { HIDE_SKELETON, MAIN_STYLES, styleElement } from '../styles/sheets'
import type { Scope } from '../target'
import { Headline } from './headline'
import { KpiStrip } from './kpiStrip'
import { ChannelNote, PageHead } from './pageHead'
import { Sections } from './sections'
import { Skeleton } from './skeleton'
import { SpanSwitch } from './spanSwitch'
import { Freshness, Late } from './statusLine'
import { StoreTable } from './storeTable'
import { TaskList } from './taskList'
import type { CardView, ShellView } from './view'
import { WeekView } from './weekView'

/**
 * The page, in two pieces that are sent one after the other: a shell that needs nothing but the request, and the card.
 * The card brings the style that hides the skeleton, without a script.
 */

/** First piece: head, styles, bar and skeleton. Leaves before anything is read. */
export function renderShell(view: ShellView): string {
  const locale = localeOf(view.lang)
  const body = renderToString(
    <>
      <IconSprite />
      <TopBar
        locale={locale}
        homeHref={pageHref({ stores: view.stores, date: null }, view.lang)}
        languageHref={pageHref(view, locale.words.nav.otherLang)}
        signedIn={view.signedIn}
        sections
      />
    </>,
  )
  const skeleton = renderToString(<Skeleton shell={view} locale={locale} />)
  return `${documentStart(locale, pageTitle(view, locale), MAIN_STYLES)}${body}<main>${skeleton}`
}

/** Second piece: the card, and the end of the document. Total: it renders whatever the view holds. */
export function renderCard(view: CardView, shell: ShellView): string {
  const locale = localeOf(shell.lang)
  const card = renderToString(
    <div class="card">
      <Card view={view} shell={shell} locale={locale} />
    </div>,
  )
  const script = view.status === 'ready' && view.diagnosis.tasks?.length ? copyScript() : ''
  return `${styleElement(HIDE_SKELETON)}${card}</main>${script}${DOCUMENT_END}`
}

function pageTitle(view: ShellView, { words }: Locale): string {
  const [first] = view.stores
  const name = first === undefined ? null : nameOr(first, null)
  return name ? `${words.title} · ${name.slice(0, 40)}` : words.title
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
      <CardMessage view={view} scope={shell} locale={locale} mayImport={shell.mayImport} />
    </>
  )
}

function ReadyCard({ view, shell, locale }: CardProps<Extract<CardView, { status: 'ready' }>>) {
  const { diagnosis, directory, nowIso, trouble, isFilling } = view
  const { words } = locale
  const channel = diagnosis.onlyChannel ?? shell.channel
  return (
    <>
      <PageHead
        shell={shell}
        locale={locale}
        directory={directory}
        diagnosis={diagnosis}
        nowIso={nowIso}
        trouble={trouble}
        isFilling={isFilling}
      />
      {channel && diagnosis.kpi && (
        <ChannelNote
          channel={channel}
          state={
            diagnosis.onlyChannel === undefined ? 'all' : diagnosis.kpi.allOrders === 0 ? 'empty' : 'narrowed'
          }
          shell={shell}
          locale={locale}
        />
      )}
      {diagnosis.rules && diagnosis.kpi ? (
        <>
          <div class="headline-row">
            <div>
              <Headline diagnosis={diagnosis} span={shell.span} nowIso={nowIso} locale={locale} />
              <Late diagnosis={diagnosis} nowIso={nowIso} shell={shell} locale={locale} />
            </div>
            <SpanSwitch shell={shell} locale={locale} />
          </div>
          <First diagnosis={diagnosis} kpi={diagnosis.kpi} shell={shell} locale={locale} />
          <Sections
            rules={diagnosis.rules}
            context={{
              diagnosis,
              listScope: listScopeOf(diagnosis, shell),
              top: {
                severalStores: diagnosis.stores.length > 1,
                date: diagnosis.businessDate,
                from: shell.stores,
              },
              locale,
            }}
          />
        </>
      ) : (
        <Panel tone="calm" title={words.noOrders.title}>
          <p>{words.noOrders.body}</p>
          {shell.date !== null && (
            <p>
              <a class="button" href={pageHref({ ...shell, date: null }, locale.lang)}>
                {words.nav.latest}
              </a>
            </p>
          )}
        </Panel>
      )}
      <Footer diagnosis={diagnosis} nowIso={nowIso} shell={shell} locale={locale} />
    </>
  )
}

interface FirstProps {
  diagnosis: Diagnosis
  kpi: Kpi
  shell: ShellView
  locale: Locale
}

/** What to do, and how the day stands; who asks for the week sees it first. */
function First({ diagnosis, kpi, shell, locale }: FirstProps) {
  const { week, storeRows } = diagnosis
  const tasks = <TaskList diagnosis={diagnosis} shell={shell} locale={locale} />
  const stores = storeRows && storeRows.length > 1 && (
    <StoreTable rows={storeRows} shell={shell} locale={locale} />
  )
  if (shell.span === 'week' && week) {
    return (
      <div class="first of-week">
        <div class="figures">
          <WeekView diagnosis={diagnosis} week={week} locale={locale} />
          {stores}
        </div>
        {tasks}
      </div>
    )
  }
  return (
    <div class="first">
      {tasks}
      <div class="figures">
        <KpiStrip diagnosis={diagnosis} kpi={kpi} listScope={listScopeOf(diagnosis, shell)} locale={locale} />
        {stores}
      </div>
    </div>
  )
}

/** The day of the figures is written down: what is behind a figure must be of the day that it was read on. */
function listScopeOf({ businessDate, onlyChannel }: Diagnosis, { stores }: ShellView): Scope {
  return { stores, date: businessDate, channel: onlyChannel ?? null }
}

interface FooterProps {
  diagnosis: Diagnosis
  nowIso: string
  shell: ShellView
  locale: Locale
}

function Footer({ diagnosis, nowIso, shell, locale }: FooterProps) {
  const { footer } = locale.words
  return (
    <footer>
      <Freshness diagnosis={diagnosis} nowIso={nowIso} locale={locale} />
      <p>{footer.note}</p>
      <p>
        <a href={coverageHref(locale.lang)}>{locale.words.coverage.title}</a>
        <a href={statusHref(locale.lang)}>{footer.status}</a>
        <a href={apiHref(listScopeOf(diagnosis, shell))}>{footer.json}</a>
      </p>
    </footer>
  )
}
