import { piecesOf } from './bytes'
import { type FileRefusal, FileRefusedError } from './fileParts'
import { builtInFormat, formatOfCode, type NumberFormat, numberText, PLAIN } from './numberText'
import { createTextStore } from './sharedTexts'
import { createSheetGrid } from './sheetGrid'
import type { BookFacts } from './sheetRows'
import type { Sheet } from './sheets'
import type { OnRead } from './table'
import { MAX_STYLES, partOf, readTargets, sheetParts, tooManyStyles } from './workbookParts'
import { createRecordReader, wideText } from './xlsbRecords'
import type { ZipEntry } from './zip'

/** The sheets of an .xlsb: an .xlsx whose parts are records instead of XML. Of a cell only its stored value is read. */

const DAMAGED: FileRefusal = { code: 'damaged', what: 'workbook' }
const WORKBOOK = 'xl/workbook.bin'
const MAX_PART_BYTES = 32_000_000

const ROW = 0x00
const BLANK = 0x01
const RK = 0x02
const ERROR = 0x03
const BOOL = 0x04
const REAL = 0x05
const SHARED_TEXT = 0x07
const FORMULA_REAL = 0x09
const FORMULA_BOOL = 0x0a
const FORMULA_ERROR = 0x0b
const RICH_TEXT = 0x3e
const SHEET_DATA_END = 0x92
const ITEM_OF_TEXTS = 0x13
const FORMAT = 0x2c
const STYLE = 0x2f
const STYLES_OF_CELLS = 0x269
const STYLES_OF_CELLS_END = 0x26a
const BOOK_FACTS = 0x99
const SHEET = 0x9c
/** Types of cells that are next to the one before, and do not say where: a blank one, and those from {@link RK} on. */
const NEXT_BLANK = 0x0c
const NEXT_SHARED_TEXT = 0x12
const NEXT_TO_PLACED = 0x0b

export function isXlsb(entries: readonly ZipEntry[]): boolean {
  return entries.some(({ name }) => name.toLowerCase() === WORKBOOK)
}

/** @throws FileRefusedError where it is damaged or too large */
export async function xlsbSheets(entries: readonly ZipEntry[]): Promise<Sheet[]> {
  const byName = new Map(entries.map((entry) => [entry.name.toLowerCase(), entry]))
  const targets = await readTargets(byName.get('xl/_rels/workbook.bin.rels'))
  const { relations, from1904 } = await readWorkbook(byName.get(WORKBOOK))
  const formats = await readFormats(partOf(byName, targets, 'styles', 'bin'))
  const textsEntry = partOf(byName, targets, 'sharedstrings', 'bin')
  let texts: Promise<readonly string[]> | undefined

  return sheetParts(relations, { byName, targets, textsEntry }).map((entry) => ({
    sourceBytes: entry.packedBytes,
    unpackedBytes: entry.unpackedBytes,
    async *rows(onRead) {
      texts ??= readTexts(textsEntry)
      yield* readRows(entry, { from1904, formats, texts: await texts }, onRead)
    },
  }))
}

/** Hands out records of these types, until `take` says that it has all. */
async function readRecords(
  entry: ZipEntry | undefined,
  types: readonly number[],
  take: (type: number, record: DataView) => void,
  maxBytes = MAX_PART_BYTES,
): Promise<void> {
  if (!entry) return
  const wanted = new Set(types)
  const reader = createRecordReader((type) => wanted.has(type), whole(take))
  for await (const piece of piecesOf(await entry.open(), Math.min(maxBytes, entry.unpackedBytes), DAMAGED)) {
    reader.push(piece)
  }
}

/** A record that is shorter than what it has to say is damaged. */
function whole(take: (type: number, record: DataView) => void) {
  return (type: number, record: DataView) => {
    try {
      take(type, record)
    } catch (error) {
      if (error instanceof RangeError) throw new FileRefusedError(DAMAGED)
      throw error
    }
  }
}

async function readWorkbook(entry: ZipEntry | undefined) {
  const relations: string[] = []
  let from1904 = false
  await readRecords(entry, [BOOK_FACTS, SHEET], (type, record) => {
    if (type === SHEET) relations.push(wideText(record, 8))
    else from1904 = (record.getUint8(0) & 1) === 1
  })
  return { relations, from1904 }
}

