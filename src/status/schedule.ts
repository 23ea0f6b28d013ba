import { type Cron, parseCronExpression } from 'cron-schedule'
import type { RunRecord } from '../data/runs'

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
  const cron = parse(lastRun.cron)
  const dueAt = cron?.getNextDate(lastAt) ?? null
  const overdue = dueAt !== null && now.getTime() > dueAt.getTime() + GRACE_MS
  return {
    status: overdue ? 'overdue' : 'onTime',
    cron: lastRun.cron,
    lastAt,
    nextAt: cron?.getNextDate(now) ?? null,
  }
}

/** The platform's expressions are in UTC, as its clock is; their weekday 1 is Sunday; what follows a slash is a step. */
function parse(expression: string): Cron | undefined {
  const fields = expression.trim().split(/\s+/)
  const weekday = fields[4]?.replace(/(?<![\d/])\d+/g, (day) => String(Number(day) - 1))
  try {
    return parseCronExpression([...fields.slice(0, 4), weekday].join(' '))
  } catch {
    return undefined
  }
}
