import { csvRow } from '../exports/csvRow'
import type { FileTable } from './fileParts'
import { type OnRead, tableOf } from './table'

/** Sheets of a workbook as tables of text. */

export interface Sheet {
  sourceBytes: number
  /** By which the longest sheet is told. */
  unpackedBytes: number
  /** Some rows at a time. @throws FileRefusedError */
  rows(onRead: OnRead): AsyncIterable<string[][]> | Iterable<string[][]>
}

/** Where a header is looked for, as the import does. */
const HEADER_ROWS = 30
/** An order has at least its number, time, product and amounts. */
const MIN_COLUMNS = 4

/** A sheet that goes on under a header. */
interface PlacedSheet {
  sheet: Sheet
  headerAt: number
  width: number
}

/**
 * The tables of a workbook, the longest first. Sheets with one and the same header are joined; sheets without one are
 * left out.
 */
export async function tablesOf(sheets: readonly Sheet[]): Promise<FileTable[]> {
  const groups = new Map<string, PlacedSheet[]>()
  for (const sheet of sheets) {
    const head = await firstRows(sheet)
    const headerAt = headerRow(head)
    if (headerAt === undefined) continue
    const header = withoutEnd(head[headerAt] ?? [])
    const key = JSON.stringify(header)
    groups.set(key, [...(groups.get(key) ?? []), { sheet, headerAt, width: header.length }])
  }
  return [...groups.values()]
    .map((group) => ({ group, length: sum(group, ({ sheet }) => sheet.unpackedBytes) }))
    .sort((a, b) => b.length - a.length)
    .map(({ group }) =>
      tableOf(
        sum(group, ({ sheet }) => sheet.sourceBytes),
        (onRead) => csvOf(group, onRead),
      ),
    )
}

/** The first sheet whole, with what stands above its header; of others what follows theirs. */
async function* csvOf(group: readonly PlacedSheet[], onRead: OnRead): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  for (const [place, { sheet, headerAt, width }] of group.entries()) {
    let skipped = place === 0 ? 0 : headerAt + 1
    for await (const rows of sheet.rows(onRead)) {
      const taken = rows.slice(skipped)
      skipped -= rows.length - taken.length
      if (taken.length > 0) yield encoder.encode(taken.map((row) => lineOf(row, width)).join(''))
    }
  }
}

/** A row ends where its last cell does, and a table's rows are all as wide as its header. */
function lineOf(row: readonly string[], width: number): string {
  if (row.length === 0) return '\n'
  return `${csvRow(row)}${','.repeat(Math.max(0, width - row.length))}\n`
}

async function firstRows(sheet: Sheet): Promise<string[][]> {
  const head: string[][] = []
  for await (const rows of sheet.rows(() => undefined)) {
    head.push(...rows.slice(0, HEADER_ROWS - head.length))
    if (head.length >= HEADER_ROWS) break
  }
  return head
}

/** The row with the most names among the first ones; undefined for a sheet that is no table. */
function headerRow(rows: readonly string[][]): number | undefined {
  let best: number | undefined
  let most = MIN_COLUMNS - 1
  rows.forEach((row, at) => {
    const named = row.filter((cell) => cell.trim() !== '').length
    if (named > most) {
      best = at
      most = named
    }
  })
  return best
}

/** A stray blank cell to the right makes no other header. */
function withoutEnd(row: readonly string[]): readonly string[] {
  return row.slice(0, row.findLastIndex((cell) => cell.trim() !== '') + 1)
}

function sum<T>(values: readonly T[], of: (value: T) => number): number {
  return values.reduce((total, value) => total + of(value), 0)
}
