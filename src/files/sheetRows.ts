import { type NumberFormat, numberText, PLAIN } from './numberText'
import { createSheetGrid, requireCell } from './sheetGrid'
import { readerOfGrid, type SheetReader } from './sheetsInText'
import { attribute, createXmlReader } from './xml'

/** The rows of a sheet of an .xlsx, from its XML as it comes. */

/** What the cells of a workbook's sheets refer to. */
export interface BookFacts {
  texts: readonly string[]
  /** By the number of a cell's style. */
  formats: readonly NumberFormat[]
  from1904: boolean
}

const LETTER_A = 0x41
const LETTERS = 26

/** @throws FileRefusedError from `push` where it is no sheet, or a larger one than anybody has */
export function createSheetReader(book: BookFacts): SheetReader {
  const grid = createSheetGrid()
  let isOver = false
  let column = -1
  let type = ''
  let style = ''
  let text = ''
  let takesText = false
  let skipsReading = false

  function openCell(attributes: string): void {
    const place = columnOf(attribute(attributes, 'r'))
    column = place >= 0 ? place : column + 1
    type = attribute(attributes, 't')
    style = attribute(attributes, 's')
    text = ''
  }

  function closeCell(): void {
    if (text !== '') grid.put(column, cellText())
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
      else if (name === 'row') {
        grid.openRow(Number(attribute(attributes, 'r')))
        column = -1
      }
      // How to pronounce a text is no part of it.
      else if (name === 'rPh') skipsReading = true
    },
    close(name) {
      if (name === 'c') closeCell()
      else if (name === 'v' || name === 't') takesText = false
      else if (name === 'row') grid.closeRow()
      else if (name === 'rPh') skipsReading = false
      else if (name === 'sheetData') isOver = true
    },
    text(piece) {
      text += piece
      requireCell(text)
    },
    wantsText: () => takesText,
  })

  return readerOfGrid(xml, grid, () => isOver)
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
