/** Times of orders as exports write them. Local time, never converted. */

/** `2026-01-18 07:31:02`, `2026/1/18 7:31`, with `T`, with fractions of a second, or the date alone. */
const WRITTEN = /^(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?:(?:T|\s+)(\d{1,2}):(\d{2})(?::(\d{1,2})(?:\.\d+)?)?)?$/
/** Days since 1899-12-30, as Excel counts them. */
const SERIAL = /^\d{5}(?:\.\d+)?$/

const MAX_TIME_CHARS = 40
const SERIAL_OF_1970 = 25_569
const SECONDS_PER_DAY = 86_400
/** Outside these years a date is a placeholder or a slip, and would stretch a store's history over decades. */
const FIRST_YEAR = 2000
const LAST_YEAR = 2099

/**
 * The local time of an order.
 * @returns `YYYY-MM-DDTHH:MM:SS`, or undefined where the cell is not a date that exists between 2000 and 2099
 */
export function parseOrderTime(cell: string): string | undefined {
  const text = cell.trim()
  if (text.length > MAX_TIME_CHARS) return undefined
  if (SERIAL.test(text)) return fromSerial(Number(text))
  const match = WRITTEN.exec(text)
  if (!match) return undefined
  const [, year = '', , month = '', day = '', hour = '0', minute = '0', second = '0'] = match
  if (!isDay(Number(year), Number(month), Number(day))) return undefined
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}`
}

function two(digits: string): string {
  return digits.padStart(2, '0')
}

function isDay(year: number, month: number, day: number): boolean {
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day < 1) return false
  const leap = year % 4 === 0 // true of every year in range: 2100 is the next that breaks it
  const days = month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31
  return day <= days
}

/** To the nearest second: a serial carries the time as a fraction of a day. */
function fromSerial(serial: number): string | undefined {
  const seconds = Math.round((serial - SERIAL_OF_1970) * SECONDS_PER_DAY)
  const time = new Date(seconds * 1000)
  const year = time.getUTCFullYear()
  return year < FIRST_YEAR || year > LAST_YEAR ? undefined : time.toISOString().slice(0, 19)
}
