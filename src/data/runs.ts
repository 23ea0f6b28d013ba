import { eq } from 'drizzle-orm'
import type { Database } from './database'
import { type DataClock, selectClock } from './directory'
import { runs } from './schema'

/** What started a refresh. */
export type Trigger = 'cron' | 'import' | 'visit'

/** A store whose card could not be computed, and why. */
export interface StoreFailure {
  store: string
  error: string
}

/** How a refresh ended. */
export interface RunResult {
  outcome: 'idle' | 'done' | 'failed'
  /** Stores whose cards were computed. */
  stores: number
  failures: StoreFailure[]
  /** Cards that could be read back through the cache. */
  readable: number
  elapsedMs: number
}

/** Records the start of a run, and reads what it has to decide on, in one round trip. */
export async function startRun(
  db: Database,
  run: { trigger: Trigger; scheduledAt: string; startedAt: string },
): Promise<{ runId: number; clock: DataClock }> {
  const [inserted, clock] = await db.batch([
    db
      .insert(runs)
      .values({ ...run, outcome: 'running' })
      .returning({ id: runs.id }),
    selectClock(db),
  ])
  const runId = inserted[0]?.id
  if (runId === undefined || !clock[0]) throw new Error('the database has no data clock: apply the migrations')
  return { runId, clock: clock[0] }
}

export async function finishRun(db: Database, runId: number, finishedAt: string, result: RunResult): Promise<void> {
  await db.batch([
    db
      .update(runs)
      .set({
        finishedAt,
        outcome: result.outcome,
        stores: result.stores,
        failures: JSON.stringify(result.failures),
        readable: result.readable,
        elapsedMs: result.elapsedMs,
        rowsRead: db.usage.rowsRead,
        rowsWritten: db.usage.rowsWritten,
      })
      .where(eq(runs.id, runId)),
  ])
}
