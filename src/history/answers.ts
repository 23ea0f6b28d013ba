import type { MainDatabase } from '../data/database'
import { loadImportAnswers, saveImportAnswers } from '../data/importAnswers'
import type { Answers } from '../import/answers'
import { isRecord, parseJson } from '../json'

/** Whoever has said once what a header does not say is not asked again for files with the same one. */

/** Longer ones are of no use to anybody, and would be kept for ever. */
const MAX_KEPT_CHARS = 10_000

export async function recallAnswers(
  db: MainDatabase,
  owner: string,
  headerSignature: string,
): Promise<Answers | undefined> {
  const value = parseJson(await loadImportAnswers(db, owner, headerSignature))
  return isRecord(value) ? (value as Answers) : undefined
}

/** Remembers what was said of a file that was read with it. */
export async function rememberAnswers(
  db: MainDatabase,
  headerSignature: string,
  owner: string,
  said: Answers,
  now: Date,
): Promise<void> {
  const answers = JSON.stringify(said)
  if (
    headerSignature === '' ||
    Object.keys(said).length === 0 ||
    answers.length + headerSignature.length > MAX_KEPT_CHARS
  )
    return
  await saveImportAnswers(db, { owner, headerSignature, answers }, now)
}
