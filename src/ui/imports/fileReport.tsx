import type { ComponentChildren } from 'preact'
import type { ImportReport } from '../../import/importReport'
import { keptLines } from '../../import/report'
import { Block } from '../components/block'
import { FactGrid } from '../components/factGrid'
import { count } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import { RejectedLines } from '../import/rejectedLines'
import { WarningList } from '../import/warningList'
import { importLocaleOf } from '../import/words'
import { importRecordHref } from '../links'
import { daysText } from './importsPage'

interface FileReportProps {
  report: ImportReport
  importId: number
  hidesCells: boolean
  locale: Locale
}

/** What an import told its sender: how its file was read, what to mind, and what was left out. */
export function FileReport({ report, importId, hidesCells, locale }: FileReportProps) {
  const { words, lang } = locale
  const own = importLocaleOf(lang)
  return (
    <Block title={words.imports.file.title} id="report">
      <FactGrid facts={factsOf(report, locale)} />
      <WarningList warnings={report.warnings} locale={own} />
      {hidesCells ? (
        <p class="note">{words.imports.file.cellsHidden}</p>
      ) : (
        <RejectedLines report={report} locale={own}>
          <p class="acts">
            <a class="act" href={importRecordHref(importId, lang, '/rejected.csv')} download>
              {words.imports.download(keptLines(report.rejected))}
            </a>
          </p>
        </RejectedLines>
      )}
    </Block>
  )
}

type Fact = [name: string, value: ComponentChildren]

/** What was read, and what was passed over, where there was any. */
function factsOf(report: ImportReport, locale: Locale): Fact[] {
  const { words, lang } = locale
  const { file, ...imports } = words.imports
  const named = (name: string, values: readonly string[]): Fact[] =>
    values.length === 0
      ? []
      : [
          [
            name,
            <bdi key={name} class="name">
              {values.join(words.listSeparator)}
            </bdi>,
          ],
        ]
  const counted = (name: string, value: number): Fact[] => (value === 0 ? [] : [[name, count(value)]])
  return [
    [imports.columns.kind, report.kind.title[lang]],
    ...(report.days ? [[imports.days, daysText(report.days, locale)] satisfies Fact] : []),
    [file.linesRead, count(report.linesRead)],
    [file.linesAccepted, count(report.linesAccepted)],
    ...counted(file.linesCancelled, report.linesCancelled),
    [imports.orders, count(report.orders)],
    ...counted(file.ordersCancelled, report.ordersCancelled),
    [file.headerRow, count(report.headerRow)],
    ...named(
      file.skipped,
      report.skippedRows.map(({ text }) => text).filter((text) => text !== ''),
    ),
    ...named(file.unknown, report.unknownColumns),
    ...named(file.duplicate, report.duplicateColumns),
    ...counted(file.totals, report.totalRows.count),
    ...counted(file.repeated, report.repeatedHeaders.count),
  ]
}
