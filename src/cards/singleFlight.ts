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
 * who started it leaves. Whoever waits keeps his own time: the platform may end the request that does
 * the work, and its timers with it. Past the limit nobody joins it any more, and the next one begins anew.
 * @throws what `work` throws, to everyone who waits, or TimeLimitError
 */
export async function oncePerIsolate<T>(
  defer: Services['defer'],
  name: string,
  limitMs: number,
  work: () => Promise<T>,
): Promise<T> {
  const flight = (flights.get(name) as Promise<T> | undefined) ?? startFlight(defer, name, work)
  try {
    return await withinLimit(flight, limitMs)
  } catch (error) {
    if (error instanceof TimeLimitError) endFlight(name, flight)
    throw error
  }
}

function startFlight<T>(defer: Services['defer'], name: string, work: () => Promise<T>): Promise<T> {
  const flight = work().finally(() => endFlight(name, flight))
  flights.set(name, flight)
  defer(flight.catch(() => undefined))
  return flight
}

function endFlight(name: string, flight: Promise<unknown>): void {
  if (flights.get(name) === flight) flights.delete(name)
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
