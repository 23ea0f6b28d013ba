import type { DayComparison } from '../src/import/protocol.ts'
import type { ReadReport } from '../src/import/report.ts'
import type { ImportOutcome } from './importOutcome.ts'
import { argumentOf, refusalTexts } from './importSaid.ts'

/** What became of an export, in one flat object: for programs. Each has the same fields first; null is what is not known. */
export function importSummary(file: string, outcome: ImportOutcome): Record<string, unknown> {
  switch (outcome.status) {
    case 'refused': {
      const { reason, message, kind, ...more } = { kind: null, ...outcome.refusal }
      // Of what is no table, what it seems to be.
      const of = typeof kind === 'string' ? { kind: null, what: kind } : { kind: kind?.id ?? null }
      return { file, ...NOTHING_READ, ...of, status: 'refused', reason, message, ...more }
    }
    case 'fileRefused': {
      const { code, ...more } = outcome.refusal
      const [title, ...advice] = refusalTexts(outcome, 'en')
      const message = `${title}. ${advice.join(' ')}`
      return { file, ...NOTHING_READ, status: 'refused', reason: code, message, ...more }
    }
    case 'needsAnswer': {
      const { kind, header, guesses, questions } = outcome.unanswered
      const asked = questions.map(argumentOf)
      return {
        file,
        ...NOTHING_READ,
        kind: kind.id,
        status: 'needsAnswer',
        questions: asked,
        header,
        guesses,
      }
    }
    case 'interrupted': {
      const { status, report, importId = null, progress, message } = outcome
      const unknown = { ordersNew: null, ordersChanged: null }
      return { file, ...figures(report), ...unknown, status, importId, ...progress, message }
    }
    case 'compared': {
      const { status, report, wouldBe, stores, days } = outcome
      const sums = { ordersNew: sum(days, 'ordersNew'), ordersChanged: sum(days, 'ordersChanged') }
      return {
        ...{ file, ...figures(report), ...sums, ordersRemoved: sum(days, 'ordersRemoved') },
        ...{ status, importId: null, wouldBe, comparison: { stores, days } },
      }
    }
    case 'imported':
    case 'unchanged':
    case 'nothingImported': {
      const { status, report, importId } = outcome
      const { ordersNew, ordersChanged, ordersRemoved } = report
      return { file, ...figures(report), ordersNew, ordersChanged, ordersRemoved, status, importId }
    }
  }
}

const NOTHING_READ = {
  kind: null,
  linesRead: null,
  linesImported: 0,
  orders: 0,
  ordersNew: 0,
  ordersChanged: 0,
  ordersCancelled: 0,
  stores: 0,
  days: null,
  rejected: { count: 0, lines: [], capped: false },
  warnings: [],
  importId: null,
}

function sum(days: readonly DayComparison[], what: 'ordersNew' | 'ordersChanged' | 'ordersRemoved'): number {
  return days.reduce((total, day) => total + day[what], 0)
}

function figures(report: ReadReport): Record<string, unknown> {
  return {
    kind: report.kind.id,
    linesRead: report.linesRead,
    linesImported: report.linesAccepted,
    orders: report.orders,
    ordersCancelled: report.ordersCancelled,
    stores: report.stores,
    days: report.days,
    rejected: report.rejected,
    totalRows: report.totalRows,
    skippedRows: report.skippedRows,
    repeatedHeaders: report.repeatedHeaders,
    unknownColumns: report.unknownColumns,
    duplicateColumns: report.duplicateColumns,
    warnings: report.warnings,
  }
}
