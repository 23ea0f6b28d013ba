import { FileRefusedError } from './fileParts'
import { MAX_CELL_CHARS } from './sheetGrid'

/**
 * XML of a workbook, a piece of text at a time. Only what workbooks are made of is understood: elements, attributes,
 * text, CDATA, and the five entities of XML itself. A document type is passed over, so none of its entities exists,
 * and nothing outside of the file is ever looked at.
 */

export interface XmlEvents {
  /**
   * @param name without its prefix
   * @param attributes as written, for {@link attribute}
   */
  open(name: string, attributes: string): void
  close(name: string): void
  /** Some of an element's text, its entities resolved; asked for where `wantsText` holds. */
  text(text: string): void
  wantsText(): boolean
}

export interface XmlReader {
  push(text: string): void
}

/** A cell holds 32,767 characters, each an entity at the worst: what goes on without end is no workbook. */
const MAX_TOKEN_CHARS = 500_000

const GREATER = 0x3e
const SLASH = 0x2f
const QUOTE = 0x22
const APOSTROPHE = 0x27
const BANG = 0x21
const QUESTION = 0x3f
const COLON = 0x3a
const SPACE = 0x20
const DIGIT_0 = 0x30
const DIGIT_9 = 0x39

const CDATA = '<![CDATA['
/** What begins otherwise than an element, and how it ends. */
const SPECIAL = [
  ['<!--', '-->'],
  [CDATA, ']]>'],
  ['<?', '?>'],
] as const

/** @throws FileRefusedError from `push` where the text is no XML of any workbook */
export function createXmlReader(events: XmlEvents): XmlReader {
  let rest = ''

  /** Takes the tag that begins at `at`: where it ends, or undefined where it is not whole yet. */
  function takeTag(text: string, at: number): number | undefined {
    const second = text.charCodeAt(at + 1)
    if (isTextAfter(second)) return takeSign(at)
    if (second === BANG || second === QUESTION) return takeSpecial(text, at)
    const end = tagEnd(text, at + 1)
    if (end === -1) return undefined
    if (second === SLASH) {
      events.close(nameIn(text, at + 2, end))
      return end + 1
    }
    const isEmpty = text.charCodeAt(end - 1) === SLASH
    const innerEnd = isEmpty ? end - 1 : end
    const nameAt = nameEnd(text, at + 1, innerEnd)
    const name = nameIn(text, at + 1, nameAt)
    events.open(name, text.slice(nameAt, innerEnd))
    if (isEmpty) events.close(name)
    return end + 1
  }

  /** A `<` that begins no tag. */
  function takeSign(at: number): number {
    if (events.wantsText()) events.text('<')
    return at + 1
  }

  /** Of a comment, an instruction, CDATA or a document type. */
  function takeSpecial(text: string, at: number): number | undefined {
    // Too short to tell.
    if (text.length - at < CDATA.length) return undefined
    const [start, end] = SPECIAL.find(([begin]) => text.startsWith(begin, at)) ?? []
    if (start === undefined) return documentTypeEnd(text, at)
    const endAt = text.indexOf(end, at + start.length)
    if (endAt === -1) return undefined
    if (start === CDATA && events.wantsText()) events.text(text.slice(at + start.length, endAt))
    return endAt + end.length
  }

  /** Takes the text before a tag, and the tag; undefined where they are not whole yet: an entity may be cut. */
  function take(text: string, at: number): number | undefined {
    const tagAt = text.indexOf('<', at)
    // What nobody wants is not held until its end comes.
    if (tagAt === -1) return at < text.length && !events.wantsText() ? text.length : undefined
    if (tagAt > at && events.wantsText()) events.text(resolved(text.slice(at, tagAt)))
    // The text before a tag that is not whole yet was taken, and must not be again.
    return takeTag(text, tagAt) ?? (tagAt > at ? tagAt : undefined)
  }

  return {
    push(piece) {
      const text = rest + piece
      let at = 0
      for (let end = take(text, at); end !== undefined; end = take(text, at)) at = end
      rest = text.slice(at)
      if (rest.length > MAX_TOKEN_CHARS) throw tokenTooLong(rest)
    },
  }
}

function tokenTooLong(token: string): FileRefusedError {
  return new FileRefusedError(
    token.startsWith('<')
      ? { code: 'damaged', what: 'workbook' }
      : { code: 'cellTooLong', limitChars: MAX_CELL_CHARS },
  )
}

/** Nothing's name begins so: "a < 3" is a text that whoever wrote it forgot to escape. */
function isTextAfter(code: number): boolean {
  return code <= SPACE || (code >= DIGIT_0 && code <= DIGIT_9)
}

/** Its declarations in brackets are passed over with it. */
function documentTypeEnd(text: string, at: number): number | undefined {
  const bracketAt = text.indexOf('[', at)
  const plainEnd = text.indexOf('>', at)
  if (plainEnd === -1) return undefined
  if (bracketAt === -1 || bracketAt > plainEnd) return plainEnd + 1
  const endAt = text.indexOf(']>', bracketAt)
  return endAt === -1 ? undefined : endAt + 2
}

/** Where the tag ends: a `>` within quotes is part of a value. */
function tagEnd(text: string, start: number): number {
  let quote = 0
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (quote !== 0) {
      if (code === quote) quote = 0
    } else if (code === GREATER) return at
    else if (code === QUOTE || code === APOSTROPHE) quote = code
  }
  return -1
}

function nameEnd(text: string, start: number, end: number): number {
  let at = start
  while (at < end && text.charCodeAt(at) > SPACE) at++
  return at
}

/** Without its prefix: `x:row` is a row. */
function nameIn(text: string, start: number, end: number): string {
  let from = start
  let to = start
  while (to < end && text.charCodeAt(to) > SPACE) {
    if (text.charCodeAt(to) === COLON) from = to + 1
    to++
  }
  return text.slice(from, to)
}

/**
 * The value of an attribute, '' where there is none.
 * @param attributes as `open` is handed them
 * @param name with its prefix, where it has one
 */
export function attribute(attributes: string, name: string): string {
  for (let at = attributes.indexOf(name); at !== -1; at = attributes.indexOf(name, at + 1)) {
    const before = attributes.charCodeAt(at - 1)
    const equals = at + name.length
    if (before > SPACE || attributes[equals] !== '=') continue
    const quote = attributes[equals + 1] ?? ''
    if (quote !== '"' && quote !== "'") continue
    const end = attributes.indexOf(quote, equals + 2)
    return end === -1 ? '' : resolved(attributes.slice(equals + 2, end))
  }
  return ''
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }
const LAST_CODE_POINT = 0x10ffff

/** Text with XML's own entities resolved; any other stays as it is written. */
function resolved(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{1,4}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES[name] ?? whole
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)
    return code <= LAST_CODE_POINT ? String.fromCodePoint(code) : whole
  })
}
