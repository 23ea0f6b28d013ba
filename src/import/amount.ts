import { MICRO_PER_YUAN, type MicroYuan } from '../diagnosis/money'
import { MILLI_PER_PIECE, type Milli, toMilli } from '../diagnosis/quantity'
import { isBlank } from './cellText'

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

/** A number with its currency sign and thousands separators, in plain characters. */
const DECORATED = /^(-?)(?:¥\s*)?(-?)(\d{1,3}(?:,\d{3})+|\d*)(\.\d+)?$/
const FULL_WIDTH = /[\uFF10-\uFF19\uFF0C\uFF0E\uFF0D\u2212\uFFE5]/g

/**
 * An amount of yuan, rounded half away from zero to micro-yuan.
 *
 * Reads `12.3`, `1,234.50`, `¥12.3`, `-¥12.3`, full-width digits, points, commas and minus signs.
 * @returns null where blank; a problem where it is anything else, or beyond ±10,000,000 元
 */
export function parseAmountMicro(cell: string): MicroYuan | null | NumberProblem {
  const micro = plainDecimalMicro(cell) ?? decoratedMicro(cell)
  if (typeof micro !== 'number') return micro
  return Math.abs(micro) <= MAX_AMOUNT_MICRO ? micro : 'implausible'
}

/** Of a number that can be read: a digit other than 0 behind the third decimal. */
const FINER_THAN_MILLI = /[.\uFF0E][\d\uFF10-\uFF19]{3}[\d\uFF10-\uFF19]*[1-9\uFF11-\uFF19]/

/**
 * A quantity with up to three decimals, also written as `3.0000` or with the decorations of an amount: never rounded.
 * @param maxPieces beyond this, either way, it is implausible
 * @returns null where blank
 */
export function parseQuantityMilli(cell: string, maxPieces: number): Milli | null | NumberProblem {
  const micro = parseAmountMicro(cell)
  if (typeof micro !== 'number') return micro
  if (FINER_THAN_MILLI.test(cell)) return 'tooManyDecimals'
  const milli = compact(micro / (MICRO_PER_YUAN / MILLI_PER_PIECE))
  return Math.abs(milli) <= toMilli(maxPieces) ? milli : 'implausible'
}

function decoratedMicro(cell: string): MicroYuan | null | 'unreadableAmount' {
  const text = cell.trim()
  if (isBlank(text)) return null
  if (text.length > MAX_NUMBER_CHARS) return 'unreadableAmount'
  const [matched, outerMinus, innerMinus, whole = '', fraction = ''] =
    DECORATED.exec(text.replace(FULL_WIDTH, toPlain)) ?? []
  if (matched === undefined || (outerMinus && innerMinus)) return 'unreadableAmount'
  const sign = outerMinus || innerMinus || ''
  return plainDecimalMicro(`${sign}${whole.replaceAll(',', '')}${fraction}`) ?? 'unreadableAmount'
}

/** The plain character of a full-width one; both minus signs become a hyphen. */
function toPlain(character: string): string {
  if (character === '\u2212') return '-'
  if (character === '\uFFE5') return '¥'
  return String.fromCharCode(character.charCodeAt(0) - 0xfee0)
}

/**
 * `-12.345` and nothing else: what nearly every cell of a file is, so no pattern is tried on it.
 * @returns micro-yuan, half away from zero; undefined where the text is not such a number
 */
function plainDecimalMicro(text: string): MicroYuan | undefined {
  const start = text.charCodeAt(0) === MINUS ? 1 : 0
  const wholeEnd = digitsEnd(text, start)
  const hasPoint = text.charCodeAt(wholeEnd) === POINT
  const end = hasPoint ? digitsEnd(text, wholeEnd + 1) : wholeEnd
  const isNumber = end === text.length && end > start && !(hasPoint && end === wholeEnd + 1)
  if (!isNumber) return undefined
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
