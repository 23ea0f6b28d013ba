import type { Database } from '../data/database'
import { loadImportAnswers, saveImportAnswers } from '../data/importAnswers'
import { isRecord, parseJson } from '../json'
import type { Answers } from './answers'
import { type ReadOptions, type ReadOutcome, readOrders } from './readOrders'

/** Whoever has said once what a header does not say is not asked again for files with the same one. */

interface Answerer {
  owner: string
  answers: Answers
}

/** Enough for the first thirty rows of any export, also of one that is packed. */
const HEAD_BYTES = 131_072

/**
 * Reads an export with what its sender says of it, and with what he has said before of files with its header: what he says
 * now counts more.
 * @returns also all that was said, to be remembered once the file is stored
 */
export async function readWithAnswers(
  db: Database,
  body: ReadableStream<Uint8Array>,
  options: ReadOptions,
  { owner, answers }: Answerer,
): Promise<{ read: ReadOutcome; said: Answers }> {
  const { head, whole } = await peek(body)
  const asked = await readOrders(head, { ...options, answers })
  // Anything else shows when the file is read: a head ends where it was cut.
  const remembered =
    asked.status === 'needsAnswer'
      ? answersIn(await loadImportAnswers(db, owner, asked.headerSignature))
      : undefined
  const said = { ...remembered, ...answers }
  return { read: await readOrders(whole, { ...options, answers: said }), said }
}

/** Remembers what was said of a file that was read with it. */
export async function rememberAnswers(
  db: Database,
  headerSignature: string,
  owner: string,
  said: Answers,
  now: Date,
): Promise<void> {
  if (Object.keys(said).length === 0) return
  await saveImportAnswers(db, { owner, headerSignature, answers: JSON.stringify(said) }, now)
}

/** Stored answers, as far as they are some. */
function answersIn(text: string | undefined): Answers | undefined {
  const value = parseJson(text)
  return isRecord(value) ? (value as Answers) : undefined
}

/** The first bytes of a stream, and the whole of it. */
async function peek(
  body: ReadableStream<Uint8Array>,
): Promise<{ head: ReadableStream<Uint8Array>; whole: ReadableStream<Uint8Array> }> {
  const reader = body.getReader()
  const pieces: Uint8Array[] = []
  let failure: { error: unknown } | undefined
  let ended = false
  try {
    for (let bytes = 0; bytes < HEAD_BYTES; ) {
      const step = await reader.read()
      if (step.done) {
        ended = true
        break
      }
      pieces.push(step.value)
      bytes += step.value.length
    }
  } catch (error) {
    failure = { error }
  }
  const left = [...pieces]
  const whole = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const piece = left.shift()
      if (piece) return controller.enqueue(piece)
      if (failure) return controller.error(failure.error)
      const step = ended ? ({ done: true } as const) : await reader.read()
      if (step.done) return controller.close()
      controller.enqueue(step.value)
    },
    cancel: (reason) => reader.cancel(reason),
  })
  // A piece may be the whole of a large upload.
  return { head: new Blob(pieces as BlobPart[]).slice(0, HEAD_BYTES).stream(), whole }
}
