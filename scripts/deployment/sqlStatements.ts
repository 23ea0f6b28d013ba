/** Texts and names in quotes, and comments: in them a semicolon ends nothing. */
const TOKEN = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|--[^\n]*|\/\*[\s\S]*?\*\/|;|[^'"`;\-/]+|[-/]/g

/** The statements of an SQL text, without their semicolons; not for triggers, which hold some of their own. */
export function sqlStatements(sql: string): string[] {
  const statements: string[] = []
  let statement = ''
  for (const [token] of sql.matchAll(TOKEN)) {
    if (token === ';') {
      statements.push(statement.trim())
      statement = ''
    } else if (!token.startsWith('--') && !token.startsWith('/*')) {
      statement += token
    }
  }
  return [...statements, statement.trim()].filter((text) => text !== '')
}
