import { type BusinessDate, dayNumber } from '../../diagnosis/businessDate'

const WEEK = 7
/** 1970-01-01 was a Thursday. */
const THURSDAY = 4

export function isWeekend(date: BusinessDate): boolean {
  const weekday = (dayNumber(date) + THURSDAY) % WEEK
  return weekday === 0 || weekday === 6
}

/** Whether a day of a chart is named below it: the last one, and every week before. */
export function isNamed(index: number, days: number): boolean {
  return (days - 1 - index) % WEEK === 0
}
