import { addDays, type BusinessDate, dayNumber, isBusinessDate } from '../../diagnosis/businessDate'
import type { Fen, Tenths } from '../../diagnosis/money'
import type { Lang } from '../../diagnosis/words'

/** The only place that turns numbers, dates and instants into text. Total: what it cannot read is "—", never 0. */

/** What stands for a value that is not known. */
export const UNKNOWN = '—'

// U+2212: as wide as a digit, and read aloud as "minus", which a hyphen is not.
const MINUS = '−'
const MS_PER_MINUTE = 60_000
// Business days and instants are shown in Beijing time: UTC+8 all year round, no daylight saving since 1991.
const BEIJING_OFFSET_MS = 8 * 60 * MS_PER_MINUTE

const WEEKDAYS: Record<Lang, readonly string[]> = {
  zh: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
}
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** An amount in the parts that are set in different sizes. */
interface MoneyParts {
  negative: boolean
  /** `¥1,234` */
  yuan: string
  /** `.56` */
  cents: string
}

function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
}

/** Undefined where the amount is not a whole number of fen. */
export function moneyParts(amountFen: Fen): MoneyParts | undefined {
  if (!Number.isSafeInteger(amountFen)) return undefined
  const magnitude = Math.abs(amountFen)
  const cents = magnitude % 100
  return {
    negative: amountFen < 0,
    yuan: `¥${grouped(String((magnitude - cents) / 100))}`,
    cents: `.${String(cents).padStart(2, '0')}`,
  }
}

/** `¥1,234.56`, `−¥0.05`. */
export function money(amountFen: Fen): string {
  const parts = moneyParts(amountFen)
  return parts ? `${parts.negative ? MINUS : ''}${parts.yuan}${parts.cents}` : UNKNOWN
}

/** `1,234`, and at most one decimal: `6.3`, `32`. */
export function count(value: number): string {
  return shortest(value, 1)
}

/** A number of pieces: `1,234`, and of weighed goods up to three decimals: `0.5`, `12.125`. */
export function pieces(value: number): string {
  return shortest(value, 3)
}

const BYTE_UNITS = ['B', 'KB', 'MB', 'GB', 'TB']

/** `950 KB`, `8.2 GB`: by thousands, as databases are sold. */
export function dataSize(bytes: number): string {
  if (!(bytes >= 0)) return UNKNOWN
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), BYTE_UNITS.length - 1)
  return `${shortest(bytes / 1000 ** power, 1)} ${BYTE_UNITS[power]}`
}

/** With as many decimals as it takes, and no more than so many. */
function shortest(value: number, maxDecimals: number): string {
  const scale = 10 ** maxDecimals
  if (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER / scale) return UNKNOWN
  const scaled = Math.round(Math.abs(value) * scale)
  const rest = scaled % scale
  const decimals = String(rest).padStart(maxDecimals, '0').replace(/0+$/, '')
  const text = grouped(String((scaled - rest) / scale)) + (decimals && `.${decimals}`)
  return value < 0 && scaled ? MINUS + text : text
}

/** `30.5%`. */
export function rate(tenths: Tenths): string {
  if (!Number.isSafeInteger(tenths)) return UNKNOWN
  const magnitude = Math.abs(tenths)
  const rest = magnitude % 10
  return `${tenths < 0 ? MINUS : ''}${grouped(String((magnitude - rest) / 10))}.${rest}%`
}

/** `1.2`, of a difference between two rates. */
export function points(tenths: Tenths): string {
  return rate(tenths).replace('%', '')
}

/** A percentage with one decimal, as the JSON carries it. */
export function percent(value: number): string {
  return rate(Math.round(value * 10))
}

/** A growth in percent, with its sign: `+266.7%`. */
export function growth(value: number): string {
  const text = percent(value)
  return value > 0 && text !== UNKNOWN ? `+${text}` : text
}

/** A change in whole percent, with its sign: `+44%`, `−27%`. */
export function wholePercent(value: number): string {
  const text = count(value)
  return text === UNKNOWN ? text : `${value > 0 ? '+' : ''}${text}%`
}

interface CalendarDay {
  year: number
  month: number
  day: number
  weekday: number
}

