import { closeSync, createReadStream, openSync, readFileSync, readSync, statSync } from 'node:fs'
import { Readable } from 'node:stream'
import { constants, gunzipSync } from 'node:zlib'
import { strFromU8, unzipSync } from 'fflate'
import { printable } from './terminal.ts'
import { errorCode, UserError } from './userError.ts'
import { sheetsOf, WorkbookError } from './workbook.ts'

/** What a file holds that can be imported. Told by its content: names may say anything. */

/** One table to be sent. */
export interface TableToSend {
  /** Bytes as they are read. */
  size: number
  /** Whether they are packed with gzip. */
  packed: boolean
  open(): Readable
}

/** One export: a file, or one of a zip. */
export interface ExportPart {
  name: string
  /** Those of a workbook's sheets, the longest first: the first that is taken is the export. */
  tables: TableToSend[]
}

/** What has to be in memory as a whole is at most so large, unpacked. */
const MAX_UNPACKED_BYTES = 1_500_000_000
const MAX_PACKED_BYTES = 400_000_000
const HEAD_BYTES = 65_536
/** What a system puts beside files. */
const UNSEEN = /(^|\/)(__MACOSX\/|\.(?![./]))/

/** @throws UserError where the file cannot be read, or is too large for what it is */
export async function exportsIn(file: string): Promise<ExportPart[]> {
  const { size } = statSync(file)
  const head = headOf(file)
  const isPacked = isGzip(head)
  const inner = isPacked ? unpackedHead(head) : head
  if (!needsWhole(inner)) {
    return [{ name: file, tables: [{ size, packed: isPacked, open: () => createReadStream(file) }] }]
  }
  if (size > MAX_PACKED_BYTES) throw tooLarge(file)
  const bytes = isPacked ? unpacked(readFileSync(file), file) : readFileSync(file)
  return partsOf(file, bytes)
}

function partsOf(name: string, bytes: Uint8Array): ExportPart[] {
  if (!isZip(bytes)) return [{ name, tables: tablesOf(name, bytes) }]
  const entries: string[] = []
  let unpackedBytes = 0
  listZip(name, bytes, (entry, size) => {
    entries.push(entry)
    unpackedBytes += size
  })
  if (unpackedBytes > MAX_UNPACKED_BYTES) throw tooLarge(name)
  if (entries.some((entry) => /^xl\/workbook\.(xml|bin)$/.test(entry))) {
    return [{ name, tables: tablesOf(name, bytes) }]
  }
  const files = entries.filter((entry) => !entry.endsWith('/') && !UNSEEN.test(entry))
  if (files.length === 0) throw new UserError(`There is no file in ${printable(name)}.`)
  return files.map((entry) => {
    const data = entryOf(name, bytes, entry)
    return { name: `${name}/${entry}`, tables: tablesOf(`${name}/${entry}`, data) }
  })
}

function entryOf(name: string, bytes: Uint8Array, entry: string): Uint8Array {
  try {
    return unzipSync(bytes, { filter: (one) => one.name === entry })[entry] ?? new Uint8Array()
  } catch {
    throw new UserError(
      `${printable(name)} holds ${printable(entry)} damaged or with a password: unpack it, and import that.`,
    )
  }
}

function listZip(name: string, bytes: Uint8Array, see: (entry: string, size: number) => void): void {
  try {
    unzipSync(bytes, {
      filter: (entry) => {
        see(entry.name, entry.originalSize)
        return false
      },
    })
  } catch {
    throw new UserError(`${printable(name)} is a damaged zip file: get it again.`)
  }
}

/** The tables of bytes that are no zip of files: a workbook's sheets, or a text as it is. */
function tablesOf(name: string, bytes: Uint8Array): TableToSend[] {
  if (!needsWhole(bytes.subarray(0, HEAD_BYTES))) return [tableOf(bytes, isGzip(bytes))]
  const isText = !isZip(bytes) && !isCompoundFile(bytes)
  try {
    const sheets = sheetsOf(isText ? textOf(bytes) : bytes)
    // A workbook without a table is refused by the server, by what it is.
    if (sheets.length === 0) return [tableOf(bytes, false)]
    return sheets
      .toSorted((a, b) => b.rows - a.rows)
      .map(({ csv }) => tableOf(new TextEncoder().encode(csv), false))
  } catch (error) {
    if (error instanceof WorkbookError) throw new UserError(`${printable(name)}: ${error.message}`)
    throw error
  }
}

function tableOf(bytes: Uint8Array, packed: boolean): TableToSend {
  return { size: bytes.length, packed, open: () => Readable.from([bytes]) }
}

/** Whether it is a container or a workbook, which is looked at whole. */
function needsWhole(head: Uint8Array): boolean {
  return isZip(head) || isCompoundFile(head) || isMarkup(head)
}

function isGzip(bytes: Uint8Array): boolean {
  return startsWith(bytes, [0x1f, 0x8b])
}

function isZip(bytes: Uint8Array): boolean {
  return startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])
}

/** Old .xls, and encrypted workbooks. */
function isCompoundFile(bytes: Uint8Array): boolean {
  return startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])
}

/** An HTML table or SpreadsheetML that calls itself a workbook. */
function isMarkup(head: Uint8Array): boolean {
  const text = strFromU8(head.subarray(0, 2_000), true)
  return (
    /^[^<]{0,8}</.test(text) && /<(html|table|meta|!doctype|workbook|\?mso)|office:spreadsheet/i.test(text)
  )
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, at) => bytes[at] === byte)
}

/** Markup as platforms write it: UTF-8, or GBK without saying so. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gbk').decode(bytes)
  }
}

function headOf(file: string): Uint8Array {
  const head = Buffer.alloc(HEAD_BYTES)
  const descriptor = openReadable(file)
  const length = readSync(descriptor, head, 0, HEAD_BYTES, 0)
  closeSync(descriptor)
  return head.subarray(0, length)
}

function openReadable(file: string): number {
  try {
    return openSync(file, 'r')
  } catch (error) {
    throw new UserError(`${printable(file)} cannot be read (${errorCode(error)}).`)
  }
}

/** The beginning of what a packed file holds; nothing where it is damaged, which the server says. */
function unpackedHead(head: Uint8Array): Uint8Array {
  try {
    return gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: MAX_PACKED_BYTES })
  } catch {
    return new Uint8Array()
  }
}

function unpacked(bytes: Uint8Array, file: string): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_PACKED_BYTES })
  } catch {
    throw tooLarge(file)
  }
}

function tooLarge(file: string): UserError {
  return new UserError(
    `${printable(file)} is too large to be read whole: save it as CSV UTF-8, and import that.`,
  )
}
