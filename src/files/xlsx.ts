import { textOf } from './entryText'
import { FileRefusedError } from './fileParts'
import { builtInFormat, formatOfCode, type NumberFormat } from './numberText'
import { createTextStore } from './sharedTexts'
import { requireCell } from './sheetGrid'
import { type BookFacts, createSheetReader, withoutEscapes } from './sheetRows'
import type { Sheet } from './sheets'
import type { OnRead } from './table'
import { elementsOf, partOf, readTargets, sheetParts } from './workbookParts'
import { attribute, createXmlReader } from './xml'
import type { ZipEntry } from './zip'

/**
 * The sheets of an .xlsx, whose rows are read as they are unpacked: only the texts that cells share are held. Formulas,
 * links and macros are never looked at: of a cell only its stored value is read.
 */

const MAX_TEXTS_BYTES = 500_000_000
/** A row as wide as a sheet has less, and so has what stands above the first. */
const MAX_CHARS_WITHOUT_ROW = 32_000_000
const WORKBOOK = /^xl\/workbook\d*\.xml$/i

/** Whether the entries of a zip are those of an .xlsx. */
export function isXlsx(entries: readonly ZipEntry[]): boolean {
  return entries.some(({ name }) => WORKBOOK.test(name))
}

/** @throws FileRefusedError where it is damaged or too large */
export async function xlsxSheets(entries: readonly ZipEntry[]): Promise<Sheet[]> {
  const byName = new Map(entries.map((entry) => [entry.name.toLowerCase(), entry]))
  const workbookName = entries.find(({ name }) => WORKBOOK.test(name))?.name.toLowerCase() ?? ''
  const { relations, from1904 } = await readWorkbook(byName.get(workbookName))
  const targets = await readTargets(byName.get(workbookName.replace('xl/', 'xl/_rels/').concat('.rels')))
  const book = { from1904, formats: await readFormats(partOf(byName, targets, 'styles', 'xml')) }
  const textsEntry = partOf(byName, targets, 'sharedstrings', 'xml')
  let texts: Promise<readonly string[]> | undefined

  return sheetParts(relations, { byName, targets, textsEntry }).map((entry) => ({
    sourceBytes: entry.packedBytes,
    unpackedBytes: entry.unpackedBytes,
    async *rows(onRead) {
      texts ??= readTexts(textsEntry)
      yield* readRows(entry, { ...book, texts: await texts }, onRead)
    },
  }))
}

async function* readRows(entry: ZipEntry, book: BookFacts, onRead: OnRead): AsyncGenerator<string[][]> {
  const reader = createSheetReader(book)
  let charsWithoutRow = 0
  for await (const text of textOf(entry, entry.unpackedBytes, onRead)) {
    const rows = reader.push(text)
    charsWithoutRow = rows.length === 0 ? charsWithoutRow + text.length : 0
    if (charsWithoutRow > MAX_CHARS_WITHOUT_ROW) {
      throw new FileRefusedError({ code: 'damaged', what: 'workbook' })
    }
    yield rows
    if (reader.isOver()) return
  }
}

async function readWorkbook(entry: ZipEntry | undefined) {
  const elements = await elementsOf(entry, 'workbookPr', 'sheet')
  const properties = elements.find(({ name }) => name === 'workbookPr')?.attributes ?? ''
  const sheets = elements.filter(({ name, parent }) => name === 'sheet' && parent === 'sheets')
  return {
    from1904: ['1', 'true'].includes(attribute(properties, 'date1904')),
    relations: sheets.map(({ attributes }) => attribute(attributes, relationName(attributes))),
  }
}

/** `r:id`, whatever stands for the r. */
function relationName(attributes: string): string {
  return /\s([\w.-]+:id)=/i.exec(attributes)?.[1] ?? 'r:id'
}

/** The format of each style that a cell can have. */
async function readFormats(entry: ZipEntry | undefined): Promise<NumberFormat[]> {
  const elements = await elementsOf(entry, 'numFmt', 'xf')
  const own = new Map(
    elements
      .filter(({ name, parent }) => name === 'numFmt' && parent === 'numFmts')
      .map(({ attributes }) => [
        Number(attribute(attributes, 'numFmtId')),
        formatOfCode(attribute(attributes, 'formatCode')),
      ]),
  )
  return elements
    .filter(({ name, parent }) => name === 'xf' && parent === 'cellXfs')
    .map(({ attributes }) => {
      const id = Number(attribute(attributes, 'numFmtId'))
      return own.get(id) ?? builtInFormat(id)
    })
}

/** The texts that cells refer to by number. */
async function readTexts(entry: ZipEntry | undefined): Promise<readonly string[]> {
  if (!entry) return []
  if (entry.unpackedBytes > MAX_TEXTS_BYTES) {
    throw new FileRefusedError({ code: 'tooLarge', limitBytes: MAX_TEXTS_BYTES })
  }
  const store = createTextStore()
  let text = ''
  let takesText = false
  let skipsReading = false

  const xml = createXmlReader({
    open(name) {
      if (name === 'si') text = ''
      else if (name === 't') takesText = !skipsReading
      else if (name === 'rPh') skipsReading = true
    },
    close(name) {
      if (name === 'si') store.add(withoutEscapes(text))
      else if (name === 't') takesText = false
      else if (name === 'rPh') skipsReading = false
    },
    text(piece) {
      text += piece
      requireCell(text)
    },
    wantsText: () => takesText,
  })
  for await (const piece of textOf(entry, MAX_TEXTS_BYTES)) xml.push(piece)
  return store.texts
}
