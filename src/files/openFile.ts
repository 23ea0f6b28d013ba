import { blobOf, bytesOf, counted, headOf, piecesOf, unpacked } from './bytes'
import { textOf } from './entryText'
import {
  type FilePart,
  type FileRefusal,
  FileRefusedError,
  type FileTable,
  type SourceFile,
} from './fileParts'
import { formatOf, HEAD_BYTES, markupText } from './format'
import { htmlSheets } from './htmlTables'
import { openDocumentSheets } from './openDocument'
import { type Sheet, tablesOf } from './sheets'
import { isSpreadsheetMl, spreadsheetMlSheets } from './spreadsheetMl'
import { type OnRead, tableOf } from './table'
import { xlsSheets } from './xls'
import { isXlsb, xlsbSheets } from './xlsb'
import { isXlsx, xlsxSheets } from './xlsx'
import { readZip, type ZipEntry } from './zip'

/** What of one file has to be in memory, unpacked from gzip or zip, is at most so large. */
const MAX_HELD_BYTES = 400_000_000
/** Of a workbook that is held as one text, or cell by cell. */
const MAX_WORKBOOK_BYTES = 100_000_000
/** Of what lies in one file, all in all. */
const MAX_UNPACKED_BYTES = 8_000_000_000
/** Exports of a zip, and of the zips in it: those of a year of days, of which each is opened to be told. */
const MAX_FILES = 1_000
/** A zip in a zip in a gzip: what goes on is made to go on. */
const MAX_DEPTH = 3
const DAMAGED_ZIP: FileRefusal = { code: 'damaged', what: 'zip' }
/** What a system puts beside files. */
const UNSEEN = /(^|\/)(__MACOSX\/|\.(?![./]))/
/** Of a workbook of LibreOffice. */
const OPEN_DOCUMENT = 'content.xml'

/**
 * Opens a file: what it holds that can be imported, told by its content. Names may say anything. Nothing of it runs, and
 * nothing outside of it is looked at.
 * @returns a part for the file, or for each file of a zip: one that cannot be opened is refused by itself
 */
export function openFile(file: SourceFile): Promise<FilePart[]> {
  return openPart(file.name, () => partsOf(file, { depth: 0, held: { bytes: 0, files: 0 } }))
}

/** How deep in the file, how much of it is in memory, and how many files it has held so far. */
interface Place {
  depth: number
  held: { bytes: number; files: number }
}

async function openPart(name: string, open: () => Promise<FilePart[]>): Promise<FilePart[]> {
  try {
    return await open()
  } catch (error) {
    if (!(error instanceof FileRefusedError)) throw error
    return [{ name, status: 'refused', refusal: error.refusal }]
  }
}

async function partsOf(file: SourceFile, place: Place): Promise<FilePart[]> {
  const head = await bytesOf(file, 0, Math.min(HEAD_BYTES, file.size))
  const format = formatOf(head)
  switch (format) {
    case 'text':
      return [tables(file.name, [plainTable(file)])]
    case 'gzip':
      return openGzip(file, place)
    case 'zip':
      return openZip(file, place)
    case 'compound':
    case 'markup':
      return [await openWorkbook(file, format)]
    default:
      throw new FileRefusedError({ code: 'otherFormat', format })
  }
}

function tables(name: string, found: FileTable[]): FilePart {
  return { name, status: 'tables', tables: found }
}

function plainTable(file: SourceFile): FileTable {
  return {
    sourceBytes: file.size,
    refusal: () => undefined,
    open: (onRead = () => undefined) => counted(file.slice(0, file.size).stream(), onRead),
  }
}

async function sheetTables(
  name: string,
  sheets: readonly Sheet[],
  what: 'workbook' | 'html' = 'workbook',
): Promise<FilePart> {
  const found = await tablesOf(sheets)
  if (found.length === 0) throw new FileRefusedError({ code: 'noTable', what })
  return tables(name, found)
}

