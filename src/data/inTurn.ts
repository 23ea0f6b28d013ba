import { type Database, DatabaseError } from './database'
import { acquireLease, type Lease, releaseLease } from './leases'

/** Work that only one at a time may do, and of which each waits for its turn. */

/** Somebody else has the turn. */
export class TurnTakenError extends Error {
  constructor({ name }: Lease) {
    super(`somebody else has ${name}`)
    this.name = 'TurnTakenError'
  }
}

/** Eight imports of one store, each some trips long. */
const LONGEST_WAIT_MS = 20_000
const POLL_MS = 100

/**
 * Does work that takes a turn itself, in the trip in which it reads, and gives it back in the trip in which it writes. Where somebody else has
 * the turn, it is done again once that is free.
 * @param work throws {@link TurnTakenError} where it does not get the turn
 * @throws DatabaseError where the turn does not come in time, or what the work throws; the turn is given back then
 */
export async function inTurn<T>(db: Database, turn: Lease | undefined, work: () => Promise<T>): Promise<T> {
  if (!turn) return work()
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof TurnTakenError)) {
      await releaseLease(db, turn).catch(() => undefined)
      throw error
    }
    await waitForTurn(db, turn)
    return inTurn(db, turn, work)
  }
}

async function waitForTurn(db: Database, turn: Lease): Promise<void> {
  for (let waitedMs = 0; waitedMs < LONGEST_WAIT_MS; ) {
    const pauseMs = POLL_MS * (0.5 + Math.random())
    waitedMs += pauseMs
    await scheduler.wait(pauseMs)
    if (await acquireLease(db, turn)) return
  }
  throw new DatabaseError(`others have ${turn.name} for too long`)
}
