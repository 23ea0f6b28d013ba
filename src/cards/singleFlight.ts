import type { Database } from '../data/database'
import { acquireLease, releaseLease } from '../data/leases'
import { TimeLimitError, withinLimit } from '../timeLimit'
import type { Services } from './services'

/**
 * One computation for any number of simultaneous requests. Within an isolate the others wait for the
 * first one's answer; isolates among each other take turns by a lease in the database.
 */

/** Longer than a computation takes, so that only a dead owner's lease ends by itself. */
const LEASE_TTL_MS = 20_000
const FIRST_POLL_MS = 20
const LONGEST_POLL_MS = 200

const flights = new Map<string, Promise<unknown>>()

/**
 * Runs `work` unless the same is under way in this isolate, then waits for that one's answer, which
 * must be plain data: a request may not touch another one's streams. The work goes on when the visitor
 * who started it leaves; past the limit of a visit nobody waits for it any more, and the next one begins anew.
 * @throws what `work` throws, or that it took too long, to everyone who waits
 */
export function oncePerIsolate<T>(
  { defer, answerLimitMs }: Pick<Services, 'defer' | 'answerLimitMs'>,
  name: string,
  work: () => Promise<T>,
): Promise<T> {
  const underWay = flights.get(name)
  if (underWay !== undefined) return underWay as Promise<T>
  const started = work()
  defer(started.catch(() => undefined))
  const flight = withinLimit(started, answerLimitMs).finally(() => {
    if (flights.get(name) === flight) flights.delete(name)
  })
  flights.set(name, flight)
  defer(flight.catch(() => undefined))
  return flight
}

/**
 * Runs `compute` under a lease, or waits until `find` finds what the lease's holder has computed.
 * @param find looks for the answer in the database
 */
export async function oncePerLease<T>(
  db: Database,
  name: string,
  find: () => Promise<T | undefined>,
  compute: () => Promise<T>,
): Promise<T> {
  const owner = crypto.randomUUID()
  for (let pollMs = FIRST_POLL_MS, waitedMs = 0; ; pollMs = Math.min(pollMs * 2, LONGEST_POLL_MS)) {
    if (await acquireLease(db, name, owner, LEASE_TTL_MS)) {
      try {
        return (await find()) ?? (await compute())
      } finally {
        await releaseLease(db, name, owner)
      }
    }
    if (waitedMs > LEASE_TTL_MS) throw new TimeLimitError(LEASE_TTL_MS)
    const pauseMs = pollMs + Math.random() * pollMs
    waitedMs += pauseMs
    await scheduler.wait(pauseMs)
    const found = await find()
    if (found !== undefined) return found
  }
}
