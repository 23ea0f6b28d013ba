import { createSheetGrid, requireCell } from './sheetGrid'
import type { Sheet } from './sheets'
import { readerOfGrid, type SheetReader, sheetsInText } from './sheetsInText'
import { createXmlReader } from './xml'

/** Tables of HTML that calls itself a workbook. Their cells are texts, whatever they look like. */

const TABLE = /<table[\s>]/gi
const ENTITIES: Readonly<Record<string, string>> = { nbsp: ' ', ensp: ' ', emsp: ' ', middot: '·', yen: '¥' }

/** @throws FileRefusedError where it has more tables than a workbook can have */
export function htmlSheets(text: string, sourceBytes: number): Sheet[] {
  return sheetsInText(text, TABLE, sourceBytes, createReader)
}

/** Where cells of rows above reach down into. */
interface Span {
  lastRow: number
  nextColumn: number
}

function createReader(): SheetReader {
  const grid = createSheetGrid()
  const spans = new Map<number, Span>()
  let isOver = false
  let rowNumber = 0
  let isInRow = false
  let isInCell = false
  let column = 0
  let nextColumn = 0
  let text = ''

  function openRow(): void {
    closeRow()
    grid.openRow()
    isInRow = true
    rowNumber++
    nextColumn = 0
  }

  function openCell(attributes: string): void {
    // Ends of cells and rows may be left out.
    if (isInRow) closeCell()
    else openRow()
    column = freeColumn()
    nextColumn = column + countOf(attributes, 'colspan')
    const rows = countOf(attributes, 'rowspan')
    if (rows > 1) spans.set(column, { lastRow: rowNumber + rows - 1, nextColumn })
    isInCell = true
    text = ''
  }

  function freeColumn(): number {
    let free = nextColumn
    for (let span = spans.get(free); span && span.lastRow >= rowNumber; span = spans.get(free)) {
      free = span.nextColumn
    }
    return free
  }

  function closeCell(): void {
    if (isInCell) grid.put(column, cellText(text))
    isInCell = false
  }

  function closeRow(): void {
    closeCell()
    if (isInRow) grid.closeRow()
    isInRow = false
  }

  const html = createXmlReader({
    open(written, attributes) {
      const name = written.toLowerCase()
      if (name === 'td' || name === 'th') openCell(attributes)
      else if (name === 'tr') openRow()
      else if (name === 'br' && isInCell) text += '\n'
    },
    close(written) {
      const name = written.toLowerCase()
      if (name === 'td' || name === 'th') closeCell()
      else if (name === 'tr') closeRow()
      else if (name === 'table') {
        closeRow()
        isOver = true
      }
    },
    text(piece) {
      const words = piece.replace(/[\t\n\r ]+/g, ' ')
      text += /\s$/.test(text.slice(-1)) || text === '' ? words.trimStart() : words
      requireCell(text)
    },
    wantsText: () => isInCell,
  })

  return readerOfGrid(html, grid, () => isOver)
}

/** At least one: a span of none would be followed for ever. */
function countOf(attributes: string, name: 'colspan' | 'rowspan'): number {
  const count = new RegExp(`\\b${name}\\s{0,9}=\\s{0,9}["']?\\s{0,9}(\\d{1,7})`, 'i').exec(attributes)?.[1]
  return Math.max(1, Number(count ?? 1))
}

function cellText(text: string): string {
  const resolved = text.includes('&')
    ? text.replace(/&(\w{3,6});/g, (whole, name: string) => ENTITIES[name.toLowerCase()] ?? whole)
    : text
  return resolved.replaceAll(' \n', '\n').trim()
}
