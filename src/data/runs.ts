import { and, desc, eq, gt, sql } from 'drizzle-orm'
import { upsertRefreshed } from './cardRows'
import type { MainDatabase } from './database'
import { clockOf, type DataClock, selectClock } from './directory'
import { giveLeaseBack, type Lease } from './leases'
import type { StoreFailure } from './runFailure'
import { dataClock, runShards, runs } from './schema'

/** What started a refresh. */
export type Trigger = 'cron' | 'import' | 'visit'

/** When and why a refresh was started. */
export interface RunStart {
  trigger: Trigger
  /** The expression that fired; null for other triggers. */
  cron: string | null
  scheduledAt: Date
}

/** How a refresh ended. */
export interface RunResult {
  outcome: 'idle' | 'done' | 'failed'
  /** Stores whose cards were computed. */
  stores: number
  failures: StoreFailure[]
  /** Cards that could be read back through the cache. */
  readable: number
}

/** A run as it is recorded; what is not known yet is null. `died`: it never recorded its end, and no run lasts that long. */
export type RunRecord = Omit<typeof runs.$inferSelect, 'failures' | 'outcome'> & {
  failures: StoreFailure[]
  outcome: (typeof runs.$inferSelect)['outcome'] | 'died'
}

/** The platform ends an invocation after fifteen minutes; shards come one after the other, with their retries. */
const LONGEST_RUN_MS = 15 * 60_000
const LONGEST_SHARDED_RUN_MS = 60 * 60_000

/** A day of runs: what was given up longer ago has been tried again since. */
const RECENT_RUNS = 300
/** More than anyone reads. */
const MAX_FAILED_SHARDS = 20

/**
 * Records the start of a run, and reads what it has to decide on, in one round trip.
 * @param schema of the cards that the run makes
 */
export async function startRun(
  db: MainDatabase,
  { trigger, cron, scheduledAt }: RunStart,
  startedAt: Date,
  schema: number,
): Promise<{ runId: number; clock: DataClock }> {
  const [inserted, clock] = await db.batch([
    db
      .insert(runs)
      .values({
        trigger,
        cron,
        scheduledAt: scheduledAt.toISOString(),
        startedAt: startedAt.toISOString(),
        outcome: 'running',
      })
      .returning({ id: runs.id }),
    selectClock(db, schema),
  ])
  const runId = inserted[0]?.id
  if (runId === undefined) throw new Error('the run was not recorded')
  return { runId, clock: clockOf(clock) }
}

/**
 * Notes that a run goes on in shards.
 * @param failures of what came before them
 */
export async function splitRun(
  db: MainDatabase,
  runId: number,
  shards: number,
  failures: readonly StoreFailure[],
): Promise<void> {
  await db.batch([
    db
      .update(runs)
      .set({ shards, failures: JSON.stringify(failures) })
      .where(eq(runs.id, runId)),
  ])
}

/** What ends with a run, beside its record. */
export interface RunEnd {
  /** Of the whole run, where it went over several units of work; else this one's. */
  cost?: { rowsRead: number; rowsWritten: number }
  /** All cards of the schema are of this version of the data. */
  refreshed?: { schema: number; version: number } | undefined
  /** Is given back. */
  lease?: Lease | undefined
}

/** Records the end of a run. @returns the version of the data by then */
export async function finishRun(
  db: MainDatabase,
  runId: number,
  startedAt: Date,
  finishedAt: Date,
  result: RunResult,
  { cost = db.usage, refreshed, lease }: RunEnd = {},
): Promise<number> {
  const [clock] = await db.batch([
    db.select({ version: dataClock.version }).from(dataClock),
    db
      .update(runs)
      .set({
        finishedAt: finishedAt.toISOString(),
        outcome: result.outcome,
        stores: result.stores,
        failures: JSON.stringify(result.failures),
        readable: result.readable,
        elapsedMs: finishedAt.getTime() - startedAt.getTime(),
        rowsRead: cost.rowsRead,
        rowsWritten: cost.rowsWritten,
      })
      .where(eq(runs.id, runId)),
    ...(refreshed ? [upsertRefreshed(db, refreshed.schema, refreshed.version, finishedAt)] : []),
    ...(lease ? [giveLeaseBack(db, lease)] : []),
  ])
  return clock[0]?.version ?? 0
}

