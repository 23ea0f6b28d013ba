import { importPart } from './importPart.ts'
import { NO_PROGRESS } from './importProgress.ts'
import { reportSummary, reportText } from './importReport.ts'
import { connect, type ImportTarget, settingsOf } from './importServer.ts'
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
  const outcome = await importPart({ name, status: 'tables', tables: [table] }, job, () => NO_PROGRESS)
  if (outcome.status !== 'imported') throw new UserError(reportText(name, outcome, 0, 'en'))
  return reportSummary(outcome.report)
}
