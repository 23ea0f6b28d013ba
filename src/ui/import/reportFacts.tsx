import type { ReadReport } from '../../import/report'
import { count } from '../i18n/format'
import { factsOf } from './facts'
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

/** What was passed over, and what does not count. */
export function ReportFacts({ report, locale: { words } }: ReportProps) {
  const said = factsOf(report, words)
  if (said.length === 0) return null
  return (
    <details class="fold">
      <summary>{words.page.facts.title}</summary>
      <ul class="facts-list">
        {said.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
    </details>
  )
}
