/** Calendar arithmetic on business dates: "today" is always an argument. */

/** A store's calendar day as exported, `YYYY-MM-DD` (Asia/Shanghai, never converted). Sorts as text. */
export type BusinessDate = string

const MS_PER_DAY = 86_400_000

/** Days since 1970-01-01, for arithmetic. */
export function dayNumber(date: BusinessDate): number {
  return Date.parse(`${date}T00:00:00Z`) / MS_PER_DAY
}

export function fromDayNumber(day: number): BusinessDate {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10)
}

/** The date `days` after `date` (before it, where negative). */
export function addDays(date: BusinessDate, days: number): BusinessDate {
  return fromDayNumber(dayNumber(date) + days)
}

/** Days from `from` to `to`, both included: 1 for the same day. */
export function daysInclusive(from: BusinessDate, to: BusinessDate): number {
  return dayNumber(to) - dayNumber(from) + 1
}

/** Whether the text is a real day written as `YYYY-MM-DD`. */
export function isBusinessDate(text: string): text is BusinessDate {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(dayNumber(text)) && addDays(text, 0) === text
}
