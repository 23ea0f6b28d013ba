import { FileRefusedError } from './fileParts'
import { type NumberFormat, numberText } from './numberText'
import { attribute, createXmlReader } from './xml'

/** The rows of a sheet of an .xlsx, from its XML as it comes. */

/** What the cells of a workbook's sheets refer to. */
export interface BookFacts {
  texts: readonly string[]
  /** By the number of a cell's style. */
  formats: readonly NumberFormat[]
  from1904: boolean
}

export interface SheetReader {
  /** The rows that are whole after this text; a row that the sheet leaves out is an empty one. */
  push(xml: string): string[][]
}

/** As many as a sheet can have. */
const MAX_COLUMNS = 16_384
const MAX_ROWS = 1_048_576
/** Of a sheet, blank ones between others included: as many as anybody waits for. */
const MAX_CELLS = 40_000_000
const PLAIN: NumberFormat = { kind: 'plain' }
const LETTER_A = 0x41
const LETTERS = 26

/** @throws FileRefusedError from `push` where it is no sheet, or a larger one than anybody has */
export function createSheetReader(book: BookFacts): SheetReader {
  let rows: string[][] = []
  let rowsBefore = 0
  let cells = 0
  let row: string[] = []
  let column = -1
  let type = ''
  let style = ''
  let text = ''
  let takesText = false
  let skipsReading = false

  function openRow(attributes: string): void {
    const number = Number(attribute(attributes, 'r'))
    row = []
    column = -1
    if (number > MAX_ROWS) return
    while (rowsBefore < number - 1) closeRow([])
  }

  function closeRow(ended: string[]): void {
    rows.push(ended)
    rowsBefore++
    cells += ended.length + 1
    if (cells > MAX_CELLS) throw new FileRefusedError({ code: 'tooManyCells', limitCells: MAX_CELLS })
  }

  function openCell(attributes: string): void {
    const place = columnOf(attribute(attributes, 'r'))
    column = place >= 0 ? place : column + 1
    type = attribute(attributes, 't')
    style = attribute(attributes, 's')
    text = ''
  }

  function closeCell(): void {
    if (text === '' || column >= MAX_COLUMNS) return
    while (row.length < column) row.push('')
    row[column] = cellText()
  }

  function cellText(): string {
    switch (type) {
      case 's':
        return book.texts[Number(text)] ?? ''
      case 'str':
      case 'inlineStr':
        return withoutEscapes(text)
      case 'b':
        return text === '1' || text === 'true' ? 'TRUE' : 'FALSE'
      case 'e':
        return '#N/A'
      case 'd':
        return text
      default: {
        const value = Number(text)
        const format = (style === '' ? book.formats[0] : book.formats[Number(style)]) ?? PLAIN
        return Number.isFinite(value) ? numberText(value, format, book.from1904) : text
      }
    }
  }

  const xml = createXmlReader({
    open(name, attributes) {
      if (name === 'c') openCell(attributes)
      else if (name === 'v' || name === 't') takesText = !skipsReading
      else if (name === 'row') openRow(attributes)
      // How to pronounce a text is no part of it.
      else if (name === 'rPh') skipsReading = true
    },
    close(name) {
      if (name === 'c') closeCell()
      else if (name === 'v' || name === 't') takesText = false
      else if (name === 'row') closeRow(row)
      else if (name === 'rPh') skipsReading = false
    },
    text(piece) {
      text += piece
    },
    wantsText: () => takesText,
  })

  return {
    push(piece) {
      xml.push(piece)
      const taken = rows
      rows = []
      return taken
    },
  }
}

/** The column of a cell `AB12`, counted from 0; -1 where it does not say. */
function columnOf(reference: string): number {
  let column = 0
  for (let at = 0; at < reference.length; at++) {
    const letter = reference.charCodeAt(at) - LETTER_A
    if (letter < 0 || letter >= LETTERS) break
    column = column * LETTERS + letter + 1
  }
  return column - 1
}

/** `_x000D_`: how a workbook writes what XML cannot hold. */
export function withoutEscapes(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([\dA-F]{4})_/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text
}
