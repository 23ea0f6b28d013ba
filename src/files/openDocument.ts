import { numberText, PLAIN } from './numberText'
import { createSheetGrid, requireCell } from './sheetGrid'
import type { Sheet } from './sheets'
import { readerOfGrid, type SheetReader, sheetsInText } from './sheetsInText'
import { attribute, createXmlReader } from './xml'

/** OpenDocument, as LibreOffice writes it: its `content.xml`. */

const TABLE = /<table:table[\s>]/g

/** @throws FileRefusedError where it has more sheets than a workbook can have */
export function openDocumentSheets(text: string, sourceBytes: number): Sheet[] {
  return sheetsInText(text, TABLE, sourceBytes, createReader)
}

function createReader(): SheetReader {
  const grid = createSheetGrid()
  let isOver = false
  /** Of the row that is open, counted from 1. */
  let rowNumber = 1
  let rowsAlike = 1
  /** Its cells that are not blank: blank ones are repeated to the end of every sheet. */
  let cells: { column: number; count: number; text: string }[] = []
  let column = 0
  let cellsAlike = 1
  let type = ''
  let value = ''
  let text = ''
  let paragraphs = 0
  let takesText = false
  let isInNote = false

  function openCell(attributes: string): void {
    cellsAlike = countOf(attributes, 'table:number-columns-repeated')
    type = attribute(attributes, 'office:value-type')
    value = attribute(attributes, type === 'date' ? 'office:date-value' : 'office:value')
    text = ''
    paragraphs = 0
  }

  function closeCell(): void {
    const said = cellText(type, value, text)
    if (said !== '') cells.push({ column, count: cellsAlike, text: said })
    column += cellsAlike
  }

  /** However often rows and cells say that they are repeated: the grid has an end. */
  function closeRow(): void {
    for (let row = 0; row < rowsAlike && cells.length > 0; row++) {
      grid.openRow(rowNumber + row)
      for (const cell of cells) {
        for (let at = 0; at < cell.count; at++) grid.put(cell.column + at, cell.text)
      }
      grid.closeRow()
    }
    rowNumber += rowsAlike
  }

  function openText(name: string): void {
    if (name === 'p') {
      if (paragraphs++ > 0) text += '\n'
      takesText = true
    } else if (takesText && (name === 's' || name === 'tab')) text += ' '
    else if (takesText && name === 'line-break') text += '\n'
  }

  const xml = createXmlReader({
    open(name, attributes) {
      if (name === 'table-row') {
        rowsAlike = countOf(attributes, 'table:number-rows-repeated')
        cells = []
        column = 0
      } else if (name === 'table-cell' || name === 'covered-table-cell') openCell(attributes)
      else if (name === 'annotation') isInNote = true
      else if (!isInNote) openText(name)
    },
    close(name) {
      if (name === 'table-cell' || name === 'covered-table-cell') closeCell()
      else if (name === 'table-row') closeRow()
      else if (name === 'p') takesText = false
      else if (name === 'annotation') isInNote = false
      else if (name === 'table') isOver = true
    },
    text(piece) {
      text += piece
      requireCell(text)
    },
    wantsText: () => takesText,
  })

  return readerOfGrid(xml, grid, () => isOver)
}

function countOf(attributes: string, name: string): number {
  return Math.max(1, Math.floor(Number(attribute(attributes, name))) || 1)
}

function cellText(type: string, value: string, shown: string): string {
  switch (type) {
    case 'float':
    case 'percentage':
    case 'currency':
      // An id with leading zeros: a number, and its format has the zeros.
      if (/^0\d+$/.test(shown) && Number(shown) === Number(value)) return shown
      return Number.isFinite(Number(value)) ? numberText(Number(value), PLAIN, false) : shown
    case 'date':
      return value.replace('T', ' ').replace(/\.0+$/, '')
    case 'boolean':
      return shown === '' ? '' : shown.toUpperCase()
    default:
      return shown
  }
}