function calendarDay(date: BusinessDate): CalendarDay | undefined {
  if (!isBusinessDate(date)) return undefined
  const at = new Date(`${date}T00:00:00Z`)
  return { year: at.getUTCFullYear(), month: at.getUTCMonth(), day: at.getUTCDate(), weekday: at.getUTCDay() }
}

/** `2026年1月18日 周日`, `Sun 18 Jan 2026`. A date that is none is shown as it is. */
export function longDate(date: BusinessDate, lang: Lang): string {
  const day = calendarDay(date)
  if (!day) return date
  const weekday = WEEKDAYS[lang][day.weekday]
  if (lang === 'zh') return `${day.year}年${day.month + 1}月${day.day}日 ${weekday}`
  return `${weekday} ${day.day} ${MONTHS[day.month]} ${day.year}`
}

/** `1月18日`, `18 Jan`. */
export function shortDate(date: BusinessDate, lang: Lang): string {
  const day = calendarDay(date)
  if (!day) return date
  return lang === 'zh' ? `${day.month + 1}月${day.day}日` : `${day.day} ${MONTHS[day.month]}`
}

/** The instant's clock in Beijing, as `YYYY-MM-DD` and `HH:MM`. */
function inBeijing(instantIso: string): { date: BusinessDate; clock: string } | undefined {
  const instantMs = Date.parse(instantIso)
  // Beyond the years that a four-digit date can write, toISOString has another shape or throws.
  if (!(instantMs > -60e12 && instantMs < 250e12)) return undefined
  const iso = new Date(instantMs + BEIJING_OFFSET_MS).toISOString()
  return { date: iso.slice(0, 10), clock: iso.slice(11, 16) }
}

/** `08:05` where the instant lies on the day of `nowIso`, else `1月18日 08:05`. */
export function instant(instantIso: string, nowIso: string, lang: Lang): string {
  const at = inBeijing(instantIso)
  if (!at) return UNKNOWN
  return at.date === inBeijing(nowIso)?.date ? at.clock : `${shortDate(at.date, lang)} ${at.clock}`
}

/** The day of an instant in Beijing: `今天`, `1月18日`, of another year with it. */
export function day(instantIso: string, nowIso: string, lang: Lang): string {
  const at = inBeijing(instantIso)
  if (!at) return UNKNOWN
  const today = inBeijing(nowIso)?.date
  if (at.date === today) return lang === 'zh' ? '今天' : 'today'
  const text = shortDate(at.date, lang)
  if (at.date.slice(0, 4) === today?.slice(0, 4)) return text
  return lang === 'zh' ? `${Number(at.date.slice(0, 4))}年${text}` : `${text} ${at.date.slice(0, 4)}`
}

/** A country or region by its two letters; what has no name is shown as it is. */
export function country(code: string, lang: Lang): string {
  try {
    return new Intl.DisplayNames([lang], { type: 'region' }).of(code) ?? code
  } catch {
    return code
  }
}

/** How long ago: `3 分钟前`, `3 min ago`. A clock that runs behind says "just now". */
export function age(instantIso: string, nowIso: string, lang: Lang): string {
  const minutes = Math.floor((Date.parse(nowIso) - Date.parse(instantIso)) / MS_PER_MINUTE)
  if (!Number.isFinite(minutes)) return UNKNOWN
  if (minutes < 1) return lang === 'zh' ? '刚刚' : 'just now'
  if (minutes < 60) return lang === 'zh' ? `${minutes} 分钟前` : `${minutes} min ago`
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return lang === 'zh' ? `${hours} 小时前` : `${hours} h ago`
  const days = Math.floor(hours / 24)
  if (lang === 'zh') return `${grouped(String(days))} 天前`
  return days === 1 ? '1 day ago' : `${grouped(String(days))} days ago`
}

/** Days from the business date to the Beijing day of an instant: 1 on the morning after. Null where unreadable. */
export function daysBehind(date: BusinessDate, nowIso: string): number | null {
  const now = inBeijing(nowIso)
  return now && isBusinessDate(date) ? dayNumber(now.date) - dayNumber(date) : null
}

/** The date `days` later, or null where the date is none or the calendar ends. */
export function dateAfter(date: BusinessDate, days: number): BusinessDate | null {
  if (!isBusinessDate(date)) return null
  const day = dayNumber(date) + days
  return day >= dayNumber('0001-01-01') && day <= dayNumber('9999-12-31') ? addDays(date, days) : null
}
