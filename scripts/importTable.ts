import type { FilePart, FileTable } from '../src/files/fileParts.ts'
import { refusalText } from '../src/files/refusalText.ts'
import type { Answers } from '../src/import/answers.ts'
import { fileOutcome } from '../src/import/changes.ts'
import type { ReadFile } from '../src/import/parts.ts'
import type { ImportSettings } from '../src/import/protocol.ts'
import { readToSend } from '../src/import/readToSend.ts'
import { compareImport, recallFrom, sendImport } from '../src/import/sendImport.ts'
import type { ImportAnswer } from './importAnswer.ts'
import type { ImportProgress } from './importProgress.ts'
import type { ConnectedServer } from './importServer.ts'

/** Reads an export here, and stores what was read there. */

/** Where to, and what is said of the files. */
export interface ImportJob {
  server: ConnectedServer
  settings: ImportSettings
  answers: Answers
  completeDays: boolean
  /** Whether it is only asked what storing it would change. */
  dryRun: boolean
}

/** Why a sheet of a workbook is none of orders, where another one is. */
const NO_ORDERS: readonly string[] = ['notATable', 'missingColumns', 'noLines', 'empty', 'noProducts']

/** Imports an export: of a workbook, the first sheet that is a table of orders. */
export async function importPart(
  part: FilePart,
  job: ImportJob,
  progressOf: (table: FileTable) => ImportProgress,
): Promise<ImportAnswer> {
  if (part.status === 'refused') return fileRefused(part.refusal)
  let first: ImportAnswer | undefined
  for (const table of part.tables) {
    const answer = await importTable(part.name, table, job, progressOf(table))
    const isOther = answer.status === 'refused' && NO_ORDERS.includes(answer.reason)
    // A list of something else may look as if it only needed a word.
    if (!isOther && (answer.status !== 'needsAnswer' || part.tables.length === 1)) return answer
    first = first?.status === 'needsAnswer' ? first : answer
  }
  return first ?? fileRefused({ code: 'noTable', what: 'workbook' })
}

function fileRefused(refusal: Parameters<typeof refusalText>[0]): ImportAnswer {
  return { status: 'refused', reason: refusal.code, message: refusalText(refusal) }
}

/** @throws UserError where the server takes no import of anything */
export async function importTable(
  name: string,
  table: FileTable,
  job: ImportJob,
  progress: ImportProgress,
): Promise<ImportAnswer> {
  const { server, settings, answers } = job
  try {
    const said = { answers, recall: recallFrom(server) }
    const { outcome, fingerprintOf } = await readToSend(table.open(progress.read), settings, said)
    const refusal = table.refusal()
    if (refusal) return fileRefused(refusal)
    if (outcome.status === 'refused') return { status: 'refused', ...outcome.refusal }
    if (outcome.status === 'needsAnswer') return outcome
    if (job.dryRun) return await compare(outcome, job, progress)
    return await send(outcome, { file: name, fingerprint: await fingerprintOf(job), ...job }, progress)
  } finally {
    progress.done()
  }
}

async function compare(read: ReadFile, job: ImportJob, progress: ImportProgress): Promise<ImportAnswer> {
  const compared = await compareImport(job.server, read, job, progress.sent)
  switch (compared.status) {
    case 'compared':
      return { ...compared, wouldBe: fileOutcome(read.report, compared.days), report: read.report }
    case 'refused':
      return { status: 'refused', ...compared.refusal }
    default:
      throw job.server.errorOf(compared)
  }
}

async function send(
  read: ReadFile,
  file: Parameters<typeof sendImport>[2] & ImportJob,
  progress: ImportProgress,
): Promise<ImportAnswer> {
  const sent = await sendImport(file.server, read, file, progress.sent)
  switch (sent.status) {
    case 'finished':
      return sent.finished
    case 'refused':
      return { status: 'refused', ...sent.refusal }
    case 'interrupted': {
      const { message } = file.server.errorOf(sent)
      const { importId, progress: parts } = sent
      return {
        status: 'interrupted',
        report: read.report,
        ...(importId === undefined ? {} : { importId }),
        ...(parts === undefined ? {} : { progress: parts }),
        message,
      }
    }
    default:
      throw file.server.errorOf(sent)
  }
}
