import { FileRefusedError } from './fileParts'

/**
 * The records of an .xls that say what its cells hold, for a library that would read all of them: links over ranges of
 * four thousand million cells, names, drawings, comments. Formulas stay for the value that is stored with them.
 */

/** Of what the library holds cell by cell. */
const MAX_HELD_CELLS = 12_000_000
const MAX_HELD_TEXTS = 4_000_000

const END_OF_PART = 0x000a
const CONTINUE = 0x003c
const MANY_NUMBERS = 0x00bd
const SHARED_TEXTS = 0x00fc
/** Where it lies the library passes over it: an index of rows. */
const PASSED_OVER = 0x00d7
const CELLS = [
  0x0006, // Formula
  0x00d6, // RString
  0x00fd, // LabelSst
  0x0203, // Number
  0x0204, // Label
  0x0205, // BoolErr
  0x027e, // RK
  MANY_NUMBERS,
]
const TAKEN: ReadonlySet<number> = new Set([
  ...CELLS,
  0x0207, // String, of a formula
  SHARED_TEXTS,
  0x0809, // BOF
  END_OF_PART,
  0x0022, // Date1904
  0x002f, // FilePass: that it is encrypted
  0x0042, // CodePage
  0x0085, // BoundSheet
  0x00e0, // XF
  0x041e, // Format
])
const CELL: ReadonlySet<number> = new Set(CELLS)
const HEAD_BYTES = 4
/** Of a row's numbers, each with its style. */
const NUMBER_BYTES = 6
/** A text of nothing: its length, and how it is written. */
const LEAST_TEXT_BYTES = 3

/**
 * Blanks out all other records in place: where the rest lies is part of what it says.
 * @throws FileRefusedError where it holds more than the library can
 */
export function keepValues(stream: Uint8Array): void {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength)
  let cells = 0
  let isTaken = false
  for (let at = 0; at + HEAD_BYTES <= stream.length; ) {
    const type = view.getUint16(at, true)
    const bytes = view.getUint16(at + 2, true)
    // What goes on goes where its beginning went.
    if (type !== CONTINUE) isTaken = TAKEN.has(type)
    if (!isTaken) view.setUint16(at, PASSED_OVER, true)
    if (type === SHARED_TEXTS) requireFewTexts(view, at, bytes)
    cells += cellsIn(type, bytes)
    if (cells > MAX_HELD_CELLS) {
      throw new FileRefusedError({ code: 'tooManyCells', limitCells: MAX_HELD_CELLS })
    }
    at += HEAD_BYTES + bytes
  }
}

function cellsIn(type: number, bytes: number): number {
  if (type === MANY_NUMBERS) return Math.floor(bytes / NUMBER_BYTES)
  return CELL.has(type) ? 1 : 0
}

/** The library reads as many texts as they are said to be, and as there is room for in the file. */
function requireFewTexts(view: DataView, at: number, bytes: number): void {
  const said = bytes < 8 || at + 12 > view.byteLength ? 0 : view.getUint32(at + 8, true)
  if (Math.min(said, view.byteLength / LEAST_TEXT_BYTES) > MAX_HELD_TEXTS) {
    throw new FileRefusedError({ code: 'tooMany', what: 'texts', limit: MAX_HELD_TEXTS })
  }
}
