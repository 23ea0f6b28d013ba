import type { ReadFile } from '../import/parts'
import type { ImportSettings } from '../import/protocol'
import { type ReadToSend, readToSend } from '../import/readToSend'
import type { Refusal } from '../import/refusal'
import type { Unanswered } from '../import/unanswered'
import type { FilePart, FileRefusal, FileTable } from './fileParts'

/** What an export turned out to be. */
export type PartOutcome =
  | { status: 'read'; read: ReadFile; fingerprintOf: ReadToSend['fingerprintOf'] }
  | { status: 'needsAnswer'; unanswered: Unanswered }
  /** What was read of it is no export that can be taken. */
  | { status: 'refused'; refusal: Refusal }
  /** It could not be read. */
  | { status: 'fileRefused'; refusal: FileRefusal }

export interface ReadPartOptions {
  settings: ImportSettings
  /** What the sender says of it, and what was said before. */
  said: Parameters<typeof readToSend>[2]
  /** The bytes of a table, which the reader may watch; one after the other. */
  open(table: FileTable): ReadableStream<Uint8Array>
}

/** Why a sheet of a workbook is none of orders, where another one is. */
const NO_ORDERS: readonly Refusal['reason'][] = [
  'notATable',
  'missingColumns',
  'noLines',
  'empty',
  'noProducts',
]

/**
 * Reads an export: of a workbook's tables the first that holds orders.
 * @returns where none does, what may be asked of one of them, else why the first holds none
 */
export async function readPart(part: FilePart, options: ReadPartOptions): Promise<PartOutcome> {
  if (part.status === 'refused') return { status: 'fileRefused', refusal: part.refusal }
  let first: PartOutcome | undefined
  for (const table of part.tables) {
    const outcome = await readTable(table, options)
    const holdsNoOrders = outcome.status === 'refused' && NO_ORDERS.includes(outcome.refusal.reason)
    // A list of something else may look as if it only needed a word.
    const isUnclear = outcome.status === 'needsAnswer' && part.tables.length > 1
    if (!holdsNoOrders && !isUnclear) return outcome
    if (first?.status !== 'needsAnswer' && (!first || isUnclear)) first = outcome
  }
  return first ?? { status: 'fileRefused', refusal: { code: 'noTable', what: 'workbook' } }
}

async function readTable(table: FileTable, { settings, said, open }: ReadPartOptions): Promise<PartOutcome> {
  const { outcome, fingerprintOf } = await readToSend(open(table), settings, said)
  // What is wrong with the file itself says more than that its stream broke off.
  const refusal = table.refusal()
  if (refusal) return { status: 'fileRefused', refusal }
  switch (outcome.status) {
    case 'read':
      return { status: 'read', read: outcome, fingerprintOf }
    case 'needsAnswer': {
      const { status: _, ...unanswered } = outcome
      return { status: 'needsAnswer', unanswered }
    }
    case 'refused':
      return { status: 'refused', refusal: outcome.refusal }
  }
}
