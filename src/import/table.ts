import type { BusinessDate } from '../diagnosis/businessDate'
import type { HeaderMatch } from './columns'
import { readHeader } from './header'
import { createLineReader } from './lineReader'
import { type CollectedOrders, createOrderAssembler, type OrderAssembler } from './orderAssembler'
import { type Refusal, refuseEmpty, refuseNoLines } from './refusal'
import { createRowSplitter, type RowSplitter } from './rows'

/** Text to collected orders, a piece of text at a time. */

export type TableEnd =
  | { status: 'refused'; refusal: Refusal }
  | { status: 'read'; header: HeaderMatch; collected: CollectedOrders }

export interface Table {
  push(text: string): Refusal | undefined
  /** Takes the last text; only where no push was refused. */
  end(text: string): TableEnd
}

interface OpenTable {
  header: HeaderMatch
  rows: RowSplitter
  assembler: OrderAssembler
}

/** A table whose header is still to come. */
export function createTable(latestDate?: BusinessDate): Table {
  let beginning = ''
  let open: OpenTable | undefined

  function advance(text: string, last: boolean): Refusal | undefined {
    if (open) return open.rows.push(text, last)
    beginning += text
    const step = readHeader(beginning, last)
    if (step.status === 'more') return undefined
    if (step.status === 'refused') return step.refusal
    beginning = ''
    const assembler = createOrderAssembler()
    const readLine = createLineReader(step.columns, latestDate)
    const rows = createRowSplitter(step.format, step.restLine, (row) =>
      assembler.add(row.line, readLine(row)),
    )
    open = { header: step.columns, rows, assembler }
    return rows.push(step.rest, last)
  }

  return {
    push: (text) => advance(text, false),
    end(text) {
      const refusal = advance(text, true)
      if (refusal) return { status: 'refused', refusal }
      if (!open) return { status: 'refused', refusal: refuseEmpty() }
      const collected = open.assembler.close()
      if (collected.linesRead === 0) return { status: 'refused', refusal: refuseNoLines() }
      return { status: 'read', header: open.header, collected }
    },
  }
}
