/**
 * D1 takes no statement of more than 100,000 bytes, but exports such ones, for a value may have 2 MB. Here their long
 * values are put together from pieces, in a table that is gone afterwards.
 */

/** With room for whatever stands around a piece. */
const MAX_STATEMENT_BYTES = 90_000
/** Four bytes each at most. */
const PIECE_CHARS = 20_000
const PIECES = 'restore_pieces'

/** Texts, and bytes as `X'…'`. */
const LONG_VALUES = new RegExp(`X?'(?:[^']|''){${PIECE_CHARS},}'`, 'gi')
const INSERT = /^INSERT INTO "[^"]*" \([^)]*\) VALUES\s*(?=\()/

/** Statements as D1 takes them: none too long, and rows of a table together, for each statement costs time. */
export async function* shortStatements(statements: AsyncIterable<string>): AsyncGenerator<string> {
  let rows: string[] = []
  let into = ''
  let bytes = 0
  for await (const statement of statements) {
    const size = Buffer.byteLength(statement)
    const start = INSERT.exec(statement)?.[0]
    if (rows.length > 0 && (start !== into || bytes + size > MAX_STATEMENT_BYTES)) {
      yield into + rows.join(',')
      rows = []
      bytes = 0
    }
    if (start === undefined || size > MAX_STATEMENT_BYTES) {
      yield* inPieces(statement, size)
      continue
    }
    into = start
    rows.push(statement.slice(start.length))
    bytes += size
  }
  if (rows.length > 0) yield into + rows.join(',')
}

function inPieces(statement: string, bytes: number): string[] {
  if (bytes <= MAX_STATEMENT_BYTES) return [statement]
  const pieces: string[] = []
  let texts = 0
  const short = statement.replace(LONG_VALUES, (quoted) => {
    texts += 1
    const start = quoted.indexOf("'") + 1
    pieces.push(...piecesOf(texts, quoted.slice(start, -1).replaceAll("''", "'")))
    const text = `(SELECT group_concat(content, '') FROM (SELECT content FROM ${PIECES} WHERE text = ${texts} ORDER BY piece))`
    return start > 1 ? `unhex(${text})` : text
  })
  const table = `CREATE TABLE ${PIECES} (text INTEGER NOT NULL, piece INTEGER NOT NULL, content TEXT NOT NULL)`
  return [table, ...pieces, short, `DROP TABLE ${PIECES}`]
}

function piecesOf(text: number, content: string): string[] {
  const chars = [...content]
  const count = Math.ceil(chars.length / PIECE_CHARS)
  return Array.from({ length: count }, (_, piece) => {
    const part = chars.slice(piece * PIECE_CHARS, (piece + 1) * PIECE_CHARS).join('')
    return `INSERT INTO ${PIECES} VALUES (${text}, ${piece}, '${part.replaceAll("'", "''")}')`
  })
}
