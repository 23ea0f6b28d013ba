const UNSEEN_OR_BLANK = /[\s\u00AD\u200B-\u200F\u2060-\u2064\uFEFF]/g

/** The same for all spellings of a store's name: with full-width brackets or plain ones, with blanks or without. */
export function storeKey(name: string): string {
  return name.normalize('NFKC').replace(UNSEEN_OR_BLANK, '')
}
