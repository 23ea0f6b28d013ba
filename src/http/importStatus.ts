import type { ImportOutcome } from '../history/importFile'
import type { FileOutcome } from '../import/changes'
import type { Refusal } from '../import/refusal'

/** With which status a file is answered, on every way that one comes: in one request, in parts, by a form. */

type RefusalStatus = 403 | 409 | 413 | 422 | 507

/** Of those that are not simply a file that cannot be taken. */
const REFUSAL_STATUS: Partial<Record<Refusal['reason'], RefusalStatus>> = {
  foreignStores: 403,
  tooLarge: 413,
  damagedDays: 409,
  databaseFull: 507,
}

/** Of a file that is refused whole. */
export function refusalStatus({ reason }: Refusal): RefusalStatus {
  return REFUSAL_STATUS[reason] ?? 422
}

/** Of a file that was taken: one that stored nothing has failed. */
export const FILE_STATUS = { imported: 200, unchanged: 200, nothingImported: 422 } as const satisfies Record<
  FileOutcome,
  number
>

/** Of a part that could not be stored: where another try may change that, and where none can. */
export const BROKEN_STATUS = { failure: 503, dayTooLarge: 422 } as const

/** After what time a part that another write has overtaken is worth another try. */
export const BUSY_SECONDS = 2

/** Of all that may become of a file that comes in one request. */
export function importStatus(outcome: ImportOutcome): 200 | 403 | 409 | 413 | 422 | 503 | 507 {
  switch (outcome.status) {
    case 'refused':
      return refusalStatus(outcome.refusal)
    case 'needsAnswer':
      return 422
    case 'interrupted':
      return outcome.because === 'refused' ? refusalStatus(outcome.refusal) : BROKEN_STATUS[outcome.because]
    case 'imported':
    case 'unchanged':
    case 'nothingImported':
      return FILE_STATUS[outcome.status]
  }
}
