import type { ReadReport } from '../src/import/report.ts'
import { type ImportAnswer, questionsOf } from './importAnswer.ts'

/** What became of a file, in one flat object: for programs. */
export function importSummary(file: string, answer: ImportAnswer): Record<string, unknown> {
  switch (answer.status) {
    case 'refused': {
      const { status, ...refusal } = answer
      return { file, status, ...refusal, warnings: [] }
    }
    case 'needsAnswer': {
      const { status, kind, header, guesses } = answer
      return { file, kind: kind.id, status, questions: questionsOf(answer), header, guesses, warnings: [] }
    }
    case 'interrupted': {
      const { status, report, importId = null, progress, message } = answer
      return { file, ...readFigures(report), status, importId, ...progress, message }
    }
    case 'compared': {
      const { status, report, wouldBe, stores, days } = answer
      return { file, ...readFigures(report), status, wouldBe, comparison: { stores, days } }
    }
    case 'imported':
    case 'unchanged':
    case 'nothingImported': {
      const { status, report, importId } = answer
      const { ordersNew, ordersChanged } = report
      return { file, ...readFigures(report), ordersNew, ordersChanged, status, importId }
    }
  }
}

function readFigures(report: ReadReport): Record<string, unknown> {
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
