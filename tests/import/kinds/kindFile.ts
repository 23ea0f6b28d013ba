import { expect } from 'vitest'
import type { OrderLine } from '../../../src/diagnosis/order'
import type { Answers } from '../../../src/import/answers'
import type { ReadOptions } from '../../../src/import/readOrders'
import { readGood, readUnanswered } from '../exportFile'

/** An export of a kind: its header and a row or two. */
export type Table = readonly (readonly string[])[]

export function tableCsv(table: Table): string {
  return table.map((cells) => `${cells.map(quoted).join(',')}\n`).join('')
}

function quoted(cell: string): string {
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

/** The export as it is read, with what had to be answered. */
export async function readKind(
  kind: string,
  table: Table,
  answers: Answers = {},
  options: Partial<ReadOptions> = {},
) {
  const file = tableCsv(table)
  const asked = Object.keys(answers)
  if (asked.length > 0) {
    expect((await readUnanswered(file, options)).questions.toSorted()).toEqual(asked.toSorted())
  }
  const outcome = await readGood(file, { ...options, answers })
  expect(outcome.report.kind.id).toBe(kind)
  return outcome
}

/** What of a line is worth a look in the test of a kind. */
export function figures(line: OrderLine | undefined) {
  if (!line) return undefined
  const { productKey, category, quantityMilli, unitPriceMicro, listPriceMicro, costMicro } = line
  return { productKey, category, quantityMilli, unitPriceMicro, listPriceMicro, costMicro }
}
