import { NO_PROGRESS } from './importProgress.ts'
import { reportSummary, reportText } from './importReport.ts'
import { connect, type ImportTarget, settingsOf } from './importServer.ts'
import { importTable } from './importTable.ts'
import { UserError } from './userError.ts'

/**
 * Imports a text that is made here.
 * @returns what was imported, in one line
 * @throws UserError where it was not
 */
export async function importText(name: string, csv: Iterable<string>, target: ImportTarget): Promise<string> {
  const server = connect(target)
  const settings = await settingsOf(server)
  const text = new Blob([...csv])
  const table = {
    sourceBytes: text.size,
    refusal: () => undefined,
    open: () => text.stream(),
  }
  const job = { server, settings, answers: {}, completeDays: false, dryRun: false }
  const answer = await importTable(name, table, job, NO_PROGRESS)
  if (answer.status !== 'imported') throw new UserError(reportText(name, answer, 0))
  return reportSummary(answer.report)
}
