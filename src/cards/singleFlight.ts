import { TimeLimitError, withinLimit } from '../timeLimit'
import type { Services } from './services'

/**
 * One computation for any number of simultaneous requests of an isolate: the others wait for the first one's answer. Isolates among
 * each other take turns by a lease in the database (readLive.ts).
 */

/**
 * The platform may end the request that does the work, and the work with it: what has not come after this time is waited for, but
 * joined by nobody more.
 */
const JOINABLE_MS = 2_000

interface Flight {
  work: Promise<unknown>
  startedMs: number
}

/** What is under way in an isolate, by name. */
export type Flights = Map<string, Flight>

/** Of whom a piece of work is: the isolate's flights, and the request's own way to go on behind its answer. */
type Owner = Pick<Services, 'flights' | 'defer'>

/**
 * Runs `work` unless the same is under way in this isolate, then waits for that one's answer, which
 * must be plain data: a request may not touch another one's streams. The work goes on when the visitor
 * who started it leaves. What is older than {@link JOINABLE_MS} nobody waits for but who began it: it is begun anew, once.
 * @throws what `work` throws, to everyone who waits, or TimeLimitError: whoever waits keeps his own time
 */
export async function oncePerIsolate<T>(
  { flights, defer }: Owner,
  name: string,
  limitMs: number,
  work: () => Promise<T>,
): Promise<T> {
  const endMs = performance.now() + limitMs
  for (;;) {
    const known = joinable(flights, name) as (Flight & { work: Promise<T> }) | undefined
    const flight = known ?? startFlight({ flights, defer }, name, work)
    const leftMs = Math.max(0, endMs - performance.now())
    const joinableMs = flight.startedMs + JOINABLE_MS - performance.now()
    try {
      return await withinLimit(flight.work, known ? Math.min(leftMs, joinableMs) : leftMs)
    } catch (error) {
      if (!(error instanceof TimeLimitError)) throw error
      endFlight(flights, name, flight)
      if (!known || joinableMs >= leftMs) throw error
    }
  }
}

function joinable(flights: Flights, name: string): Flight | undefined {
  const flight = flights.get(name)
  return flight && performance.now() - flight.startedMs < JOINABLE_MS ? flight : undefined
}

function startFlight<T>({ flights, defer }: Owner, name: string, work: () => Promise<T>) {
  const flight = {
    startedMs: performance.now(),
    work: work().finally(() => endFlight(flights, name, flight)),
  }
  flights.set(name, flight)
  defer(flight.work.catch(() => undefined))
  return flight
}

function endFlight(flights: Flights, name: string, flight: Flight): void {
  if (flights.get(name) === flight) flights.delete(name)
}
