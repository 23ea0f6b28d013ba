import { MICRO_PER_YUAN, type MicroYuan } from '../diagnosis/money'
import { MILLI_PER_PIECE, type Milli, toMilli } from '../diagnosis/quantity'
import { cleanText, isBlank } from './cellText'

/** Numbers as exports write them, read exactly: never through a float. */

/** Why a number cannot be taken. */
export type NumberProblem = 'unreadableAmount' | 'tooManyDecimals' | 'implausible'

/** Beyond this an amount is a slipped column or a code, and sums would leave the safe integers. */
const MAX_AMOUNT_MICRO = 10_000_000 * MICRO_PER_YUAN
/** No number that is worth reading is longer, with its separators. */
const MAX_NUMBER_CHARS = 40
/** Micro-yuan have this many decimals. */
const MICRO_DECIMALS = 6
const ZERO = 0x30
const MINUS = 0x2d
const POINT = 0x2e

/** Whether a comma or a point begins the decimals; the other one groups thousands. */
export type DecimalMark = 'point' | 'comma'

/** Signs of money, before a number or after it. */
const CURRENCY_SIGN = '(?:CN¥|RMB|CNY|US\\$|HK\\$|[¥$€£])'
/** `1,234.50` with what people write around it. A group of thousands does not begin with 0: `0,500` is a decimal comma. */
const DECORATED: Readonly<Record<DecimalMark, RegExp>> = {
  point: decorated('[1-9]\\d{0,2}(?:,\\d{3})+|\\d*', '\\.'),
  comma: decorated('[1-9]\\d{0,2}(?:\\.\\d{3})+|\\d*', ','),
}

function decorated(whole: string, mark: string): RegExp {
  return new RegExp(
    `^(-)?\\s*${CURRENCY_SIGN}?\\s*(-)?(${whole})(${mark}\\d+)?(e[+-]?\\d{1,3})?\\s*(?:${CURRENCY_SIGN}|元)?$`,
    'i',
  )
}

/** In brackets, as accountants write what is taken off. */
const BRACKETED = /^\((.*)\)$/s
const FULL_WIDTH = /[\uFF04\uFF08\uFF09\uFF0B-\uFF0E\uFF10-\uFF19\uFF25\uFF45]/g
const MINUS_SIGN = /[\u2212\u2012\u2013]/g

/**
 * An amount of yuan, rounded half away from zero to micro-yuan.
 *
 * Reads `12.3`, `1,234.50`, `¥12.3`, `-¥12.3`, `12.3元`, `(12.3)`, `1.2E-4`, full-width digits and signs.
 * @param decimals what the file's numbers show to be their decimal mark
 * @returns null where blank; a problem where it is anything else, or beyond ±10,000,000 元
 */
export function parseAmountMicro(
  cell: string,
  decimals: DecimalMark = 'point',
): MicroYuan | null | NumberProblem {
  if (cell === '') return null
  const isComma = decimals === 'comma'
  const micro =
    plainDecimalMicro(cell, isComma) ??
    // The last cell of a line may hold its carriage return.
    plainDecimalMicro(cell.trim(), isComma) ??
    decoratedMicro(cell, decimals)
  if (typeof micro !== 'number') return micro
  return Math.abs(micro) <= MAX_AMOUNT_MICRO ? micro : 'implausible'
}

/** Of a number in plain digits: one other than 0 behind the third decimal. */
const FINER_THAN_MILLI = /\.\d{3}\d*[1-9]/

/**
 * A quantity with up to three decimals, also written as `3.0000` or with the decorations of an amount: never rounded.
 * @param maxPieces beyond this, either way, it is implausible
 * @returns null where blank
 */
export function parseQuantityMilli(
  cell: string,
  maxPieces: number,
  decimals: DecimalMark = 'point',
): Milli | null | NumberProblem {
  const micro = parseAmountMicro(cell, decimals)
  if (typeof micro !== 'number') return micro
  // Of the digits, not of the amount: that is rounded behind the sixth.
  const isPlain = plainDecimalMicro(cell, decimals === 'comma') !== undefined
  const digits = isPlain ? cell : plainDigits(cleanText(cell), decimals)
  if (digits !== undefined && FINER_THAN_MILLI.test(digits)) return 'tooManyDecimals'
  const milli = compact(micro / (MICRO_PER_YUAN / MILLI_PER_PIECE))
  return Math.abs(milli) <= toMilli(maxPieces) ? milli : 'implausible'
}

