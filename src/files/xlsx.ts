import { piecesOf, wholeOf } from './bytes'
import { type FileRefusal, FileRefusedError } from './fileParts'
import { builtInFormat, formatOfCode, type NumberFormat } from './numberText'
import { type BookFacts, createSheetReader, withoutEscapes } from './sheetRows'
import type { Sheet } from './sheets'
import type { OnRead } from './table'
import { attribute, createXmlReader } from './xml'
import type { ZipEntry } from './zip'

/**
 * The sheets of an .xlsx, whose rows are read as they are unpacked: only the texts that cells share are held. Formulas,
 * links and macros are never looked at: of a cell only its stored value is read.
 */

const MAX_PART_BYTES = 32_000_000
const MAX_TEXTS_BYTES = 800_000_000
const MAX_SHEET_BYTES = 3_000_000_000
const DAMAGED: FileRefusal = { code: 'damaged', what: 'workbook' }
const WORKBOOK = /^xl\/workbook\d*\.xml$/i

/** Whether the entries of a zip are those of an .xlsx. */
export function isXlsx(entries: readonly ZipEntry[]): boolean {
  return entries.some(({ name }) => WORKBOOK.test(name))
}

/** @throws FileRefusedError where it is damaged or too large */
export async function xlsxSheets(entries: readonly ZipEntry[]): Promise<Sheet[]> {
  const byName = new Map(entries.map((entry) => [entry.name.toLowerCase(), entry]))
  const workbookName = entries.find(({ name }) => WORKBOOK.test(name))?.name.toLowerCase() ?? ''
  const relations = workbookName.replace('xl/', 'xl/_rels/').concat('.rels')
  const { sheets, from1904 } = await readWorkbook(byName.get(workbookName))
  const targets = await readTargets(byName.get(relations))
  const book = { from1904, formats: await readFormats(partOf(byName, targets, 'styles')) }
  const textsEntry = partOf(byName, targets, 'sharedstrings')
  let texts: Promise<string[]> | undefined

  return sheets.flatMap(({ name, relation }) => {
    const entry = byName.get(targets.get(relation) ?? '')
    if (!entry) return []
    return {
      name,
      sourceBytes: entry.packedBytes,
      unpackedBytes: entry.unpackedBytes,
      async *rows(onRead) {
        texts ??= readTexts(textsEntry)
        yield* readRows(entry, { ...book, texts: await texts }, onRead)
      },
    } satisfies Sheet
  })
}

async function* readRows(entry: ZipEntry, book: BookFacts, onRead: OnRead): AsyncGenerator<string[][]> {
  const reader = createSheetReader(book)
  for await (const text of textOf(entry, MAX_SHEET_BYTES, onRead)) yield reader.push(text)
}

async function* textOf(entry: ZipEntry, maxBytes: number, onRead?: OnRead): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  const stream = await entry.open(onRead)
  // A directory that says less than there is, is of a file that nobody should unpack.
  for await (const piece of piecesOf(stream, Math.min(maxBytes, entry.unpackedBytes), DAMAGED)) {
    yield decoder.decode(piece, { stream: true })
  }
}

/** Elements of a small part, in their order. */
async function elementsOf(
  entry: ZipEntry | undefined,
): Promise<{ name: string; parent: string; attributes: string }[]> {
  if (!entry) return []
  const text = new TextDecoder().decode(await wholeOf(await entry.open(), MAX_PART_BYTES, DAMAGED))
  const elements: { name: string; parent: string; attributes: string }[] = []
  const path: string[] = []
  const xml = createXmlReader({
    open(name, attributes) {
      elements.push({ name, parent: path.at(-1) ?? '', attributes })
      path.push(name)
    },
    close: () => path.pop(),
    text: () => undefined,
    wantsText: () => false,
  })
  xml.push(text)
  return elements
}

async function readWorkbook(entry: ZipEntry | undefined) {
  const elements = await elementsOf(entry)
  const properties = elements.find(({ name }) => name === 'workbookPr')?.attributes ?? ''
  return {
    from1904: ['1', 'true'].includes(attribute(properties, 'date1904')),
    sheets: elements
      .filter(({ name, parent }) => name === 'sheet' && parent === 'sheets')
      .map(({ attributes }) => ({
        name: attribute(attributes, 'name'),
        relation: attribute(attributes, relationName(attributes)),
      })),
  }
}

/** `r:id`, whatever stands for the r. */
function relationName(attributes: string): string {
  return /\s([\w.-]+:id)=/i.exec(attributes)?.[1] ?? 'r:id'
}

/** The parts of the workbook by their relation, and also by what kind of part they are. */
async function readTargets(entry: ZipEntry | undefined): Promise<Map<string, string>> {
  const targets = new Map<string, string>()
  for (const { name, attributes } of await elementsOf(entry)) {
    // What lies outside of the file is not followed.
    if (name !== 'Relationship' || attribute(attributes, 'TargetMode') === 'External') continue
    const target = attribute(attributes, 'Target').toLowerCase()
    const path = target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`
    targets.set(attribute(attributes, 'Id'), path)
    targets.set(attribute(attributes, 'Type').toLowerCase().split('/').at(-1) ?? '', path)
  }
  return targets
}

function partOf(
  byName: ReadonlyMap<string, ZipEntry>,
  targets: ReadonlyMap<string, string>,
  kind: 'styles' | 'sharedstrings',
): ZipEntry | undefined {
  return byName.get(targets.get(kind) ?? '') ?? byName.get(`xl/${kind}.xml`)
}

/** The format of each style that a cell can have. */
async function readFormats(entry: ZipEntry | undefined): Promise<NumberFormat[]> {
  const elements = await elementsOf(entry)
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
async function readTexts(entry: ZipEntry | undefined): Promise<string[]> {
  if (!entry) return []
  if (entry.unpackedBytes > MAX_TEXTS_BYTES) {
    throw new FileRefusedError({ code: 'tooLarge', limitBytes: MAX_TEXTS_BYTES })
  }
  const texts: string[] = []
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
      if (name === 'si') texts.push(withoutEscapes(text))
      else if (name === 't') takesText = false
      else if (name === 'rPh') skipsReading = false
    },
    text(piece) {
      text += piece
    },
    wantsText: () => takesText,
  })
  for await (const piece of textOf(entry, MAX_TEXTS_BYTES)) xml.push(piece)
  return texts
}
