import type { MainDatabase } from '../data/database'
import { recallAnswers } from '../history/answers'
import type { Author } from '../history/author'
import { compareOrders } from '../history/compare'
import { type FileToImport, latestDate, MAX_IMPORT_BYTES } from '../history/importFile'
import { findTooLarge } from '../import/batches'
import { joinedComparisons } from '../import/joinedComparisons'
import { comparedPartsOf } from '../import/parts'
import type { Comparison } from '../import/protocol'
import { readOrders } from '../import/readOrders'
import type { Refusal } from '../import/refusal'
import { firstLinesOf } from '../ui/import/firstLines'
import type { ImportPageView } from '../ui/import/importPage'

/** The steps of an import whose page runs no script: what a kept file is, what storing it would change, what came of it. */

type Shown = Extract<ImportPageView, { step: 'questions' | 'preview' | 'trouble' }>

interface Kept extends FileToImport {
  /** The name under which it is kept. */
  keptAs: string
}

/** What storing a file would change, or what stands in the way. */
export async function previewFile(
  db: MainDatabase,
  author: Author,
  { body, name, answers, completeDays, keptAs }: Kept,
  now: Date,
): Promise<Shown> {
  const read = await readOrders(body, {
    maxBytes: MAX_IMPORT_BYTES,
    latestDate: latestDate(now),
    answers,
    recall: (headerSignature) => recallAnswers(db, author.owner, headerSignature),
  })
  if (read.status === 'refused') return refused(name, read.refusal)
  if (read.status === 'needsAnswer') {
    const { status: _, ...unanswered } = read
    const again = Object.keys(answers).length > 0
    return { step: 'questions', file: name, keptAs, questions: { unanswered, answers, again } }
  }
  const tooLarge = findTooLarge(read.stores)
  if (tooLarge) return refused(name, tooLarge)
  const comparisons: Comparison[] = []
  for (const part of comparedPartsOf(read, { completeDays })) {
    const compared = await compareOrders(db, author, part)
    if (compared.status === 'refused') return refused(name, compared.refusal)
    comparisons.push(compared)
  }
  const { report, said, stores } = read
  return {
    step: 'preview',
    file: name,
    keptAs,
    preview: {
      report,
      said,
      ...joinedComparisons(comparisons),
      firstLines: firstLinesOf(stores),
      completeDays,
    },
  }
}

export function refused(file: string, refusal: Refusal): Extract<ImportPageView, { step: 'trouble' }> {
  return { step: 'trouble', file, trouble: { kind: 'refusal', refusal } }
}
