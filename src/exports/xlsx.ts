import { strToU8, Zip, ZipDeflate } from 'fflate'
import { dayNumber } from '../diagnosis/businessDate'
import { type ExportCell, type ExportTable, joined } from './exportTable'

/**
 * A table as an Excel workbook with typed columns, written as it is zipped: a list is never held twice.
 * Office Open XML (ECMA-376), one sheet, texts inline.
 */

/** Cell formats, by their index in styles.xml. */
const FORMATS = {
  text: 0,
  integer: 1,
  decimal: 2,
  money: 3,
  percent: 4,
  date: 5,
  time: 6,
  header: 7,
} as const

const MS_PER_DAY = 86_400_000
/** Days from Excel's day 0, 1899-12-30, to 1970-01-01. */
const EXCEL_EPOCH_DAYS = 25_569
/** Beyond this a sheet cannot go: its limit is 32,767 characters a cell. */
const MAX_CELL_CHARACTERS = 32_767

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** Each part says what it is, also where that is nothing: openpyxl takes no empty fill, and Excel keeps two of its own. */
const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="4"><numFmt numFmtId="164" formatCode="#,##0.00"/><numFmt numFmtId="165" formatCode="0.0%"/><numFmt numFmtId="166" formatCode="yyyy-mm-dd"/><numFmt numFmtId="167" formatCode="yyyy-mm-dd hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="8"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${[
  [1, 0],
  [0, 0],
  [164, 0],
  [165, 0],
  [166, 0],
  [167, 0],
  [0, 1],
]
  .map(
    ([format, font]) =>
      `<xf numFmtId="${format}" fontId="${font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>`,
  )
  .join(
    '',
  )}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

const PARTS: Record<string, string> = {
  '[Content_Types].xml': `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPES}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/></Types>`,
  '_rels/.rels': `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/_rels/workbook.xml.rels': `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
  'xl/styles.xml': STYLES,
}

/** @param sheetName up to 31 characters are kept, those that Excel forbids are dropped */
export function xlsxStream(table: ExportTable, sheetName: string): ReadableStream<Uint8Array> {
  let controller: ReadableStreamDefaultController<Uint8Array>
  const zip = new Zip((error, chunk, final) => {
    if (error) controller.error(error)
    else if (chunk.length > 0) controller.enqueue(chunk)
    if (final) controller.close()
  })
  const sheet = new ZipDeflate('xl/worksheets/sheet1.xml')
  const rows = joined(sheetXml(table))
  return new ReadableStream({
    start(streamController) {
      controller = streamController
      for (const [name, content] of Object.entries({ ...PARTS, 'xl/workbook.xml': workbook(sheetName) })) {
        const part = new ZipDeflate(name)
        zip.add(part)
        part.push(strToU8(content), true)
      }
      zip.add(sheet)
    },
    pull() {
      const { done, value } = rows.next()
      if (!done) return sheet.push(strToU8(value))
      sheet.push(new Uint8Array(), true)
      zip.end()
    },
  })
}

function workbook(sheetName: string): string {
  const name = sheetName.replace(/[\\/?*[\]:]/g, '').slice(0, 31) || 'Sheet1'
  return `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${escapeXml(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>`
}

function* sheetXml({ headers, widths, rows }: ExportTable): Generator<string> {
  yield `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>${columnsXml(widths)}<sheetData>`
  yield rowXml(
    1,
    headers.map((header) => textCell(header, FORMATS.header)),
  )
  let number = 1
  for (const row of rows) yield rowXml(++number, row.map(cellXml))
  yield '</sheetData></worksheet>'
}

/** Without widths of their own, dates show as #### and names are cut. */
function columnsXml(widths: readonly number[]): string {
  const columns = widths.map(
    (width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`,
  )
  return columns.length === 0 ? '' : `<cols>${columns.join('')}</cols>`
}

/** Some readers want the address that the standard leaves optional. */
function rowXml(number: number, cells: readonly string[]): string {
  const addressed = cells.map((cell, column) =>
    cell === '' ? '' : `<c r="${columnName(column)}${number}" ${cell}</c>`,
  )
  return `<row r="${number}">${addressed.join('')}</row>`
}

/** A, B, … Z, AA, AB, … */
function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26))
  return column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter
}

/** What a cell has after its address: its attributes and content; '' for an unknown value. */
function cellXml(cell: ExportCell): string {
  switch (cell?.kind) {
    case undefined:
      return ''
    case 'text':
      return textCell(cell.text, FORMATS.text)
    case 'integer':
      // Excel shows 0.5 as 1 in a cell of integers.
      return numberCell(cell.value, Number.isInteger(cell.value) ? FORMATS.integer : FORMATS.decimal)
    case 'decimal':
      return numberCell(cell.value, FORMATS.decimal)
    case 'money':
      return numberCell(cell.yuan, FORMATS.money)
    case 'percent':
      return numberCell(cell.ratio, FORMATS.percent)
    case 'date':
      return numberCell(dayNumber(cell.date) + EXCEL_EPOCH_DAYS, FORMATS.date)
    case 'time':
      return numberCell(Date.parse(`${cell.time}Z`) / MS_PER_DAY + EXCEL_EPOCH_DAYS, FORMATS.time)
  }
}

function numberCell(value: number, format: number): string {
  return `s="${format}"><v>${value}</v>`
}

function textCell(text: string, format: number): string {
  const content = escapeXml(text.slice(0, MAX_CELL_CHARACTERS))
  return `s="${format}" t="inlineStr"><is><t xml:space="preserve">${content}</t></is>`
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Escapes markup, and drops the characters that XML 1.0 cannot hold, also half of a surrogate pair. */
function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '')
    .replace(/[^\t\n\r\u0020-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
}
