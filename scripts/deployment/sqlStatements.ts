/** Takes an SQL text apart into its statements; not for triggers, which hold semicolons of their own. */

/** What a part of an SQL text that hides semicolons ends with, by what it begins with. */
const ENDS: Readonly<Record<string, string>> = {
  "'": "'",
  '"': '"',
  '`': '`',
  '--': '\n',
  '/*': '*/',
}

const BEGINNINGS = /['"`;]|--|\/\*/g

/**
 * The statements of a text that comes in chunks, each as it stands there, without its semicolon. A quote that is
 * doubled ends one text and begins the next, which comes to the same.
 */
export async function* sqlStatements(
  chunks: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<string> {
  let statement = ''
  let scan: Scan = { at: 0, end: undefined }
  for await (const chunk of chunks) {
    statement += chunk
    for (let semicolon = findSemicolon(statement, scan); semicolon >= 0; ) {
      yield statement.slice(0, semicolon).trim()
      statement = statement.slice(semicolon + 1)
      scan = { at: 0, end: undefined }
      semicolon = findSemicolon(statement, scan)
    }
  }
  if (statement.trim() !== '') yield statement.trim()
}

/** How far a statement has been looked through, and what ends the text or comment that this is in. */
interface Scan {
  at: number
  end: string | undefined
}

/** Where the statement ends; -1 where its end has not come yet. */
function findSemicolon(statement: string, scan: Scan): number {
  while (isOutside(statement, scan)) {
    BEGINNINGS.lastIndex = scan.at
    const found = BEGINNINGS.exec(statement)
    if (found?.[0] === ';') return found.index
    // The first of two characters may have come.
    scan.at = found ? found.index + found[0].length : Math.max(scan.at, statement.length - 1)
    if (!found) break
    scan.end = ENDS[found[0]]
  }
  return -1
}

/** Goes past the text or comment that a scan is in; false where its end has not come yet. */
function isOutside(statement: string, scan: Scan): boolean {
  if (scan.end === undefined) return true
  const found = statement.indexOf(scan.end, scan.at)
  scan.at = found < 0 ? Math.max(scan.at, statement.length - scan.end.length + 1) : found + scan.end.length
  if (found >= 0) scan.end = undefined
  return found >= 0
}
