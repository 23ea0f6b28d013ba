import { storeKey } from '../diagnosis/storeName'
import { copyText } from './cellText'

/** Spellings of one store's name. */

/** Gives each spelling of a store the one under which it came first. */
export function createStoreNames(): (name: string) => string {
  const bySpelling = new Map<string, string>()
  const byKey = new Map<string, string>()
  return (name) => {
    const known = bySpelling.get(name)
    if (known !== undefined) return known
    const spelling = copyText(name)
    const key = storeKey(spelling)
    const first = byKey.get(key) ?? spelling
    byKey.set(key, first)
    bySpelling.set(spelling, first)
    return first
  }
}

/** Beyond this many stores, comparing each with each is not worth its time. */
const MAX_COMPARED = 400
/** What tells stores of a chain apart is no slip: 一店 and 二店, A and B. */
const COUNTED = /^[\d一二三四五六七八九十百甲乙丙丁东南西北中上下新老A-Za-z]$/

/**
 * Names that differ by one character, or by 店 at the end: perhaps one store written in two ways. Names that a number,
 * a letter or a direction tells apart are of two stores.
 */
export function similarStores(names: readonly string[]): [string, string][] {
  if (names.length > MAX_COMPARED) return []
  const stores = names.map((name) => ({ name, key: storeKey(name) }))
  return stores.flatMap((a, i) =>
    stores
      .slice(i + 1)
      .flatMap((b): [string, string][] => (areSimilar(a.key, b.key) ? [[a.name, b.name]] : [])),
  )
}

function areSimilar(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false
  if (Math.min(a.length, b.length) < 2) return false
  let start = 0
  while (start < a.length && a[start] === b[start]) start++
  let end = 0
  const room = Math.min(a.length, b.length) - start
  while (end < room && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  const left = [a.slice(start, a.length - end), b.slice(start, b.length - end)]
  return left.every((part) => part.length <= 1) && !left.some((part) => COUNTED.test(part))
}
