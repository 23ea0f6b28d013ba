import type { ComponentChildren } from 'preact'
import { keptLines, type ReadReport, type RejectedLine } from '../../import/report'
import { DataTable } from '../components/dataTable'
import { count } from '../i18n/format'
import type { ImportLocale } from './words'
import { saidOfReason } from './words/shape'

/** As many as show what is wrong; all that were kept are in the file to download. */
const LINES_SHOWN = 10

interface RejectedLinesProps {
  report: ReadReport
  locale: ImportLocale
  /** The way to all of them. */
  children?: ComponentChildren
}

/** Lines that are left out, each with its column, value and reason. */
export function RejectedLines({ report, locale, children }: RejectedLinesProps) {
  const { rejected: words } = locale.words.page
  const { rejected } = report
  if (rejected.count === 0) return null
  const kept = keptLines(rejected)
  const more = kept - Math.min(rejected.lines.length, LINES_SHOWN)
  return (
    <section class="step-part">
      <h4>{words.title}</h4>
      <DataTable
        caption={words.title}
        rows={rejected.lines.slice(0, LINES_SHOWN)}
        rowKey={({ line, column }, i) => `${line} ${column} ${i}`}
        columns={[
          { id: 'line', title: words.line, cell: ({ line }) => `${words.line} ${line}` },
          {
            id: 'column',
            title: words.column,
            cell: (line) => <bdi class="name">{columnName(line, locale)}</bdi>,
          },
          { id: 'value', title: words.value, cell: ({ value }) => <bdi class="name">{value}</bdi> },
          { id: 'reason', title: words.reason, kind: 'wide', cell: (line) => reasonText(line, locale) },
        ]}
      />
      {more > 0 && <p class="note">{words.more(count(more))}</p>}
      {rejected.capped && <p class="note">{words.capped(count(kept))}</p>}
      {children}
    </section>
  )
}

/** Headings and rows of all rejected lines, for a file. */
export function rejectedTable(
  lines: readonly RejectedLine[],
  locale: ImportLocale,
): { headers: string[]; rows: string[][] } {
  const { rejected: words } = locale.words.page
  return {
    headers: [words.line, words.column, words.value, words.reason],
    rows: lines.map((line) => [
      String(line.line),
      columnName(line, locale),
      line.value,
      reasonText(line, locale),
    ]),
  }
}

/** What the file itself calls the column. */
function columnName({ header, column }: RejectedLine, { words }: ImportLocale): string {
  return header ?? column ?? words.page.rejected.wholeLine
}

function reasonText(line: RejectedLine, locale: ImportLocale): string {
  return saidOfReason(line.reason, locale.words.reasons, columnName(line, locale))
}
