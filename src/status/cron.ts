import { parseCronExpression } from 'cron-schedule'

/**
 * When a Cron Trigger fires next after a time.
 * @param expression Cloudflare's: in UTC, weekday 1 is Sunday, what follows a slash is a step
 * @returns undefined where nobody can read the expression
 */
export function nextRun(expression: string, after: Date): Date | undefined {
  const fields = expression.trim().split(/\s+/)
  const weekday = fields[4]?.replace(/(?<![\d/])\d+/g, (day) => String(Number(day) - 1))
  try {
    const cron = parseCronExpression([...fields.slice(0, 4), weekday].join(' '))
    return toUtc(cron.getNextDate(toLocal(after)))
  } catch {
    return undefined
  }
}

/** The library reads a date's local time: the date on which local clocks show what UTC showed at the given one. */
function toLocal(date: Date): Date {
  return new Date(
    date.getUTCFullYear(),
    date.getUTCMonth(),
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
  )
}

/** The way back from {@link toLocal}; a cron fires on the minute. */
function toUtc(date: Date): Date {
  return new Date(
    Date.UTC(date.getFullYear(), date.getMonth(), date.getDate(), date.getHours(), date.getMinutes()),
  )
}
