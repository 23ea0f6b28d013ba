import type { BusinessDate } from './diagnosis/businessDate'

/**
 * What the product reckons in. Its rules are those of delivery platforms in mainland China: their fees are charged and
 * its thresholds are said in yuan, and their days end at midnight there. So these are no settings: a shop elsewhere
 * would need other rules, not other names.
 */

/** In which a day begins and ends: an IANA name. */
export const TIME_ZONE = 'Asia/Shanghai'
/** How far its clocks are ahead of UTC, all year round since 1991. */
export const UTC_OFFSET_HOURS = 8
/** Of all amounts, which are never converted: an ISO 4217 code. */
export const CURRENCY = 'CNY'

/** The shops' day at an instant. */
export function shopDate(instant: Date): BusinessDate {
  return new Date(instant.getTime() + UTC_OFFSET_HOURS * 3_600_000).toISOString().slice(0, 10)
}

/** Whether a day has ended at an instant. */
export function hasEnded(date: BusinessDate, instant: Date): boolean {
  return date < shopDate(instant)
}
