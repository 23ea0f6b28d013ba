import { type ImportAnswer, type ImportReport, questionsOf } from './importAnswer.ts'

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
    case 'interrupted':
      return { file, ...figures(answer.report), status: answer.status, message: answer.message }
    case 'imported':
    case 'unchanged':
    case 'nothingImported':
      return { file, ...figures(answer.report), status: answer.status }
  }
}

function figures(report: ImportReport): Record<string, unknown> {
  return {
    kind: report.kind.id,
    linesRead: report.linesRead,
    linesImported: report.linesAccepted,
    orders: report.orders,
    ordersNew: report.ordersNew,
    // Those that were there before, and are different now.
    ordersChanged: report.ordersChanged - report.ordersNew,
    ordersCancelled: report.ordersCancelled,
    stores: report.stores,
    days: report.days,
    rejected: report.rejected,
    unknownColumns: report.unknownColumns,
    warnings: report.warnings,
  }
}
