import type { ComponentChildren } from 'preact'
import type { ImportReport } from '../../import/importReport'
import type { RejectedLine } from '../../import/report'
import { Block } from '../components/block'
import { type Column, DataTable } from '../components/dataTable'
import { FactGrid } from '../components/factGrid'
import { Icon } from '../components/icons'
import { count } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import { importRecordHref } from '../links'
import { daysText } from './importsPage'
import { rejectionText, warningText } from './reportWords'

/** Rejected lines that are shown; all of them can be downloaded. */
const LINES_SHOWN = 50

interface FileReportProps {
  report: ImportReport
  importId: number
  locale: Locale
}

/** What an import told its sender. */
export function FileReport({ report, importId, locale }: FileReportProps) {
  const { imports } = locale.words
  return (
    <>
      {report.warnings.length > 0 && (
        <Block title={imports.warnings}>
          <ul class="warnings">
            {report.warnings.map((warning, i) => (
              <li key={`${warning.code} ${i}`} class="notice">
                <Icon name="alert" />
                <span>{warningText(warning, locale)}</span>
              </li>
            ))}
          </ul>
        </Block>
      )}
      {report.rejected.count > 0 && <Rejected report={report} importId={importId} locale={locale} />}
      <HowRead report={report} locale={locale} />
    </>
  )
}

function Rejected({ report: { rejected }, importId, locale }: FileReportProps) {
  const { words, lang } = locale
  const { imports } = words
  const shown = rejected.lines.slice(0, LINES_SHOWN)
  return (
    <Block title={imports.rejected} note={imports.rejectedNote(rejected.count)} id="rejected">
      <p class="acts">
        <a class="act" href={importRecordHref(importId, lang, '/rejected.csv')} download>
          {imports.download}
        </a>
      </p>
      <DataTable
        class="rejected"
        caption={imports.rejected}
        columns={rejectedColumns(locale)}
        rows={shown}
        rowKey={({ line }, i) => `${line} ${i}`}
      />
      {shown.length < rejected.count && (
        <p class="note">{imports.rejectedShown(count(shown.length), count(rejected.count))}</p>
      )}
    </Block>
  )
}

function rejectedColumns(locale: Locale): Column<RejectedLine>[] {
  const { imports } = locale.words
  return [
    { id: 'line', title: imports.line, cell: ({ line }) => imports.lineNumber(count(line)) },
    {
      id: 'reason',
      title: imports.reason,
      kind: 'wide',
      cell: ({ reason }) => rejectionText(reason, locale),
    },
    {
      id: 'column',
      title: imports.column,
      cell: ({ header, column }) => {
        const name = header ?? column
        return name === null ? <span class="faint">{imports.wholeLine}</span> : <bdi class="name">{name}</bdi>
      },
    },
    {
      id: 'value',
      title: imports.value,
      cell: ({ value }) =>
        value === '' ? <span class="faint">{imports.blank}</span> : <bdi class="name">{value}</bdi>,
    },
  ]
}

/** How the file was understood. */
function HowRead({ report, locale }: Omit<FileReportProps, 'importId'>) {
  const { words, lang } = locale
  const { file, ...imports } = words.imports
  const listed = (names: readonly string[]) => <bdi class="name">{names.join(words.listSeparator)}</bdi>
  const facts: [name: string, value: ComponentChildren][] = [
    [imports.columns.kind, report.kind.title[lang]],
    ...(report.days ? [[imports.days, daysText(report.days, locale)] satisfies [string, string]] : []),
    [file.linesRead, count(report.linesRead)],
    [file.linesAccepted, count(report.linesAccepted)],
    [file.linesCancelled, count(report.linesCancelled)],
    [imports.orders, count(report.orders)],
    [file.ordersCancelled, count(report.ordersCancelled)],
    [file.headerRow, count(report.headerRow)],
  ]
  const asides: [name: string, value: ComponentChildren][] = [
    [file.skipped, listed(report.skippedRows.map(({ text }) => text))],
    [file.unknown, listed(report.unknownColumns)],
    [file.duplicate, listed(report.duplicateColumns)],
    [file.totals, count(report.totalRows.count)],
    [file.repeated, count(report.repeatedHeaders.count)],
  ]
  const said = [
    report.skippedRows.length,
    report.unknownColumns.length,
    report.duplicateColumns.length,
    report.totalRows.count,
    report.repeatedHeaders.count,
  ]
  return (
    <Block title={file.title}>
      <FactGrid facts={[...facts, ...asides.filter((_, i) => said[i])]} />
    </Block>
  )
}
