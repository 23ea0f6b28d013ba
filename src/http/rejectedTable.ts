import type { Lang } from '../diagnosis/words'
import type { ExportTable } from '../exports/exportTable'
import type { RejectedLine } from '../import/report'
import { localeOf } from '../ui/i18n/locale'
import { rejectionText } from '../ui/imports/reportWords'

/** Rejected lines as a table for a file. */
export function rejectedTable(lines: readonly RejectedLine[], lang: Lang): ExportTable {
  const locale = localeOf(lang)
  const { imports } = locale.words
  const text = (of: string) => ({ kind: 'text', text: of }) as const
  return {
    headers: [imports.line, imports.column, imports.value, imports.reason],
    widths: [8, 16, 24, 60],
    rows: lines
      .values()
      .map(({ line, header, column, value, reason }) => [
        { kind: 'integer', value: line } as const,
        text(header ?? column ?? ''),
        text(value),
        text(rejectionText(reason, locale)),
      ]),
  }
}
