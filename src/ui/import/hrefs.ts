import type { Lang } from '../../diagnosis/words'

/** The addresses of the page that imports, apart from all others: a browser loads them, and nothing of the rules. */

/** Where files are imported. */
export function importHref(lang: Lang): string {
  return `/import?lang=${lang}`
}

/** Where the forms about a file lead that was sent without a script. */
export function keptFileHref(name: string, lang: Lang): string {
  return `/import/${encodeURIComponent(name)}?lang=${lang}`
}

/** What an import is, and what is done with it: it is taken back, or its rejected lines are had as a file. */
export type ImportPart = '' | '/undo' | '/rejected.csv'

export function importRecordHref(importId: number, lang: Lang, part: ImportPart = ''): string {
  return `/imports/${importId}${part}?lang=${lang}`
}

/** The card of a store. */
export function storeHref(store: string, lang: Lang): string {
  return `/?${new URLSearchParams({ store, lang })}`
}

/** Where one signs in again. */
export function signInAgainHref(lang: Lang): string {
  return `/sign-in?lang=${lang}`
}
