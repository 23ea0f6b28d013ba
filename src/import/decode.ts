import { notATable, RefusedError, wrongEncoding } from './refusal'

/**
 * Bytes to text: UTF-8, GBK or UTF-16, with a byte-order mark or without, told by the bytes themselves. Bytes that
 * are none of them throw a RefusedError.
 */
interface Decoder {
  push(bytes: Uint8Array): string
  /** The text that is left at the end of the bytes; refused where they end within a character. */
  end(): string
}

type Encoding = 'utf-8' | 'gbk' | 'utf-16le' | 'utf-16be'

/** This much is looked at to tell the encoding, from the first byte that is not ASCII. */
const SAMPLE_BYTES = 4096
const UTF8_MARK: readonly number[] = [0xef, 0xbb, 0xbf]
const UTF16_MARKS = {
  'utf-16le': [0xff, 0xfe],
  'utf-16be': [0xfe, 0xff],
} as const satisfies Partial<Record<Encoding, readonly number[]>>
/** Of the characters of a table, at least one in so many is a separator, a digit or a line break: ASCII. */
const ASCII_SHARE = 50
/** Fewer may stand in any bytes. */
const FEWEST_ZEROS = 8
/** Zip, as in .xlsx, and the compound file of old .xls. */
const WORKBOOK_MAGICS: readonly (readonly number[])[] = [
  [0x50, 0x4b, 0x03, 0x04],
  [0xd0, 0xcf, 0x11, 0xe0],
]

/** A fresh decoder for one file. */
export function createDecoder(): Decoder {
  let held = new Uint8Array()
  let atStart = true
  let decoder: TextDecoder | undefined

  /** Text of the bytes held, or '' while there are too few of them to tell. */
  function decodeHeld(last: boolean): string {
    if (!last && held.length < SAMPLE_BYTES) return ''
    if (atStart) {
      decoder = decoderOfHead(held)
      atStart = false
      if (decoder) return decodeWith(decoder, takeHeld(), last)
    }
    const place = held.findIndex((byte) => byte >= 0x80)
    // ASCII is the same in both: no need to know yet.
    if (place === -1) return decodeWith(new TextDecoder(), takeHeld(), false)
    if (!last && held.length - place < SAMPLE_BYTES) return ''
    decoder = decoderFor(encodingOf(held.subarray(place, place + SAMPLE_BYTES)))
    return decodeWith(decoder, takeHeld(), last)
  }

  function takeHeld(): Uint8Array {
    const bytes = held
    held = new Uint8Array()
    return bytes
  }

  return {
    push(bytes) {
      if (decoder) return decodeWith(decoder, bytes, false)
      held = joined(held, bytes)
      return decodeHeld(false)
    },
    end: () => (decoder ? decodeWith(decoder, new Uint8Array(), true) : decodeHeld(true)),
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

/**
 * The decoder of a file that begins with these bytes, where they tell it at once.
 * @throws RefusedError where they are no text
 */
function decoderOfHead(bytes: Uint8Array): TextDecoder | undefined {
  if (WORKBOOK_MAGICS.some((magic) => startsWith(bytes, magic))) {
    throw new RefusedError(notATable('excelWorkbook'))
  }
  const wide = utf16Of(bytes.subarray(0, SAMPLE_BYTES))
  if (wide) return decoderFor(wide)
  if (bytes.includes(0)) throw new RefusedError(notATable('binary'))
  return undefined
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, place) => bytes[place] === byte)
}

/**
 * UTF-16 by its mark, or by the zeros that are every other byte of its ASCII characters: on the one side there are
 * many, on the other few, as of 一 (4E00).
 */
function utf16Of(sample: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (startsWith(sample, UTF16_MARKS['utf-16le'])) return 'utf-16le'
  if (startsWith(sample, UTF16_MARKS['utf-16be'])) return 'utf-16be'
  const zeros = [0, 0]
  for (let at = 0; at < sample.length; at++) {
    if (sample[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  }
  const [first = 0, second = 0] = zeros
  const many = Math.max(first, second)
  const isWide =
    many >= FEWEST_ZEROS && many * ASCII_SHARE * 2 >= sample.length && many > Math.min(first, second) * 3
  if (!isWide) return undefined
  return second > first ? 'utf-16le' : 'utf-16be'
}

/**
 * UTF-8 or GBK, by the majority of the runs of bytes that are not ASCII.
 *
 * One run does not tell: `统一` in GBK is valid UTF-8. Nor does "is all of it valid UTF-8": one damaged byte
 * must get the file refused, not turn all of its names into other Chinese.
 * @param sample begins with a byte that is not ASCII
 */
function encodingOf(sample: Uint8Array): Encoding {
  if (startsWith(sample, UTF8_MARK)) return 'utf-8'
  let balance = 0
  for (let start = 0; start < sample.length; ) {
    let end = start
    while ((sample[end] ?? 0) >= 0x80) end++
    // The sample may end within a character.
    balance += isUtf8(sample.subarray(start, end), end < sample.length) ? 1 : -1
    start = end
    while (start < sample.length && (sample[start] ?? 0) < 0x80) start++
  }
  return balance > 0 ? 'utf-8' : 'gbk'
}

function decoderFor(encoding: Encoding): TextDecoder {
  return new TextDecoder(encoding, { fatal: true })
}

function isUtf8(bytes: Uint8Array, whole: boolean): boolean {
  try {
    decoderFor('utf-8').decode(bytes, { stream: !whole })
    return true
  } catch {
    return false
  }
}

function decodeWith(decoder: TextDecoder, bytes: Uint8Array, last: boolean): string {
  try {
    return decoder.decode(bytes, { stream: !last })
  } catch {
    throw new RefusedError(wrongEncoding())
  }
}
