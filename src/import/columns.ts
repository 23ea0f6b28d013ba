import {
  type AmountPerColumn,
  COLUMN_NAMES,
  COLUMNS,
  type ColumnName,
  type Per,
} from '../diagnosis/orderFields'
import type { Answers } from './answers'
import {
  headerName,
  isInKilometres,
  isInMetres,
  looksLikeStatus,
  looksPersonal,
  withoutUnit,
} from './headerNames'
import { KINDS, OTHER } from './kinds/index'
import type { ExportKind } from './kinds/kind'

/** Without one of these a file cannot be read. */
export const REQUIRED_COLUMNS: readonly ColumnName[] = COLUMN_NAMES.filter(
  (name) => 'required' in COLUMNS[name],
)

/** Where each canonical column stands in a row, counted from 0; a column that the file lacks has no entry. */
export type ColumnIndexes = Readonly<Partial<Record<ColumnName, number>>>

/** Columns that are read beside the canonical ones, as the kind of the export has them. */
interface KindIndexes {
  timeOfDay?: number
  cancelledAt?: number
  quantityTakenBack?: number
  amountTakenBack?: number
  discount?: number
  /** Of a currency, or of what tells one. */
  currency?: number
}

/** What a header row says. */
export interface HeaderMatch {
  kind: ExportKind
  indexes: ColumnIndexes
  kindIndexes: Readonly<KindIndexes>
  /** What the amounts of these columns are of. */
  per: Readonly<Record<AmountPerColumn, Per>>
  /** Whether the header says that distances are kilometres. */
  kilometres: boolean
  /** Whether it says that they are metres. */
  metres: boolean
  /** Cells of a whole row: up to the last column with a name. */
  width: number
  /** Of each column: whether its cells may identify a person. */
  personal: readonly boolean[]
  /** Whether the file carries personal data, so that cells which may have slipped out of their column stay unseen. */
  hasPersonalData: boolean
  /** Names that are neither canonical nor an alias, as written. */
  unknownColumns: string[]
  /** Of those, the ones that may tell of orders that were taken back. */
  statusColumns: string[]
  /** Names that stand twice: the first column counts. */
  duplicateColumns: string[]
  /** Required columns under none of their names, and without a constant of the kind. */
  missing: ColumnName[]
  /** All names of the header, as written. */
  found: string[]
  /** The name of each column, '' where it has none. */
  names: readonly string[]
}

/** A name under which a column may stand, and what it makes of an amount. */
interface Name {
  name: string
  per: Per | undefined
}

const KNOWN_NAMES: ReadonlySet<string> = new Set(
  COLUMN_NAMES.flatMap((name) => namesOf(name).map((n) => n.name)),
)
const TELLING_NAMES: ReadonlySet<string> = new Set([
  ...KNOWN_NAMES,
  ...KINDS.flatMap(({ signatures }) => signatures.flat().map(headerName)),
])
const CURRENCY_NAMES = ['币种', '币种缩写', '货币', 'currency', 'Currency', 'Order Currency']

/** All names of a column: its own first, so that no alias overwrites it. */
function namesOf(column: ColumnName): Name[] {
  const known = COLUMNS[column]
  const per = 'per' in known ? known.per : undefined
  const names = [column, ...known.aliases].map((name) => ({ name, per }))
  if (!('otherPer' in known)) return names
  const other = per === 'unit' ? 'line' : 'unit'
  return [...names, ...known.otherPer.map((name) => ({ name, per: other }) as const)]
}

/** Finds columns by name: by the whole of it, else by what stands before a unit in brackets. */
function createFinder(names: readonly string[]) {
  const whole = new Map<string, number>()
  const bare = new Map<string, number>()
  const duplicates: string[] = []
  for (const [index, name] of names.entries()) {
    if (name === '') continue
    if (whole.has(name)) duplicates.push(name)
    else whole.set(name, index)
    const short = withoutUnit(name)
    if (!bare.has(short)) bare.set(short, index)
  }
  return {
    duplicates,
    indexOf: (name: string) => whole.get(name) ?? bare.get(name),
    found: [...whole.keys()],
  }
}

/** The kinds all of whose telling columns a header has. */
export function kindsOf(cells: readonly string[]): ExportKind[] {
  const { indexOf } = createFinder(cells.map(headerName))
  return KINDS.filter(({ signatures }) =>
    signatures.some((signature) => signature.every((name) => indexOf(headerName(name)) !== undefined)),
  )
}

/** How many cells are names of columns, here or in a kind: a cheap look at what may be a header. */
export function countNames(cells: readonly string[]): number {
  return cells.filter((cell) => TELLING_NAMES.has(withoutUnit(headerName(cell)))).length
}

/**
 * Finds the columns of a header.
 *
 * What the sender says comes first, then what the kind says, then the names of `COLUMNS`. Of two columns with one
 * name the first counts, and none is taken for two things.
 * @param cells the cells of the header row
 */
