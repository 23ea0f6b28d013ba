import type { OrdersPart } from './protocol'
import { type Answered, ask, type ImportServer, packJson } from './talk'

/** Parts, each with its request, some at a time. */

export interface PartRequest {
  path: string
  part: OrdersPart
}

/** While the server stores one, another is packed and sent; more would wait for the same database. */
const AT_ONCE = 2

/**
 * Sends parts until all are answered or one has failed. Those of one store go one after the other, for they would only
 * wait for each other there.
 * @param onAnswer told how many are answered
 * @returns their answers in the order of the requests, or the first failure
 */
export async function sendParts<T>(
  server: ImportServer,
  requests: readonly PartRequest[],
  isAnswer: (json: unknown) => json is T,
  onAnswer: (answered: number) => void,
): Promise<Answered<T[]>> {
  const waiting = new Set(requests)
  const busy = new Set<string>()
  const answers = new Map<PartRequest, T>()
  let failure: Exclude<Answered<T>, { status: 'answered' }> | undefined

  async function send(request: PartRequest): Promise<void> {
    const body = await packJson(server, request.part)
    const asked = await ask(server, { method: 'POST', path: request.path, body, isAnswer })
    if (asked.status !== 'answered') failure ??= asked
    else {
      answers.set(request, asked.answer)
      onAnswer(answers.size)
    }
  }

  /** Ends where all that waits is of stores that the other lane sends: that one goes on with them. */
  async function lane(): Promise<void> {
    for (;;) {
      const request = failure ? undefined : first(waiting, ({ part }) => !busy.has(part.store))
      if (!request) return
      waiting.delete(request)
      busy.add(request.part.store)
      await send(request)
      busy.delete(request.part.store)
    }
  }

  await Promise.all(Array.from({ length: AT_ONCE }, lane))
  return failure ?? { status: 'answered', answer: requests.flatMap((request) => answers.get(request) ?? []) }
}

function first<T>(values: Iterable<T>, holds: (value: T) => boolean): T | undefined {
  for (const value of values) if (holds(value)) return value
  return undefined
}
