/** Text of cells: what counts as blank, what of it is the spreadsheet's, and how text is kept. */

/** What exports write where they have nothing to say. */
const BLANKS: ReadonlySet<string> = new Set([
  ...['', '-', '--', '/', 'nan', 'null', 'none', '#n/a', '#ref!'],
  ...['无', '无权限', '暂无'],
])
const LONGEST_BLANK_CHARS = 5

/** `1.23E+18`: what is left of an id that a spreadsheet took for a number. `12E45` may be a real code. */
const SCIENTIFIC = /^\d+(?:[.,]\d+e[+-]?|e[+-])\d+$/i
const SCIENTIFIC_CHARS = 40

const CONTROL_CHARACTERS = /[\p{Cc}\u2028\u2029]/u
/** Quoted cells may hold tabs and line breaks: harmless in text that is only shown. */
const CONTROL_BUT_WHITE_SPACE = /[^\P{Cc}\t\n\r]/u

/** Characters that nobody sees, and blanks that do not break: of the page that a text was copied from, not its own. */
const UNSEEN = /[\u00A0\u00AD\u200B-\u200F\u202A-\u202F\u2060-\u2064\uFEFF]/g
/** `="450"`: how an export keeps a spreadsheet from taking a text for a number. */
const AS_FORMULA = /^="(.*)"$/s
/** `450.0`: a number that a spreadsheet or a script took for a decimal one. */
const ZERO_DECIMALS = /^(\d+)\.0+$/

const APOSTROPHE = 0x27
const EQUALS = 0x3d
const FIRST_PRINTABLE = 0x20
const DELETE = 0x7f
/** From here on, all characters but those of {@link UNSEEN} and the separators of lines are plain. */
const LAST_CONTROL = 0x9f
const FIRST_OF_PUNCTUATION = 0x2000
const LAST_OF_PUNCTUATION = 0x206f
const BYTE_ORDER_MARK = 0xfeff

/** @param text trimmed */
export function isBlank(text: string): boolean {
  return text.length <= LONGEST_BLANK_CHARS && BLANKS.has(text.toLowerCase())
}

/** @param text trimmed */
export function isScientific(text: string): boolean {
  return text.length <= SCIENTIFIC_CHARS && SCIENTIFIC.test(text)
}

/** For text that becomes part of a key or an address. */
export function hasControlCharacter(text: string): boolean {
  return CONTROL_CHARACTERS.test(text)
}

/** For text that is only shown. */
export function hasUnprintable(text: string): boolean {
  return CONTROL_BUT_WHITE_SPACE.test(text)
}

/**
 * Whether nothing has to be dropped from a text and no character of it forbids it: true of nearly every cell, so
 * that no pattern is tried on it.
 * @param text trimmed
 */
export function isPlain(text: string): boolean {
  const first = text.charCodeAt(0)
  if (first === APOSTROPHE || first === EQUALS) return false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code < FIRST_PRINTABLE || (code >= DELETE && code <= LAST_CONTROL)) return false
    if (code === 0xa0 || code === 0xad || code === BYTE_ORDER_MARK) return false
    if (code >= FIRST_OF_PUNCTUATION && code <= LAST_OF_PUNCTUATION) return false
  }
  return true
}

/** Whether a text is digits and nothing else, as nearly every id is. */
export function isDigits(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code < 0x30 || code > 0x39) return false
  }
  return text.length > 0
}

/** The text without what a spreadsheet or a page added: a formula around it, an apostrophe before it, what nobody sees. */
export function cleanText(text: string): string {
  const seen = text.replace(UNSEEN, '').trim()
  const inner = AS_FORMULA.exec(seen)?.[1] ?? seen
  return (inner.startsWith("'") ? inner.slice(1) : inner).trim()
}

/** A cleaned id without decimals that no id has. Leading zeros stay. */
export function cleanId(text: string): string {
  return ZERO_DECIMALS.exec(text)?.[1] ?? text
}

/**
 * The same text in memory of its own.
 *
 * A cell is a window into the chunk of text that it was cut from: keeping the cell would keep 64 KB.
 */
export function copyText(text: string): string {
  return text.split('').join('')
}

/** Keeps one copy of each text that comes again and again: stores, channels, products. */
export function createInterner(): (text: string) => string {
  const kept = new Map<string, string>()
  return (text) => {
    const known = kept.get(text)
    if (known !== undefined) return known
    const copy = copyText(text)
    kept.set(copy, copy)
    return copy
  }
}

/** The text cut to `maxChars`, marked where it was cut. */
export function shorten(text: string, maxChars: number): string {
  return text.length <= maxChars ? text : `${text.slice(0, maxChars - 1)}…`
}
