import { COLUMN_NAMES, COLUMNS, type ColumnName } from '../diagnosis/orderFields'

/** Without one of these a file is refused. */
export const REQUIRED_COLUMNS: readonly ColumnName[] = COLUMN_NAMES.filter(
  (name) => 'required' in COLUMNS[name],
)

/** Where each canonical column stands in a row, counted from 0; a column that the file lacks has no entry. */
export type ColumnIndexes = Readonly<Partial<Record<ColumnName, number>>>

/** What a header row says. */
export interface HeaderMatch {
  indexes: ColumnIndexes
  /** Cells of a whole row: up to the last column with a name. */
  width: number
  /** Whether the file carries personal data, so that cells which may have slipped out of their column stay unseen. */
  hasPersonalData: boolean
  /** Names that are neither canonical nor an alias, as written. */
  unknownColumns: string[]
  /** Required columns under none of their names. */
  missing: ColumnName[]
  /** All names of the header, as written. */
  found: string[]
}

const KNOWN_NAMES: ReadonlySet<string> = new Set(COLUMN_NAMES.flatMap(namesOf))

/** All names of a column: its own first, so that no alias overwrites it. */
function namesOf(column: ColumnName): string[] {
  return [column, ...COLUMNS[column].aliases]
}

/**
 * Finds the columns of a header.
 *
 * Names are trimmed, without byte-order mark. Of two cells with one name the first wins.
 * @param cells the cells of the header row
 */
export function matchHeader(cells: readonly string[]): HeaderMatch {
  const names = cells.map(headerName)
  const indexOf = new Map<string, number>()
  for (const [index, name] of names.entries()) {
    if (name !== '' && !indexOf.has(name)) indexOf.set(name, index)
  }
  const indexes: Partial<Record<ColumnName, number>> = {}
  for (const column of COLUMN_NAMES) {
    const name = namesOf(column).find((candidate) => indexOf.has(candidate))
    const index = name === undefined ? undefined : indexOf.get(name)
    if (index !== undefined) indexes[column] = index
  }
  const found = [...indexOf.keys()]
  return {
    indexes,
    width: names.findLastIndex((name) => name !== '') + 1,
    hasPersonalData: COLUMN_NAMES.some((name) => COLUMNS[name].level === 'personal' && name in indexes),
    unknownColumns: found.filter((name) => !KNOWN_NAMES.has(name)),
    missing: REQUIRED_COLUMNS.filter((column) => indexes[column] === undefined),
    found,
  }
}

/** A byte-order mark is white space to `trim`, but may also stand inside quotes or before them. */
function headerName(cell: string): string {
  return cell.replaceAll('\uFEFF', '').trim()
}
