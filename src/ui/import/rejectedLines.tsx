import type { ComponentChildren } from 'preact'
import { keptLines, type ReadReport } from '../../import/report'
import { DataTable } from '../components/dataTable'
import { count } from '../i18n/format'
import { columnName, reasonText } from './rejectedTable'
import type { ImportLocale } from './words'

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
            cell: (line) => <bdi class="name">{columnName(line, locale.words)}</bdi>,
          },
          { id: 'value', title: words.value, cell: ({ value }) => <bdi class="name">{value}</bdi> },
          { id: 'reason', title: words.reason, kind: 'wide', cell: (line) => reasonText(line, locale.words) },
        ]}
      />
      {more > 0 && <p class="note">{words.more(count(more))}</p>}
      {rejected.capped && <p class="note">{words.capped(count(kept))}</p>}
      {children}
    </section>
  )
}
