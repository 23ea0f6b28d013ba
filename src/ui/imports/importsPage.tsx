import type { Lang } from '../../diagnosis/words'
import type { ImportRecord } from '../../history/importRecord'
import { renderAccountPage } from '../components/accountPage'
import { type Column, DataTable } from '../components/dataTable'
import { Name } from '../components/parts'
import { count, instant, shortDate } from '../i18n/format'
import { type Locale, localeOf } from '../i18n/locale'
import { coverageHref, importHref, importRecordHref, importsHref } from '../links'
import { AnswerList } from './answerList'
import { RecordState, RecordTitle } from './recordTitle'
import type { ImportsView } from './view'

type ReadyImports = Extract<ImportsView, { status: 'ready' }>

/** All that has changed orders, newest first, whole: for operators, who take back here what went wrong. */
export function renderImportsPage(view: ImportsView, lang: Lang): string {
  const { imports } = localeOf(lang).words
  return renderAccountPage({
    view,
    title: imports.title,
    hrefIn: importsHref,
    lang,
    content: (ready, locale) => <Imports view={ready} locale={locale} />,
  })
}

function Imports({ view, locale }: { view: ReadyImports; locale: Locale }) {
  const { words, lang } = locale
  const { imports } = words
  const { records, before, answers, nowIso } = view
  return (
    <>
      <div class="page-title plain">
        <h2>{imports.title}</h2>
        <p class="about">
          <span>{imports.about}</span>
        </p>
      </div>
      <p class="acts">
        <a class="act main" href={importHref(lang)}>
          {imports.toImport}
        </a>
        <a class="act" href={coverageHref(lang)}>
          {words.coverage.title}
        </a>
      </p>
      <section class="block">
        {records.length === 0 ? (
          <p class="note">{imports.none}</p>
        ) : (
          <DataTable
            class="imports"
            caption={imports.title}
            columns={[...whatColumns(nowIso, locale), ...countColumns(locale)]}
            rows={records}
            rowKey={({ id }) => String(id)}
          />
        )}
        {before !== null && (
          <p class="acts">
            <a class="act" href={importsHref(lang, before)} rel="next">
              {imports.older}
            </a>
          </p>
        )}
      </section>
      {answers.length > 0 && <AnswerList answers={answers} nowIso={nowIso} locale={locale} />}
    </>
  )
}

/** What happened, when, and by whom. */
function whatColumns(nowIso: string, locale: Locale): Column<ImportRecord>[] {
  const { words, lang } = locale
  const { imports } = words
  return [
    {
      id: 'what',
      title: imports.columns.what,
      cell: (record) => <What record={record} locale={locale} />,
    },
    {
      id: 'state',
      title: imports.columns.state,
      key: true,
      cell: (record) => <RecordState record={record} locale={locale} />,
    },
    {
      id: 'when',
      title: imports.columns.when,
      cell: ({ startedAt }) => <time dateTime={startedAt}>{instant(startedAt, nowIso, lang)}</time>,
    },
    {
      id: 'by',
      title: imports.columns.by,
      cell: ({ by }) =>
        by === null ? (
          <span class="faint">{imports.importToken}</span>
        ) : (
          <Name text={by} fallback={words.scope.unnamed} />
        ),
    },
    {
      id: 'kind',
      title: imports.columns.kind,
      cell: ({ detail }) => detail.kind === 'file' && detail.report?.kind.title[lang],
    },
    {
      id: 'where',
      title: imports.columns.where,
      kind: 'wide',
      cell: (record) => <Where record={record} locale={locale} />,
    },
  ]
}

/** Its name leads to all of it. Of one that broke off, what to do stands right there. */
function What({ record, locale }: { record: ImportRecord; locale: Locale }) {
  const { imports } = locale.words
  const href = importRecordHref(record.id, locale.lang)
  const number = imports.number(String(record.id))
  const title = <RecordTitle record={record} locale={locale} />
  return (
    <>
      {record.detail.kind === 'undo' ? (
        <>
          <a href={href}>{number}</a> {title}
        </>
      ) : (
        <a href={href}>
          {number} {title}
        </a>
      )}
      {record.outcome === 'interrupted' && <span class="note row-hint">{imports.interruptedHint}</span>}
    </>
  )
}

function Where({ record: { stores, detail }, locale }: { record: ImportRecord; locale: Locale }) {
  const { words } = locale
  const [first] = stores
  const days = detail.kind === 'file' ? (detail.report?.days ?? null) : null
  const range = days && daysText(days, locale)
  if (first !== undefined && stores.length === 1) {
    return (
      <>
        <Name text={first} fallback={words.scope.unnamed} />
        {range !== null && ` ${range}`}
      </>
    )
  }
  return <>{words.imports.storesAndDays(stores.length, range)}</>
}

/** `11月19日–25日`, with how many they are. */
export function daysText(
  { from, to, count: days }: { from: string; to: string; count: number },
  { words, lang }: Locale,
): string {
  return words.imports.dayRange(shortDate(from, lang), shortDate(to, lang), days)
}

function countColumns({ words }: Locale): Column<ImportRecord>[] {
  const { columns } = words.imports
  const known = (value: number | undefined) => value !== undefined && count(value)
  const reportOf = ({ detail }: ImportRecord) => (detail.kind === 'file' ? detail.report : null)
  return [
    {
      id: 'lines',
      title: columns.lines,
      kind: 'number',
      cell: (record) => known(reportOf(record)?.linesRead),
    },
    {
      id: 'ordersNew',
      title: columns.ordersNew,
      kind: 'number',
      cell: ({ counts }) => count(counts?.ordersNew ?? Number.NaN),
    },
    {
      id: 'ordersChanged',
      title: columns.ordersChanged,
      kind: 'number',
      cell: ({ counts }) => count(counts?.ordersChanged ?? Number.NaN),
    },
    {
      id: 'ordersRemoved',
      title: columns.ordersRemoved,
      kind: 'number',
      cell: ({ counts }) => count(counts?.ordersRemoved ?? Number.NaN),
    },
    {
      id: 'rejected',
      title: columns.rejected,
      kind: 'number',
      cell: (record) => known(reportOf(record)?.rejected.count),
    },
  ]
}
