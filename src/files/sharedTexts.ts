import { FileRefusedError } from './fileParts'
import { requireCell } from './sheetGrid'

/** The texts that cells of a workbook refer to by number. They are held, so they have an end. */

export interface TextStore {
  readonly texts: readonly string[]
  /** @throws FileRefusedError where there are more than can be held */
  add(text: string): void
}

/** As many as the cells of a workbook that its writer has not compared with one another. */
const MAX_TEXTS = 10_000_000
const MAX_TEXTS_CHARS = 200_000_000

export function createTextStore(): TextStore {
  const texts: string[] = []
  let chars = 0
  return {
    texts,
    add(text) {
      requireCell(text)
      texts.push(text)
      chars += text.length
      if (texts.length > MAX_TEXTS) {
        throw new FileRefusedError({ code: 'tooMany', what: 'texts', limit: MAX_TEXTS })
      }
      if (chars > MAX_TEXTS_CHARS) {
        throw new FileRefusedError({ code: 'tooLarge', limitBytes: MAX_TEXTS_CHARS })
      }
    },
  }
}
