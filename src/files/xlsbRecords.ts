import { FileRefusedError } from './fileParts'

/** The records that a part of an .xlsb is made of, from its bytes as they come. */

export interface RecordReader {
  /** @throws FileRefusedError where a record is longer than any that holds a cell */
  push(piece: Uint8Array): void
}

/** A text of as many characters as a cell can have, and how each of them looks. */
const MAX_RECORD_BYTES = 500_000
const MORE = 0x80
const BITS = 0x7f
const MAX_TYPE_BYTES = 2
const MAX_LENGTH_BYTES = 4

/**
 * @param isWanted records of other types are passed over, whatever their length
 * @param take called with each record's own bytes
 */
export function createRecordReader(
  isWanted: (type: number) => boolean,
  take: (type: number, record: DataView) => void,
): RecordReader {
  let rest = new Uint8Array(0)
  let bytesToSkip = 0

  /** Takes the record that begins at `at`: where it ends, or undefined where it is not whole yet. */
  function takeRecord(bytes: Uint8Array, at: number): number | undefined {
    const type = numberAt(bytes, at, MAX_TYPE_BYTES)
    const length = type && numberAt(bytes, type.end, MAX_LENGTH_BYTES)
    if (!length) return undefined
    const end = length.end + length.value
    if (!isWanted(type.value)) return end
    if (length.value > MAX_RECORD_BYTES) throw new FileRefusedError({ code: 'damaged', what: 'workbook' })
    if (end > bytes.length) return undefined
    take(type.value, new DataView(bytes.buffer, bytes.byteOffset + length.end, length.value))
    return end
  }

  return {
    push(piece) {
      const bytes = joined(rest, piece)
      let at = bytesToSkip
      while (at < bytes.length) {
        const end = takeRecord(bytes, at)
        if (end === undefined) break
        at = end
      }
      bytesToSkip = Math.max(0, at - bytes.length)
      rest = bytes.slice(at)
    },
  }
}

function joined(rest: Uint8Array, piece: Uint8Array): Uint8Array {
  if (rest.length === 0) return piece
  const whole = new Uint8Array(rest.length + piece.length)
  whole.set(rest)
  whole.set(piece, rest.length)
  return whole
}

/** Seven bits a byte, the lowest first; undefined where it is not whole yet. */
function numberAt(bytes: Uint8Array, start: number, maxBytes: number) {
  let value = 0
  for (let place = 0; place < maxBytes; place++) {
    const byte = bytes[start + place]
    if (byte === undefined) return undefined
    value |= (byte & BITS) << (7 * place)
    if (!(byte & MORE)) return { value, end: start + place + 1 }
  }
  return { value, end: start + maxBytes }
}

/** A text after its length; '' where it says that it is longer than its record. */
export function wideText(record: DataView, at: number): string {
  const bytes = record.getUint32(at, true) * 2
  if (at + 4 + bytes > record.byteLength) return ''
  return UTF_16.decode(new Uint8Array(record.buffer, record.byteOffset + at + 4, bytes))
}

const UTF_16 = new TextDecoder('utf-16le', { ignoreBOM: true })
