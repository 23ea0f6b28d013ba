import { renderToString } from 'preact-render-to-string'
import { DOCUMENT_END, documentStart } from '../components/document'
import { ProblemMessage } from '../components/problemMessage'
import { scopeText, storesNamed } from '../components/storeNames'
import { count } from '../i18n/format'
import { type Locale, localeOf } from '../i18n/locale'
import { listWords } from '../i18n/ruleWords'
import { listHref } from '../links'
import { narrowedTo } from '../list/filterForm'
import { daysText, sumText } from '../list/shareList'
import type { ListView } from '../list/view'
import { shareWords } from '../share/words'
import { PAPER_STYLES } from '../styles/sheets'
import type { ListTarget, PageShell } from '../target'
import { GroupedRows } from './groupedRows'

/** Rows that are printed, some hundred sheets: more are a file. */
const MAX_PRINTED_ROWS = 3_000

/** A list for paper, to be walked along and ticked off: first piece of the page, drawn from the request alone. */
export function renderWalkingListShell({ target, lang }: PageShell<ListTarget>): string {
  const locale = localeOf(lang)
  const { sheet } = shareWords(locale)
  const title = sheet.title(listWords(target.query.rule, locale).name)
  const head = renderToString(
    <>
      <p class="on-screen">
        <a href={listHref(target, lang)}>{sheet.back}</a> {sheet.howTo}
      </p>
      <h1>{title}</h1>
    </>,
  )
  return `${documentStart(locale, `${title} · ${locale.words.title}`, PAPER_STYLES)}<main>${head}`
}

/** Second piece of the page: whose list it is and of when, and all its rows. Total: it renders whatever the view holds. */
export function renderWalkingListBody(view: ListView, { target, lang }: PageShell<ListTarget>): string {
  const locale = localeOf(lang)
  const body = renderToString(
    view.status === 'ready' ? (
      <WalkingList {...view} target={target} locale={locale} />
    ) : (
      <ProblemMessage view={view} target={target} locale={locale} />
    ),
  )
  return `${body}</main>${DOCUMENT_END}`
}

interface WalkingListProps extends Omit<Extract<ListView, { status: 'ready' }>, 'status'> {
  target: ListTarget
  locale: Locale
}

function WalkingList({ list, directory, target, locale }: WalkingListProps) {
  const { sheet } = shareWords(locale)
  const { words } = locale
  const kept = narrowedTo(target.query)
  const stores = scopeText(storesNamed(target.scope.stores, directory), directory.length, locale)
  return (
    <>
      <p class="about">
        <bdi>{stores}</bdi> · {daysText(list, locale)} · {sheet.rows(count(list.rows.length))}
      </p>
      {list.known && <p>{sumText(list, locale)}</p>}
      {kept.length > 0 && (
        <p>
          {words.list.filteredBy}
          <bdi>{kept.join(words.listSeparator)}</bdi>
        </p>
      )}
      {list.rows.length > MAX_PRINTED_ROWS && <p>{sheet.cut(count(MAX_PRINTED_ROWS))}</p>}
      {list.rows.length > 0 ? (
        <GroupedRows list={{ ...list, rows: list.rows.slice(0, MAX_PRINTED_ROWS) }} locale={locale} />
      ) : (
        <p>{sheet.none}</p>
      )}
    </>
  )
}
