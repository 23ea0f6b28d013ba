import type { ReadReport } from '../../import/report'
import { count } from '../i18n/format'
import type { ImportLocale } from './words'

interface ReportProps {
  report: ReadReport
  locale: ImportLocale
}

/** What a file is, in one line: “美团商品明细, 2,141 行, 3 家门店, 11月25日”. */
export function WhatItIs({ report, locale: { lang, words } }: ReportProps) {
  const { summary } = words.page
  const { kind, linesRead, orders, stores, days } = report
  const facts = [
    kind.title[lang],
    summary.lines(count(linesRead)),
    summary.orders(count(orders)),
    ...(stores > 0 ? [summary.stores(count(stores), stores !== 1)] : []),
    ...(days ? [summary.days(words.tell.date(days.from), words.tell.date(days.to), days.count)] : []),
  ]
  return (
    <p class="what-it-is">
      {facts.map((fact) => (
        <span key={fact}>{fact}</span>
      ))}
    </p>
  )
}

/** What was passed over, and what does not count: nothing that needs doing. */
export function ReportFacts({ report, locale: { words } }: ReportProps) {
  const { facts } = words.page
  const { tell } = words
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
  const said = [
    ...counted.flatMap(([number, say]) => (number > 0 ? say(count(number)) : [])),
    ...named.flatMap(([names, say]) => (names.length > 0 ? say(tell.list(names)) : [])),
  ]
  if (said.length === 0) return null
  return (
    <details class="fold">
      <summary>{facts.title}</summary>
      <ul class="facts-list">
        {said.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
    </details>
  )
}
