/** Text of cells: what counts as blank, what an id may look like, and how text is kept. */

/** What exports write where they have nothing to say. */
const BLANKS: ReadonlySet<string> = new Set(['', '-', 'nan', 'null'])
const LONGEST_BLANK_CHARS = 4

/** `1.23E+18`: what is left of an id that a spreadsheet took for a number. `12E45` may be a real code. */
const SCIENTIFIC = /^\d+(?:\.\d+e[+-]?|e[+-])\d+$/i
const SCIENTIFIC_CHARS = 40

const CONTROL_CHARACTERS = /[\p{Cc}\u2028\u2029]/u
/** Quoted cells may hold tabs and line breaks: harmless in text that is only shown. */
const CONTROL_BUT_WHITE_SPACE = /[^\P{Cc}\t\n\r]/u

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
