import type { BusinessDate } from '../diagnosis/businessDate'
import type { HeaderMatch } from './columns'
import { readHeader } from './header'
import { createLineReader } from './lineReader'
import { type CollectedOrders, createOrderAssembler, type OrderAssembler } from './orderAssembler'
import { emptyFile, noLines, RefusedError } from './refusal'
import { createRowSplitter, type RowSplitter } from './rows'

/** What a whole file says. */
export interface TableContent {
  header: HeaderMatch
  collected: CollectedOrders
}

/** Text to collected orders, a piece of text at a time. Text that is no table of orders throws a RefusedError. */
interface Table {
  push(text: string): void
  /** Takes the last text. */
  end(text: string): TableContent
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

  function advance(text: string, last: boolean): void {
    if (open) {
      open.rows.push(text, last)
      return
    }
    beginning += text
    const header = readHeader(beginning, last)
    if (!header) return
    beginning = ''
    const assembler = createOrderAssembler()
    const readLine = createLineReader(header.columns, latestDate)
    const rows = createRowSplitter(header.format, header.restLine, (row) =>
      assembler.add(row.line, readLine(row)),
    )
    open = { header: header.columns, rows, assembler }
    rows.push(header.rest, last)
  }

  return {
    push: (text) => advance(text, false),
    end(text) {
      advance(text, true)
      if (!open) throw new RefusedError(emptyFile())
      const collected = open.assembler.close()
      if (collected.linesRead === 0) throw new RefusedError(noLines())
      return { header: open.header, collected }
    },
  }
}