/** Notes what failed after a run's end: it has failed too. */
export async function addFailures(
  db: MainDatabase,
  runId: number,
  failures: readonly StoreFailure[],
): Promise<void> {
  await db.batch([
    db
      .update(runs)
      .set({
        outcome: sql`iif(${runs.outcome} = 'running', 'running', 'failed')`,
        failures: sql`(SELECT json_group_array(json(value)) FROM (SELECT value FROM json_each(${runs.failures}) UNION ALL SELECT value FROM json_each(${JSON.stringify(failures)})))`,
      })
      .where(eq(runs.id, runId)),
  ])
}

/** How a shard of a run ended. */
export interface ShardResult {
  runId: number
  shard: number
  outcome: 'done' | 'failed'
  stores: number
  failures: StoreFailure[]
}

/** Records the end of a shard, once, and reads how far its run has come. */
export async function finishShard(
  db: MainDatabase,
  result: ShardResult,
): Promise<{
  run: RunRecord | undefined
  ended: ShardResult[]
  cost: { rowsRead: number; rowsWritten: number }
}> {
  const { rowsRead, rowsWritten } = db.usage
  const [, run, ended] = await db.batch([
    db
      .insert(runShards)
      .values({ ...result, failures: JSON.stringify(result.failures), rowsRead, rowsWritten })
      .onConflictDoNothing(),
    db.select().from(runs).where(eq(runs.id, result.runId)),
    db.select().from(runShards).where(eq(runShards.runId, result.runId)),
  ])
  return {
    run: run[0] && fromRunRow(run[0]),
    ended: ended.map((shard) => ({ ...shard, failures: parseFailures(shard.failures) })),
    cost: {
      rowsRead: ended.reduce((sum, shard) => sum + shard.rowsRead, 0),
      rowsWritten: ended.reduce((sum, shard) => sum + shard.rowsWritten, 0),
    },
  }
}

/** The latest runs, newest first. */
export async function loadRuns(db: MainDatabase, count: number, now: Date): Promise<RunRecord[]> {
  const [rows] = await db.batch([db.select().from(runs).orderBy(desc(runs.id)).limit(count)])
  return rows.map(fromRunRow).map((run) => (hasDied(run, now) ? { ...run, outcome: 'died' } : run))
}

function hasDied({ outcome, startedAt, shards }: RunRecord, now: Date): boolean {
  const longestMs = shards > 0 ? LONGEST_SHARDED_RUN_MS : LONGEST_RUN_MS
  return outcome === 'running' && now.getTime() - Date.parse(startedAt) > longestMs
}

/** The latest run of a trigger. */
export async function loadLastRun(db: MainDatabase, trigger: Trigger): Promise<RunRecord | undefined> {
  const [rows] = await db.batch([
    db.select().from(runs).where(eq(runs.trigger, trigger)).orderBy(desc(runs.id)).limit(1),
  ])
  return rows[0] && fromRunRow(rows[0])
}

/** Stores that the queue gave up, of the latest runs. */
export async function loadShardFailures(db: MainDatabase): Promise<StoreFailure[]> {
  const [rows] = await db.batch([
    db
      .select({ failures: runShards.failures })
      .from(runShards)
      .where(
        and(
          eq(runShards.outcome, 'failed'),
          gt(runShards.runId, sql`(SELECT max(id) FROM runs) - ${RECENT_RUNS}`),
        ),
      )
      .orderBy(desc(runShards.runId))
      .limit(MAX_FAILED_SHARDS),
  ])
  return rows.flatMap(({ failures }) => parseFailures(failures))
}

function fromRunRow(row: typeof runs.$inferSelect): RunRecord {
  return { ...row, failures: parseFailures(row.failures) }
}

function parseFailures(json: string): StoreFailure[] {
  return JSON.parse(json) as StoreFailure[]
}
