import { FileRefusedError } from './fileParts'
import { formatOfCode, type NumberFormat, numberText, PLAIN } from './numberText'
import { createSheetGrid, requireCell } from './sheetGrid'
import type { Sheet } from './sheets'
import { readerOfGrid, type SheetReader, sheetsInText } from './sheetsInText'
import { attribute, createXmlReader } from './xml'

/** SpreadsheetML 2003: the XML that Excel took for a workbook before there was .xlsx, and that exports still are. */

interface BookFacts {
  formats: ReadonlyMap<string, NumberFormat>
  from1904: boolean
}

const WORKSHEET = /<(?:\w+:)?Worksheet[\s>]/g
/** A workbook has at most 65,490. */
const MAX_STYLES = 65_490
const DAY = formatOfCode('d')
const TIME = formatOfCode('h')
const DAY_TIME = formatOfCode('d h')
/** Formats that are called by a name, and would be read as a code otherwise. */
const NAMED: ReadonlyMap<string, NumberFormat> = new Map([
  ['General Date', DAY_TIME],
  ...['Long Date', 'Medium Date', 'Short Date'].map((name) => [name, DAY] as const),
  ...['Long Time', 'Medium Time', 'Short Time'].map((name) => [name, TIME] as const),
  ...[
    'Standard',
    'Fixed',
    'Percent',
    'Scientific',
    'Currency',
    'Euro Currency',
    'Yes/No',
    'True/False',
    'On/Off',
  ].map((name) => [name, PLAIN] as const),
])

export function isSpreadsheetMl(text: string): boolean {
  return /<(?:\w+:)?Workbook[\s>]/.test(text)
}

/** @throws FileRefusedError where it has more sheets or styles than a workbook can have */
export function spreadsheetMlSheets(text: string, sourceBytes: number): Sheet[] {
  const firstSheet = text.search(WORKSHEET)
  const book = readBook(firstSheet === -1 ? text : text.slice(0, firstSheet))
  return sheetsInText(text, WORKSHEET, sourceBytes, () => createReader(book))
}

/** What stands before the sheets. */
function readBook(text: string): BookFacts {
  const styles = new Map<string, { format?: NumberFormat; parent: string }>()
  let id = ''
  let from1904 = false
  const xml = createXmlReader({
    open(name, attributes) {
      if (name === 'Date1904') from1904 = true
      else if (name === 'Style') {
        id = attribute(attributes, 'ss:ID')
        styles.set(id, { parent: attribute(attributes, 'ss:Parent') })
        if (styles.size > MAX_STYLES) {
          throw new FileRefusedError({ code: 'tooMany', what: 'styles', limit: MAX_STYLES })
        }
      } else if (name === 'NumberFormat') {
        const style = styles.get(id)
        const code = attribute(attributes, 'ss:Format')
        if (style && code !== '') style.format = NAMED.get(code) ?? formatOfCode(code)
      }
    },
    close: () => undefined,
    text: () => undefined,
    wantsText: () => false,
  })
  xml.push(text)
  const formats = new Map<string, NumberFormat>()
  // A style's parent is one of Excel's own, which has none: a chain of them, or a circle, is not followed.
  for (const [key, { format, parent }] of styles)
    formats.set(key, format ?? styles.get(parent)?.format ?? PLAIN)
  return { formats, from1904 }
}

function createReader(book: BookFacts): SheetReader {
  const grid = createSheetGrid()
  let isOver = false
  let isInRow = false
  let rowStyle = ''
  let style = ''
  let column = 0
  let width = 1
  let type = ''
  let text = ''
  let takesText = false
  let isInComment = false

  function openCell(attributes: string): void {
    const index = Number(attribute(attributes, 'ss:Index'))
    if (index > 0) column = index - 1
    style = attribute(attributes, 'ss:StyleID') || rowStyle
    width = 1 + Math.max(0, Number(attribute(attributes, 'ss:MergeAcross')) || 0)
    text = ''
  }

  function cellText(): string {
    if (text === '') return ''
    const format = book.formats.get(style) ?? PLAIN
    switch (type) {
      case 'Number': {
        const value = Number(text)
        return Number.isFinite(value) ? numberText(value, format, book.from1904) : text
      }
      case 'DateTime':
        return dateText(text, format)
      case 'Boolean':
        return text === '1' ? 'TRUE' : 'FALSE'
      case 'Error':
        return '#N/A'
      default:
        return text.replaceAll('\r\n', '\n')
    }
  }

  const xml = createXmlReader({
    open(name, attributes) {
      if (name === 'Row') {
        grid.openRow(Number(attribute(attributes, 'ss:Index')))
        isInRow = true
        rowStyle = attribute(attributes, 'ss:StyleID')
        column = 0
      } else if (name === 'Cell') openCell(attributes)
      else if (name === 'Comment') isInComment = true
      else if (name === 'Data' && !isInComment) {
        type = attribute(attributes, 'ss:Type')
        takesText = true
      }
    },
    close(name) {
      if (name === 'Data') takesText = false
      else if (name === 'Comment') isInComment = false
      else if (name === 'Cell') {
        if (isInRow) grid.put(column, cellText())
        column += width
      } else if (name === 'Row') {
        isInRow = false
        grid.closeRow()
      } else if (name === 'Table') isOver = true
    },
    text(piece) {
      text += piece
      requireCell(text)
    },
    wantsText: () => takesText,
  })

  return readerOfGrid(xml, grid, () => isOver)
}

const DAY_MS = 86_400_000
const START_MS = Date.UTC(1899, 11, 30)
/** 1900-03-01: the days before have one number less, for a workbook's 1900 has a 29th of February. */
const FIRST_TRUE_DAY = 61

/** A date as its cell shows it: as any other workbook has it, where it is a number of days. */
function dateText(text: string, format: NumberFormat): string {
  const days = (Date.parse(text.endsWith('Z') ? text : `${text}Z`) - START_MS) / DAY_MS
  if (Number.isNaN(days)) return text
  return numberText(days < FIRST_TRUE_DAY ? days - 1 : days, format.kind === 'date' ? format : DAY, false)
}
