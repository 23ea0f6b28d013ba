import type { ToLocal } from './timeZone'

/** Times of orders as exports write them. Day and month are never guessed: a year comes first, or it is no date. */

/**
 * `2026-01-18 07:31:02`, `2026/1/18 7:31`, `2026.01.18`, with `T`, with fractions of a second, the date alone; behind
 * a time `Z` or an offset.
 */
const WRITTEN =
  /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:(?:T|\s+)(\d{1,2}):(\d{2})(?::(\d{1,2})(?:[.,]\d+)?)?(?:\s*(Z|UTC|[+-]\d{2}:?\d{2}))?)?$/i
/** `2026年1月18日 07:31:02`, also `7时31分2秒`. */
const CHINESE =
  /^(\d{4})年(\d{1,2})月(\d{1,2})日(?:[\sT]*(\d{1,2})(?::|时|点)(\d{1,2})(?:(?::|分)(?:(\d{1,2})(?:\.\d+)?秒?)?)?)?$/
/** `20260118`, also `20260118073102` and `20260118 07:31:02`. */
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:[\sT]*(\d{2}):?(\d{2})(?::?(\d{2}))?)?$/
/** Days since 1899-12-30, as Excel counts them. */
const SERIAL = /^\d{5}(?:\.\d+)?$/

const MAX_TIME_CHARS = 40
const SERIAL_OF_1970 = 25_569
const SECONDS_PER_DAY = 86_400
/** Outside these years a date is a placeholder or a slip, and would stretch a store's history over decades. */
const FIRST_YEAR = 2000
const LAST_YEAR = 2099
const MAX_OFFSET_MINUTES = 14 * 60
const ZERO = 0x30

/**
 * The local time of an order.
 * @param toLocal what a time with an offset is in the shop's zone
 * @returns `YYYY-MM-DDTHH:MM:SS`, or undefined where the cell is not a date that exists between 2000 and 2099
 */
export function parseOrderTime(cell: string, toLocal: ToLocal): string | undefined {
  if (isUsual(cell)) return fromParts(cell.slice(0, 4), ...usualParts(cell))
  const text = cell.trim()
  if (text.length > MAX_TIME_CHARS) return undefined
  return fromText(text, toLocal) ?? fromText(text.normalize('NFKC'), toLocal)
}

function fromText(text: string, toLocal: ToLocal): string | undefined {
  if (SERIAL.test(text)) return fromSerial(Number(text))
  const written = WRITTEN.exec(text)
  if (written) {
    const [, year = '', , month = '', day = '', hour, minute, second, offset] = written
    const local = fromParts(year, month, day, hour, minute, second)
    return local === undefined || offset === undefined ? local : fromOffset(local, offset, toLocal)
  }
  const [, year, ...parts] = CHINESE.exec(text) ?? COMPACT.exec(text) ?? []
  return year === undefined ? undefined : fromParts(year, ...parts)
}

type Parts = [month?: string, day?: string, hour?: string, minute?: string, second?: string]

/** `2026-01-18 07:31:02`, a digit for each 0: what nearly every cell is, so no pattern is tried on it. */
const USUAL = [...'0000-00-00 00:00:00'].map((character) => character.charCodeAt(0))

function isUsual(cell: string): boolean {
  if (cell.length !== USUAL.length) return false
  for (let at = 0; at < USUAL.length; at++) {
    const code = cell.charCodeAt(at)
    const isRight = USUAL[at] === ZERO ? code >= ZERO && code <= ZERO + 9 : code === USUAL[at]
    if (!isRight) return false
  }
  return true
}

function usualParts(cell: string): Parts {
  return [cell.slice(5, 7), cell.slice(8, 10), cell.slice(11, 13), cell.slice(14, 16), cell.slice(17, 19)]
}

function fromParts(year: string, ...[month = '', day = '', hour, minute, second]: Parts): string | undefined {
  if (!isDay(Number(year), Number(month), Number(day))) return undefined
  const time = [hour, minute, second].map((part) => part ?? '0')
  const [h = '', m = '', s = ''] = time
  if (Number(h) > 23 || Number(m) > 59 || Number(s) > 59) return undefined
  return `${year}-${two(month)}-${two(day)}T${two(h)}:${two(m)}:${two(s)}`
}

function two(digits: string): string {
  return digits.length === 2 ? digits : digits.padStart(2, '0')
}

function isDay(year: number, month: number, day: number): boolean {
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day < 1) return false
  const leap = year % 4 === 0 // true of every year in range: 2100 is the next that breaks it
  const days =
    month === 2 ? (leap ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
  return day <= days
}

/** @param local the time as it stands before its offset */
function fromOffset(local: string, offset: string, toLocal: ToLocal): string | undefined {
  const minutes = offsetMinutes(offset)
  if (minutes === undefined) return undefined
  const converted = toLocal(Date.parse(`${local}Z`) - minutes * 60_000)
  const year = Number(converted.slice(0, 4))
  return year < FIRST_YEAR || year > LAST_YEAR ? undefined : converted
}

/** Minutes ahead of UTC. */
function offsetMinutes(offset: string): number | undefined {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(offset) ?? []
  if (sign === undefined) return 0
  const ahead = Number(hours) * 60 + Number(minutes)
  if (Number(minutes) > 59 || ahead > MAX_OFFSET_MINUTES) return undefined
  return sign === '-' ? -ahead : ahead
}

/** To the nearest second: a serial carries the time as a fraction of a day. */
function fromSerial(serial: number): string | undefined {
  const seconds = Math.round((serial - SERIAL_OF_1970) * SECONDS_PER_DAY)
  const time = new Date(seconds * 1000)
  const year = time.getUTCFullYear()
  return year < FIRST_YEAR || year > LAST_YEAR ? undefined : time.toISOString().slice(0, 19)
}