async function readFormats(entry: ZipEntry | undefined): Promise<NumberFormat[]> {
  const own = new Map<number, NumberFormat>()
  const formats: NumberFormat[] = []
  let isOfCells = false
  await readRecords(entry, [FORMAT, STYLE, STYLES_OF_CELLS, STYLES_OF_CELLS_END], (type, record) => {
    if (type === FORMAT) own.set(record.getUint16(0, true), formatOfCode(wideText(record, 2)))
    else if (type !== STYLE) isOfCells = type === STYLES_OF_CELLS
    else if (isOfCells) {
      const id = record.getUint16(2, true)
      formats.push(own.get(id) ?? builtInFormat(id))
      if (formats.length > MAX_STYLES) throw tooManyStyles()
    }
  })
  return formats
}

async function readTexts(entry: ZipEntry | undefined): Promise<readonly string[]> {
  const store = createTextStore()
  await readRecords(
    entry,
    [ITEM_OF_TEXTS],
    (_, record) => store.add(wideText(record, 1)),
    entry?.unpackedBytes,
  )
  return store.texts
}

const OF_SHEET: ReadonlySet<number> = new Set([
  ...Array.from({ length: NEXT_SHARED_TEXT + 1 }, (_, type) => type),
  RICH_TEXT,
  SHEET_DATA_END,
])

async function* readRows(entry: ZipEntry, book: BookFacts, onRead: OnRead): AsyncGenerator<string[][]> {
  const grid = createSheetGrid()
  let isInRow = false
  let isOver = false
  let column = -1

  function takeCell(type: number, record: DataView): void {
    const isNext = type >= NEXT_BLANK && type <= NEXT_SHARED_TEXT
    column = isNext ? column + 1 : record.getUint32(0, true)
    grid.put(column, cellText(isNext ? type - NEXT_TO_PLACED : type, after(record, isNext ? 0 : 4), book))
  }

  function endRow(): void {
    if (isInRow) grid.closeRow()
    isInRow = false
    column = -1
  }

  const reader = createRecordReader(
    (type) => OF_SHEET.has(type),
    whole((type, record) => {
      if (type === ROW) {
        endRow()
        grid.openRow(record.getUint32(0, true) + 1)
        isInRow = true
      } else if (type === SHEET_DATA_END) {
        endRow()
        isOver = true
      } else if (isInRow) takeCell(type, record)
    }),
  )
  for await (const piece of piecesOf(await entry.open(onRead), entry.unpackedBytes, DAMAGED)) {
    reader.push(piece)
    yield grid.take()
    if (isOver) return
  }
  // One that is cut off before its end.
  endRow()
  yield grid.take()
}

function after(record: DataView, bytes: number): DataView {
  return new DataView(record.buffer, record.byteOffset + bytes, record.byteLength - bytes)
}

/** @param cell from its style on */
function cellText(type: number, cell: DataView, book: BookFacts): string {
  switch (type) {
    case BLANK:
      return ''
    case RK:
      return shown(packedNumber(cell.getInt32(4, true)), cell, book)
    case REAL:
    case FORMULA_REAL:
      return shown(cell.getFloat64(4, true), cell, book)
    case BOOL:
    case FORMULA_BOOL:
      return cell.getUint8(4) === 0 ? 'FALSE' : 'TRUE'
    case ERROR:
    case FORMULA_ERROR:
      return '#N/A'
    case SHARED_TEXT:
      return book.texts[cell.getUint32(4, true)] ?? ''
    case RICH_TEXT:
      return wideText(cell, 5)
    default:
      return wideText(cell, 4)
  }
}

function shown(value: number, cell: DataView, book: BookFacts): string {
  if (!Number.isFinite(value)) return ''
  const style = cell.getUint32(0, true) & 0xffffff
  return numberText(value, book.formats[style] ?? PLAIN, book.from1904)
}

/** A number in four bytes: the first of the eight that it has, or a whole one, either of them perhaps in hundredths. */
function packedNumber(packed: number): number {
  const bytes = new DataView(new ArrayBuffer(8))
  bytes.setInt32(0, packed & ~3)
  const value = packed & 2 ? packed >> 2 : bytes.getFloat64(0)
  return packed & 1 ? value / 100 : value
}