export function matchHeader(
  cells: readonly string[],
  kind: ExportKind = OTHER,
  answers: Answers = {},
): HeaderMatch {
  const names = cells.map(headerName)
  const { indexOf, duplicates, found } = createFinder(names)
  const indexes: Partial<Record<ColumnName, number>> = {}
  const per = { ...PER_AS_KEPT, ...kind.per }
  const taken = new Set<number>()

  function take(column: ColumnName, candidates: readonly Name[]): void {
    if (indexes[column] !== undefined) return
    for (const { name, per: named } of candidates) {
      const index = indexOf(name)
      if (index === undefined || taken.has(index)) continue
      indexes[column] = index
      taken.add(index)
      if (named !== undefined && isAmountPer(column)) per[column] = kind.per?.[column] ?? named
      return
    }
  }

  for (const column of COLUMN_NAMES) take(column, nameAnswered(column, answers))
  for (const column of COLUMN_NAMES) take(column, namesOfKind(column, kind))
  // A canonical name is not overwritten by an alias, also not by one of another column.
  for (const column of COLUMN_NAMES) take(column, namesOf(column).slice(0, 1))
  for (const column of COLUMN_NAMES) take(column, namesOf(column).slice(1))
  Object.assign(per, answers.per)

  const kindIndexes = findKindIndexes(kind, indexOf)
  const read = new Set([...taken, ...Object.values(kindIndexes)])
  const harmless = new Set(kind.harmless)
  const isKnown = (name: string) => KNOWN_NAMES.has(name) || KNOWN_NAMES.has(withoutUnit(name))
  const unknownColumns = found.filter((name) => !isKnown(name) && !read.has(indexOf(name) ?? -1))
  const personal = names.map((name, index) => isPersonal(name, !read.has(index)))
  return {
    kind,
    indexes,
    kindIndexes,
    per,
    kilometres: isInKilometres(names[indexes.配送距离 ?? -1] ?? ''),
    metres: isInMetres(names[indexes.配送距离 ?? -1] ?? ''),
    width: names.findLastIndex((name) => name !== '') + 1,
    personal,
    hasPersonalData: personal.includes(true),
    unknownColumns,
    statusColumns: unknownColumns.filter((name) => looksLikeStatus(name) && !harmless.has(withoutUnit(name))),
    duplicateColumns: [...new Set(duplicates)],
    missing: REQUIRED_COLUMNS.filter((column) => indexes[column] === undefined && !hasConstant(column, kind)),
    found,
    names,
  }
}

const PER_AS_KEPT: Readonly<Record<AmountPerColumn, Per>> = {
  实收价格: COLUMNS.实收价格.per,
  商品采购成本: COLUMNS.商品采购成本.per,
  商品原价: COLUMNS.商品原价.per,
}

export function isAmountPer(column: ColumnName): column is AmountPerColumn {
  return 'per' in COLUMNS[column]
}

/** An amount that is answered by a name that says more than the column's own, such as a line total, is that. */
function nameAnswered(column: ColumnName, { columns }: Answers): Name[] {
  const answered = columns?.[column]
  if (answered === undefined) return []
  const name = headerName(answered)
  // What identifies a person is never read as anything.
  if (isPersonal(name, true)) return []
  const known = namesOf(column).find((one) => one.name === withoutUnit(name))
  return [{ name, per: known?.per ?? (isAmountPer(column) && isTotal(name) ? 'line' : undefined) }]
}

/** Whether an amount that nobody knows is of the whole line, by its name: `金额` is, `单价` is not. */
function isTotal(name: string): boolean {
  return /金额|总|小计|合计|amount|total/i.test(name) && !/单价|单件|每|unit/i.test(name)
}

function namesOfKind(column: ColumnName, kind: ExportKind): Name[] {
  return (kind.columns?.[column] ?? []).map((name) => ({
    name: headerName(name),
    per: namesOf(column).find((known) => known.name === name)?.per,
  }))
}

function hasConstant(column: ColumnName, { constants }: ExportKind): boolean {
  return column === '渠道' && constants?.渠道 !== undefined
}

function isPersonal(name: string, isUnread: boolean): boolean {
  const bare = withoutUnit(name)
  if (COLUMN_NAMES.some((column) => COLUMNS[column].level === 'personal' && column === bare)) return true
  return isUnread && !KNOWN_NAMES.has(bare) && looksPersonal(name)
}

function findKindIndexes(kind: ExportKind, indexOf: (name: string) => number | undefined): KindIndexes {
  const tells = [...CURRENCY_NAMES, ...(kind.currency && 'by' in kind.currency ? [kind.currency.by] : [])]
  const wanted: [keyof KindIndexes, readonly (string | undefined)[]][] = [
    ['timeOfDay', [kind.timeOfDay]],
    ['cancelledAt', [kind.cancelledAt]],
    ['quantityTakenBack', [kind.takenBack?.quantity]],
    ['amountTakenBack', [kind.takenBack?.amount]],
    ['discount', [kind.discount]],
    ['currency', tells],
  ]
  const indexes: KindIndexes = {}
  for (const [key, names] of wanted) {
    const index = names
      .map((name) => (name === undefined ? undefined : indexOf(name)))
      .find((i) => i !== undefined)
    if (index !== undefined) indexes[key] = index
  }
  return indexes
}
