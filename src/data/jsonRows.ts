import { type SQL, sql } from 'drizzle-orm'

/**
 * Rows as one JSON parameter: D1 binds at most 100 parameters a statement, and a single `json_each(?)`
 * loads rows many times faster than one statement a row.
 */

/** A parameter may have 2 MB; a Chinese character takes 3 bytes, JSON escapes take more. */
const MAX_SLICE_CHARACTERS = 400_000

/** `(SELECT value FROM json_each(?))`, for `IN`. */
export function jsonValues(values: readonly (string | number)[]): SQL {
  return sql`(SELECT value FROM json_each(${JSON.stringify(values)}))`
}

/** Cuts rows into JSON arrays, each small enough for one parameter. */
export function jsonSlices(rows: readonly unknown[]): string[] {
  const slices: string[] = []
  let texts: string[] = []
  let characters = 0
  for (const row of rows) {
    const text = JSON.stringify(row)
    if (texts.length > 0 && characters + text.length > MAX_SLICE_CHARACTERS) {
      slices.push(`[${texts.join(',')}]`)
      texts = []
      characters = 0
    }
    texts.push(text)
    characters += text.length
  }
  if (texts.length > 0) slices.push(`[${texts.join(',')}]`)
  return slices
}
