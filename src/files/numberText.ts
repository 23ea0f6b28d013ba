/** Numbers of a workbook as the text that a platform's CSV would have: dates as dates, ids with their zeros. */

/** What a number format makes of a number, as far as it matters here. */
export type NumberFormat =
  | { kind: 'plain' }
  /** Days since the end of 1899. */
  | { kind: 'date'; hasDay: boolean; hasTime: boolean }
  /** An id with leading zeros: a number to the workbook, and its format has the zeros. */
  | { kind: 'zeros'; digits: number }

export const PLAIN: NumberFormat = { kind: 'plain' }
const DAY: NumberFormat = { kind: 'date', hasDay: true, hasTime: false }
const TIME: NumberFormat = { kind: 'date', hasDay: false, hasTime: true }
const DAY_TIME: NumberFormat = { kind: 'date', hasDay: true, hasTime: true }

/** Formats that a workbook names by a number alone: those of every country, and those of the Chinese Excel. */
const BUILT_IN: ReadonlyMap<number, NumberFormat> = new Map([
  ...[14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58].map((id) => [id, DAY] as const),
  ...[18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56].map((id) => [id, TIME] as const),
  [22, DAY_TIME],
])

export function builtInFormat(id: number): NumberFormat {
  return BUILT_IN.get(id) ?? PLAIN
}

/** What stands in a format for itself: in quotes, behind a backslash, as the width of a character, in brackets. */
const LITERAL = /"[^"]*"|\\.|[_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi

/** As long as a workbook's can be; a longer one is none, and could keep a pattern busy for hours. */
const MAX_CODE_CHARS = 255

/** @param code such as `yyyy-mm-dd hh:mm:ss` */
export function formatOfCode(code: string): NumberFormat {
  if (code.length > MAX_CODE_CHARS) return PLAIN
  if (/^0{2,}$/.test(code)) return { kind: 'zeros', digits: code.length }
  const [tokens = ''] = code.replace(LITERAL, '').split(';')
  const letters = tokens.replace(/general|E[+-]|AM\/PM|A\/P/gi, '').toLowerCase()
  const hasTime = /[hs]/.test(letters)
  const hasDay = /[ydeb]|aaa/.test(letters) || (!hasTime && letters.includes('m'))
  return hasDay || hasTime ? { kind: 'date', hasDay, hasTime } : PLAIN
}

/** Whole numbers beyond have lost digits in a workbook: written so that the import says so. */
const MAX_EXACT = 1e15
/** What a workbook's numbers are exact to: 1.1 × 3 is 3.3 there. */
const EXACT_DIGITS = 15

/** @param from1904 whether the workbook counts its days from 1904, as old ones of a Mac do */
export function numberText(value: number, format: NumberFormat, from1904: boolean): string {
  switch (format.kind) {
    case 'date':
      return dateText(value, format, from1904) ?? plainText(value)
    case 'zeros':
      return plainText(value).padStart(format.digits, '0')
    case 'plain':
      return plainText(value)
  }
}

function plainText(value: number): string {
  if (Number.isInteger(value)) return Math.abs(value) >= MAX_EXACT ? value.toExponential() : String(value)
  return String(Number(value.toPrecision(EXACT_DIGITS)))
}

const SECONDS_PER_DAY = 86_400
const DAYS_TO_1904 = 1462
/** 9999-12-31. */
const LAST_DAY = 2_958_465
/** Day 60 is 1900-02-29, which never was. */
const DAY_THAT_NEVER_WAS = 60
const START_MS = Date.UTC(1899, 11, 30)
/** A second that a division has made a little shorter is a whole one. */
const SECONDS_SLACK = 1e-4

function dateText(
  value: number,
  { hasDay, hasTime }: { hasDay: boolean; hasTime: boolean },
  from1904: boolean,
): string | undefined {
  const seconds = Math.floor((value + (from1904 ? DAYS_TO_1904 : 0)) * SECONDS_PER_DAY + SECONDS_SLACK)
  const day = Math.floor(seconds / SECONDS_PER_DAY)
  if (!(seconds >= 0 && day <= LAST_DAY)) return undefined
  const shift = day < DAY_THAT_NEVER_WAS ? 1 : 0
  const at = new Date(START_MS + (day + shift) * SECONDS_PER_DAY * 1000).toISOString().slice(0, 10)
  const time = timeText(seconds % SECONDS_PER_DAY)
  // A time of the day in a column of its own has no day, and a day no time unless it says one.
  if (!hasDay && day === 0) return time
  return hasTime || seconds % SECONDS_PER_DAY !== 0 ? `${at} ${time}` : at
}

function timeText(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return parts.map((part) => String(part).padStart(2, '0')).join(':')
}
