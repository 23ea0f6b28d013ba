import { FileRefusedError } from './fileParts'
import type { SheetGrid } from './sheetGrid'
import type { Sheet } from './sheets'

/** Sheets that follow one another in one text, each read a piece at a time. */

/** The rows of one sheet, from its text as it comes. */
export interface SheetReader {
  /** The rows that are whole after this text. @throws FileRefusedError where there is more than a sheet can have */
  push(text: string): string[][]
  /** Whether no more rows can come, whatever else follows. */
  isOver(): boolean
}

/** Reads the rows that markup puts into a grid. @param isOver whether the sheet has ended */
export function readerOfGrid(
  markup: { push(text: string): void },
  grid: Pick<SheetGrid, 'take'>,
  isOver: () => boolean,
): SheetReader {
  return {
    push(text) {
      if (!isOver()) markup.push(text)
      return grid.take()
    },
    isOver,
  }
}

/** More than the workbooks of orders have, whose sheets are days or stores. */
export const MAX_SHEETS = 255
const PIECE_CHARS = 65_536

/**
 * @param begin what each sheet begins with: a pattern that is global
 * @param sourceBytes of the file
 */
export function sheetsInText(
  text: string,
  begin: RegExp,
  sourceBytes: number,
  createReader: () => SheetReader,
): Sheet[] {
  const starts: number[] = []
  for (const { index } of text.matchAll(begin)) {
    starts.push(index)
    if (starts.length > MAX_SHEETS) throw tooManySheets()
  }
  return starts.map((start, place) => {
    const end = starts[place + 1] ?? text.length
    const bytes = (sourceBytes * (end - start)) / text.length
    return {
      sourceBytes: bytes,
      unpackedBytes: end - start,
      *rows(onRead) {
        const reader = createReader()
        for (let at = start; at < end && !reader.isOver(); at += PIECE_CHARS) {
          yield reader.push(text.slice(at, Math.min(end, at + PIECE_CHARS)))
        }
        onRead(bytes)
      },
    }
  })
}

export function tooManySheets(): FileRefusedError {
  return new FileRefusedError({ code: 'tooMany', what: 'sheets', limit: MAX_SHEETS })
}
