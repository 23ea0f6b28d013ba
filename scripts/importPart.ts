import path from 'node:path'
import type { FilePart, FileTable } from '../src/files/fileParts.ts'
import { readPart } from '../src/files/readPart.ts'
import type { Answers } from '../src/import/answers.ts'
import { fileOutcome } from '../src/import/changes.ts'
import type { ReadFile } from '../src/import/parts.ts'
import type { ImportSettings } from '../src/import/protocol.ts'
import { compareImport, recallFrom, sendImport } from '../src/import/sendImport.ts'
import type { ImportOutcome } from './importOutcome.ts'
import { type ImportProgress, NO_PROGRESS } from './importProgress.ts'
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

/**
 * Imports an export: of a workbook, the first sheet that is a table of orders.
 * @param progressOf what shows how far the reading of a table has come
 * @throws UserError where the server takes no import of anything
 */
export async function importPart(
  part: FilePart,
  job: ImportJob,
  progressOf: (table: FileTable) => ImportProgress,
): Promise<ImportOutcome> {
  const { server, settings, answers } = job
  let progress = NO_PROGRESS
  try {
    const outcome = await readPart(part, {
      settings,
      said: { answers, recall: recallFrom(server) },
      open(table) {
        progress.done()
        progress = progressOf(table)
        return table.open(progress.read)
      },
    })
    if (outcome.status !== 'read') return outcome
    const { read, fingerprintOf } = outcome
    if (job.dryRun) return await compare(read, job, progress)
    // Where it lies on its sender's machine is nobody's business.
    const file = path.basename(part.name)
    return await send(read, { file, fingerprint: await fingerprintOf(job), ...job }, progress)
  } finally {
    progress.done()
  }
}

async function compare(read: ReadFile, job: ImportJob, progress: ImportProgress): Promise<ImportOutcome> {
  const compared = await compareImport(job.server, read, job, progress.sent)
  switch (compared.status) {
    case 'compared':
      return { ...compared, wouldBe: fileOutcome(read.report, compared.days), report: read.report }
    case 'refused':
      return compared
    default:
      throw job.server.errorOf(compared)
  }
}

async function send(
  read: ReadFile,
  file: Parameters<typeof sendImport>[2] & ImportJob,
  progress: ImportProgress,
): Promise<ImportOutcome> {
  const sent = await sendImport(file.server, read, file, progress.sent)
  switch (sent.status) {
    case 'finished':
      return sent.finished
    case 'refused':
    case 'interrupted': {
      const { importId, progress: parts } = sent
      if (sent.status === 'refused' && !parts?.partsDone) return { status: 'refused', refusal: sent.refusal }
      const { message } = sent.status === 'refused' ? sent.refusal : file.server.errorOf(sent)
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
