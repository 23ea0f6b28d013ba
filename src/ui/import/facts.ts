import type { ReadReport } from '../../import/report'
import { count } from '../i18n/format'
import type { ImportWords } from './words'

/** What was passed over in a file, and what does not count, in a sentence each: nothing that needs doing. */
export function factsOf(report: ReadReport, { page: { facts }, tell }: ImportWords): string[] {
  const counted: [number, (count: string) => string][] = [
    [report.ordersCancelled, facts.cancelled],
    [report.rejected.count, facts.rejected],
    [report.skippedRows.length, facts.skippedRows],
    [report.totalRows.count, facts.totalRows],
    [report.repeatedHeaders.count, facts.repeatedHeaders],
  ]
  const named: [readonly string[], (names: string) => string][] = [
    [report.duplicateColumns, facts.duplicateColumns],
    [report.unknownColumns, facts.unknownColumns],
  ]
  return [
    ...counted.flatMap(([number, say]) => (number > 0 ? say(count(number)) : [])),
    ...named.flatMap(([names, say]) => (names.length > 0 ? say(tell.list(names)) : [])),
  ]
}
