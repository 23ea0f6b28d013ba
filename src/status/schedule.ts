import type { RunRecord } from '../data/runs'
import { nextRun } from './cron'

/** How the schedule keeps its time, told by the runs that it has made: what counts is what happened. */
export type ScheduleState =
  /** It has never run; nothing is known of its times. */
  { status: 'never' } | { status: 'onTime' | 'overdue'; cron: string; lastAt: Date; nextAt: Date | null }

/** How late the platform may be before it counts as overdue: it promises no accuracy. */
const GRACE_MS = 120_000

/** @param lastRun the latest run of the schedule */
export function scheduleState(
  lastRun: Pick<RunRecord, 'cron' | 'scheduledAt'> | undefined,
  now: Date,
): ScheduleState {
  if (!lastRun?.cron) return { status: 'never' }
  const lastAt = new Date(lastRun.scheduledAt)
  const dueAt = nextRun(lastRun.cron, lastAt)
  const overdue = dueAt !== undefined && now.getTime() > dueAt.getTime() + GRACE_MS
  return {
    status: overdue ? 'overdue' : 'onTime',
    cron: lastRun.cron,
    lastAt,
    nextAt: nextRun(lastRun.cron, now) ?? null,
  }
}
