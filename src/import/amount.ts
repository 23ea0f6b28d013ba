import { MICRO_PER_YUAN, type MicroYuan } from '../diagnosis/money'
import { isBlank } from './cellText'

/** Numbers as exports write them, read exactly: never through a float. No I/O. */

/** Why a number cannot be taken. */
export type NumberProblem = 'unreadableAmount' | 'notWhole' | 'implausible'

/** Beyond this an amount is a slipped column or a code, and sums would leave the safe integers. */
const MAX_AMOUNT_MICRO = 10_000_000 * MICRO_PER_YUAN
/** No number that is worth reading is longer, with its separators. */
const MAX_NUMBER_CHARS = 40
/** Micro-yuan have this many decimals. */
const MICRO_DECIMALS = 6

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

/**
 * A whole number, also written as `3.0` or with the decorations of an amount.
 * @param maxMagnitude beyond this, either way, it is implausible
 * @returns null where blank
 */
export function parseWhole(cell: string, maxMagnitude: number): number | null | NumberProblem {
  const micro = parseAmountMicro(cell)
  if (typeof micro !== 'number') return micro
  if (micro % MICRO_PER_YUAN !== 0) return 'notWhole'
  const whole = compact(micro / MICRO_PER_YUAN)
  return Math.abs(whole) <= maxMagnitude ? whole : 'implausible'
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
 * The one loop that nearly every cell of a file goes through: `-12.345` and nothing else.
 * @returns micro-yuan, half away from zero; undefined where the text is not such a number
 */
function plainDecimalMicro(text: string): MicroYuan | undefined {
  const negative = text.charCodeAt(0) === 0x2d
  let at = negative ? 1 : 0
  let whole = 0
  let digits = 0
  for (; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 0x30
    if (digit < 0 || digit > 9) break
    whole = whole * 10 + digit
    digits++
  }
  let fraction = 0
  let decimals = 0
  if (at < text.length) {
    if (text.charCodeAt(at) !== 0x2e) return undefined
    for (at++; at < text.length; at++) {
      const digit = text.charCodeAt(at) - 0x30
      if (digit < 0 || digit > 9) return undefined
      decimals++
      if (decimals <= MICRO_DECIMALS) fraction = fraction * 10 + digit
      // The seventh decimal alone decides: half goes away from zero, whatever follows.
      else if (decimals === MICRO_DECIMALS + 1 && digit >= 5) fraction++
    }
    if (decimals === 0) return undefined
  }
  if (digits + decimals === 0) return undefined
  const micro = whole * MICRO_PER_YUAN + fraction * 10 ** Math.max(0, MICRO_DECIMALS - decimals)
  return compact(negative ? -micro : micro) // and -0 becomes 0
}

/**
 * The same number, as a small integer where it is one: the engine boxes results of decimal arithmetic
 * otherwise, which is 16 bytes for each cell of the file that is kept.
 */
function compact(value: number): number {
  const integer = value | 0
  return integer === value ? integer : value
}
