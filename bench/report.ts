import { cpus, totalmem } from 'node:os'
import { table } from '../scripts/terminal.ts'
import type { OrderFile } from './orders.ts'
import type { World } from './world.ts'

/** One line of the table. */
export interface Row {
  what: string
  /** Median and, in brackets, minimum and maximum. */
  measured: string
  /** What to hold it against, from the same run. */
  beside?: string
  goal?: string
}

/** What the groups share. */
export interface Bench {
  orders: OrderFile
  /** A Worker that has the ten stores' orders and their cards; the same one for every group that asks. */
  filledWorld(): Promise<World>
}

/** A group of rows; it cleans up what it changed. */
export type Group = (bench: Bench) => Promise<Row[]>

/** Everything that was measured, as one table. */
export function printTable(groups: ReadonlyMap<string, readonly Row[]>): void {
  const rows: string[][] = [['', 'measured: median (min–max)', 'beside it, in the same run', 'goal']]
  for (const [name, groupRows] of groups) {
    rows.push([''], [name.toUpperCase()])
    for (const { what, measured, beside = '', goal = '' } of groupRows) {
      rows.push([what, measured, beside, goal])
    }
  }
  console.log(table(rows).join('\n'))
}

/** The machine that the numbers are of. */
export function machine(): string {
  const cores = cpus()
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB`
  return `${cores.length} × ${cores[0]?.model.trim() ?? 'CPU'}, ${memory}, ${process.platform}, Node ${process.version}`
}
