import type { FileRefusal } from './fileParts'

/** What a file is, told by its first bytes. */

export type Format = 'gzip' | 'zip' | 'compound' | 'markup' | 'text' | OtherFormat
type OtherFormat = Extract<FileRefusal, { code: 'otherFormat' }>['format']

/** So much of a file tells. */
export const HEAD_BYTES = 65_536
/** Of a text: where it would say that it is HTML. */
const MARKUP_CHARS = 2_000

const MAGICS: readonly (readonly [Format, string])[] = [
  ['gzip', '\x1f\x8b'],
  ['zip', 'PK\x03\x04'],
  // Without any entry.
  ['zip', 'PK\x05\x06'],
  ['compound', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
  ['pdf', '%PDF-'],
  ['image', '\x89PNG'],
  ['image', '\xff\xd8\xff'],
  ['image', 'GIF8'],
  ['archive', 'Rar!\x1a\x07'],
  ['archive', '7z\xbc\xaf\x27\x1c'],
  ['archive', '\xfd7zXZ'],
  ['archive', 'BZh'],
  ['archive', '\x28\xb5\x2f\xfd'],
  ['document', '{\\rtf'],
]
/** Where a tar file says that it is one. */
const TAR_AT = 257
const HEIC_AT = 4

/** @param head the first {@link HEAD_BYTES} of a file, or all of it */
export function formatOf(head: Uint8Array): Format {
  const bytes = latin1(head.subarray(0, MARKUP_CHARS))
  const known = MAGICS.find(([, magic]) => bytes.startsWith(magic))
  if (known) return known[0]
  if (bytes.startsWith('ustar', TAR_AT)) return 'archive'
  if (bytes.startsWith('RIFF') && bytes.startsWith('WEBP', 8)) return 'image'
  if (bytes.startsWith('ftyphei', HEIC_AT)) return 'image'
  return isMarkup(bytes.replaceAll('\0', '')) ? 'markup' : 'text'
}

/** An HTML table or SpreadsheetML that calls itself a workbook; of UTF-16 the zeros are left out. */
function isMarkup(text: string): boolean {
  return (
    /^[^<]{0,8}</.test(text) && /<(html|table|meta|!doctype|workbook|\?mso)|office:spreadsheet/i.test(text)
  )
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes)
}

/** Text of markup as platforms write it: with a mark, in UTF-8, or in GBK without saying so. */
export function markupText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gbk').decode(bytes)
  }
}
