import type { Lang } from '../../diagnosis/words'

/** The addresses of the page that imports, by themselves: a browser loads them, and nothing of the other pages. */

/** Where files are imported. */
export function importHref(lang: Lang): string {
  return `/import?lang=${lang}`
}

/** Where the forms about a file lead that was sent without a script. */
export function keptFileHref(name: string, lang: Lang): string {
  return `/import/${encodeURIComponent(name)}?lang=${lang}`
}

/** An import in the history. */
export function importRecordHref(importId: number, lang: Lang, part: '' | '/rejected.csv' = ''): string {
  return `/imports/${importId}${part}?lang=${lang}`
}

/** The card of a store. */
export function storeHref(store: string, lang: Lang): string {
  return `/?${new URLSearchParams({ store, lang })}`
}

/** Where one signs in. */
export function signInHref(lang: Lang): string {
  return `/sign-in?lang=${lang}`
}

/** The scripts, as `npm run browser` writes them. */
export const PAGE_SCRIPT = '/scripts/importPage.js'
export const WORKER_SCRIPT = '/scripts/importWorker.js'
