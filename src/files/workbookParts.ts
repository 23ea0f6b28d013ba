import { textOf } from './entryText'
import { FileRefusedError } from './fileParts'
import { MAX_SHEETS, tooManySheets } from './sheetsInText'
import { attribute, createXmlReader } from './xml'
import type { ZipEntry } from './zip'

/** What a workbook that is a zip is made of: which of its parts are sheets, and what they share. */

/** Of the parts that say what the sheets are. */
const MAX_PART_BYTES = 32_000_000
/** Of all sheets and texts: a sheet of a million rows has less. */
const MAX_BOOK_BYTES = 1_500_000_000
/** A workbook has at most 65,490. */
export const MAX_STYLES = 65_490
/** Styles of cells, those that only other styles name, formats. */
const MAX_ELEMENTS = 3 * MAX_STYLES

/** What goes on into itself is made to go on. */
const MAX_DEPTH = 100

export function tooManyStyles(): FileRefusedError {
  return new FileRefusedError({ code: 'tooMany', what: 'styles', limit: MAX_STYLES })
}

/**
 * The parts that are sheets, each once: two sheets of one part are what nobody writes, and it would be read as often as
 * it is named.
 * @throws FileRefusedError where there are more of them, or more in them, than anybody has
 */
export function sheetParts(
  relations: readonly string[],
  book: {
    byName: ReadonlyMap<string, ZipEntry>
    targets: ReadonlyMap<string, string>
    textsEntry: ZipEntry | undefined
  },
): ZipEntry[] {
  if (relations.length > MAX_SHEETS) throw tooManySheets()
  const parts = new Set(relations.flatMap((id) => book.byName.get(book.targets.get(id) ?? '') ?? []))
  const bytes = [...parts].reduce(
    (sum, part) => sum + part.unpackedBytes,
    book.textsEntry?.unpackedBytes ?? 0,
  )
  if (bytes > MAX_BOOK_BYTES) throw new FileRefusedError({ code: 'tooLarge', limitBytes: MAX_BOOK_BYTES })
  return [...parts]
}

/** Elements of a small part that have one of these names, in their order. */
export async function elementsOf<Name extends string>(
  entry: ZipEntry | undefined,
  ...names: Name[]
): Promise<{ name: Name; parent: string; attributes: string }[]> {
  if (!entry) return []
  const elements: { name: Name; parent: string; attributes: string }[] = []
  const wanted = new Map<string, Name>(names.map((name) => [name, name]))
  const path: string[] = []
  const xml = createXmlReader({
    open(written, attributes) {
      const name = wanted.get(written)
      if (name) elements.push({ name, parent: path.at(-1) ?? '', attributes })
      if (elements.length > MAX_ELEMENTS) throw tooManyStyles()
      if (path.push(written) > MAX_DEPTH) throw new FileRefusedError({ code: 'damaged', what: 'workbook' })
    },
    close: () => path.pop(),
    text: () => undefined,
    wantsText: () => false,
  })
  for await (const piece of textOf(entry, MAX_PART_BYTES)) xml.push(piece)
  return elements
}

/** The parts of the workbook by their relation, and also by what kind of part they are. */
export async function readTargets(entry: ZipEntry | undefined): Promise<Map<string, string>> {
  const targets = new Map<string, string>()
  for (const { attributes } of await elementsOf(entry, 'Relationship')) {
    // What lies outside of the file is not followed.
    if (attribute(attributes, 'TargetMode') === 'External') continue
    const target = attribute(attributes, 'Target').toLowerCase()
    const path = target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`
    targets.set(attribute(attributes, 'Id'), path)
    targets.set(attribute(attributes, 'Type').toLowerCase().split('/').at(-1) ?? '', path)
  }
  return targets
}

export function partOf(
  byName: ReadonlyMap<string, ZipEntry>,
  targets: ReadonlyMap<string, string>,
  kind: 'styles' | 'sharedstrings',
  extension: 'xml' | 'bin',
): ZipEntry | undefined {
  return byName.get(targets.get(kind) ?? '') ?? byName.get(`xl/${kind}.${extension}`)
}