function decoratedMicro(cell: string, decimals: DecimalMark): MicroYuan | null | 'unreadableAmount' {
  const text = cleanText(cell)
  if (isBlank(text)) return null
  const digits = plainDigits(text, decimals)
  return (digits === undefined ? undefined : plainDecimalMicro(digits, false)) ?? 'unreadableAmount'
}

/**
 * `-1234.5` for `-¥1,234.50` and whatever else people and programs write around a number.
 * @param text cleaned
 */
function plainDigits(text: string, decimals: DecimalMark): string | undefined {
  if (text.length > MAX_NUMBER_CHARS) return undefined
  const plain = toPlain(text)
  const bracketed = BRACKETED.exec(plain)
  const [matched, outerMinus, innerMinus, whole = '', fraction = '', exponent] =
    DECORATED[decimals].exec(bracketed?.[1] ?? plain) ?? []
  if (matched === undefined) return undefined
  const minuses = [bracketed, outerMinus, innerMinus].filter(Boolean).length
  if (minuses > 1) return undefined
  const digits = `${whole.replace(/[,.]/g, '')}${fraction.replace(',', '.')}`
  const shifted = exponent === undefined ? digits : shiftPoint(digits, Number(exponent.slice(1)))
  return shifted === undefined ? undefined : `${minuses > 0 ? '-' : ''}${shifted}`
}

/** Full-width characters as plain ones, all minus signs as a hyphen. */
function toPlain(text: string): string {
  return text
    .replace(FULL_WIDTH, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .replace(MINUS_SIGN, '-')
    .replaceAll('\uFFE5', '¥')
}

/** `1.5` and -3 to `0.0015`: exact, as no float is. Undefined where there are no digits. */
function shiftPoint(digits: string, places: number): string | undefined {
  const [whole = '', fraction = ''] = digits.split('.')
  if (whole === '') return undefined
  const all = whole + fraction
  const point = whole.length + places
  if (point <= 0) return `0.${'0'.repeat(-point)}${all}`
  return point >= all.length ? all.padEnd(point, '0') : `${all.slice(0, point)}.${all.slice(point)}`
}

/**
 * `-12.345` and nothing else: what nearly every cell of a file is, so no pattern is tried on it.
 * @param wholeOnly where a point is no decimal mark
 * @returns micro-yuan, half away from zero; undefined where the text is not such a number
 */
function plainDecimalMicro(text: string, wholeOnly: boolean): MicroYuan | undefined {
  const start = text.charCodeAt(0) === MINUS ? 1 : 0
  const wholeEnd = digitsEnd(text, start)
  const hasPoint = text.charCodeAt(wholeEnd) === POINT
  const end = hasPoint ? digitsEnd(text, wholeEnd + 1) : wholeEnd
  const isNumber = end === text.length && end > start && !(hasPoint && end === wholeEnd + 1)
  if (!isNumber || (hasPoint && wholeOnly)) return undefined
  const wholeMicro = digitsValue(text, start, wholeEnd) * MICRO_PER_YUAN
  const micro = hasPoint ? wholeMicro + fractionMicro(text, wholeEnd + 1, end) : wholeMicro
  return compact(start === 1 ? -micro : micro) // and -0 becomes 0
}

/** Where the digits that begin at `start` end. */
function digitsEnd(text: string, start: number): number {
  let at = start
  while (at < text.length && text.charCodeAt(at) >= ZERO && text.charCodeAt(at) <= ZERO + 9) at++
  return at
}

function digitsValue(text: string, start: number, end: number): number {
  let value = 0
  for (let at = start; at < end; at++) value = value * 10 + text.charCodeAt(at) - ZERO
  return value
}

/** Decimals as micro-yuan. The seventh alone decides: half goes away from zero, whatever follows. */
function fractionMicro(text: string, start: number, end: number): number {
  const keptEnd = Math.min(end, start + MICRO_DECIMALS)
  const kept = digitsValue(text, start, keptEnd) * 10 ** (MICRO_DECIMALS - (keptEnd - start))
  return end > keptEnd && text.charCodeAt(keptEnd) >= ZERO + 5 ? kept + 1 : kept
}

/**
 * The same number, as a small integer where it is one: the engine boxes results of decimal arithmetic
 * otherwise, which is 16 bytes for each cell of the file that is kept.
 */
function compact(value: number): number {
  const integer = value | 0
  return integer === value ? integer : value
}