async function openWorkbook(file: SourceFile, format: 'compound' | 'markup'): Promise<FilePart> {
  requireRoom(file.size, MAX_WORKBOOK_BYTES)
  const bytes = await bytesOf(file, 0, file.size)
  if (format === 'compound') return sheetTables(file.name, await xlsSheets(bytes))
  const text = markupText(bytes)
  return isSpreadsheetMl(text)
    ? sheetTables(file.name, spreadsheetMlSheets(text, file.size))
    : sheetTables(file.name, htmlSheets(text, file.size), 'html')
}

function requireRoom(bytes: number, limitBytes: number): void {
  if (bytes > limitBytes) throw new FileRefusedError({ code: 'tooLarge', limitBytes })
}

/** Text packed with gzip stays packed; what has to be looked at whole is unpacked. */
async function openGzip(file: SourceFile, place: Place): Promise<FilePart[]> {
  const bytes = () => unpacked(file.slice(0, file.size).stream(), 'gzip')
  if (formatOf(await headOf(bytes(), HEAD_BYTES)) === 'text') return [tables(file.name, [plainTable(file)])]
  return openWhole(file.name, bytes(), { code: 'damaged', what: 'gzip' }, place)
}

/** What is in memory as a whole, opened as a file. */
async function openWhole(
  name: string,
  bytes: ReadableStream<Uint8Array>,
  broken: FileRefusal,
  { depth, held }: Place,
): Promise<FilePart[]> {
  if (depth === MAX_DEPTH) throw new FileRefusedError({ code: 'otherFormat', format: 'archive' })
  const whole = await blobOf(bytes, MAX_HELD_BYTES - held.bytes, broken)
  held.bytes += whole.size
  const file = { name, size: whole.size, slice: (start: number, end: number) => whole.slice(start, end) }
  return partsOf(file, { depth: depth + 1, held })
}

async function openZip(file: SourceFile, place: Place): Promise<FilePart[]> {
  const entries = await readZip(file)
  if (isXlsx(entries)) return [await sheetTables(file.name, await xlsxSheets(entries))]
  if (isXlsb(entries)) return [await sheetTables(file.name, await xlsbSheets(entries))]
  const content = entries.find(({ name }) => name === OPEN_DOCUMENT)
  if (content) return [await sheetTables(file.name, await documentSheets(content))]
  const files = entries.filter(({ name }) => !name.endsWith('/') && !UNSEEN.test(name))
  if (files.length === 0) throw new FileRefusedError({ code: 'emptyZip' })
  requireRoom(unpackedSize(files), MAX_UNPACKED_BYTES)
  place.held.files += files.length
  if (place.held.files > MAX_FILES) {
    throw new FileRefusedError({ code: 'tooMany', what: 'files', limit: MAX_FILES })
  }
  const parts: FilePart[] = []
  for (const entry of files) {
    const name = `${file.name}/${entry.name}`
    parts.push(...(await openPart(name, () => openEntry(name, entry, place))))
  }
  return parts
}

async function documentSheets(content: ZipEntry): Promise<Sheet[]> {
  requireRoom(content.unpackedBytes, MAX_WORKBOOK_BYTES)
  const pieces: string[] = []
  for await (const piece of textOf(content, MAX_WORKBOOK_BYTES)) pieces.push(piece)
  return openDocumentSheets(pieces.join(''), content.packedBytes)
}

function unpackedSize(entries: readonly ZipEntry[]): number {
  return entries.reduce((sum, entry) => sum + entry.unpackedBytes, 0)
}

async function openEntry(name: string, entry: ZipEntry, place: Place): Promise<FilePart[]> {
  if (formatOf(await headOf(await entry.open(), HEAD_BYTES)) === 'text') {
    return [tables(name, [tableOf(entry.packedBytes, (onRead) => entryPieces(entry, onRead))])]
  }
  requireRoom(entry.unpackedBytes, MAX_HELD_BYTES - place.held.bytes)
  return openWhole(name, await entry.open(), DAMAGED_ZIP, place)
}

async function* entryPieces(entry: ZipEntry, onRead: OnRead): AsyncGenerator<Uint8Array> {
  yield* piecesOf(await entry.open(onRead), entry.unpackedBytes, DAMAGED_ZIP)
}
