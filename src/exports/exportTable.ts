import type { BusinessDate } from '../diagnosis/businessDate'

/** A value of an export, with its type; null is unknown and stays an empty cell. */
export type ExportCell =
  | { kind: 'text'; text: string }
  /** A count; only a quantity of weighed goods has decimals, up to three. */
  | { kind: 'integer'; value: number }
  | { kind: 'decimal'; value: number }
  /** Yuan. */
  | { kind: 'money'; yuan: number }
  /** 0.305 is 30.5 %. */
  | { kind: 'percent'; ratio: number }
  | { kind: 'date'; date: BusinessDate }
  /** Local time, `YYYY-MM-DDTHH:MM:SS`. */
  | { kind: 'time'; time: string }
  | null

/** A whole list, on its way to a file. */
export interface ExportTable {
  headers: readonly string[]
  /** Of the columns, in characters. */
  widths: readonly number[]
  rows: Iterable<readonly ExportCell[]>
}

/** Of a column whose texts are of any length, in characters. */
const TEXT_WIDTH = 24

/** A table of texts alone. */
export function textTable(headers: readonly string[], rows: readonly (readonly string[])[]): ExportTable {
  return {
    headers,
    widths: headers.map(() => TEXT_WIDTH),
    rows: rows.values().map((cells) => cells.map((text) => ({ kind: 'text', text }) as const)),
  }
}

/** Texts as a stream of bytes, produced as they are taken. */
export function streamText(texts: Iterable<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const iterator = texts[Symbol.iterator]()
  return new ReadableStream({
    pull(controller) {
      const { done, value } = iterator.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
  })
}

/** Joins small texts into larger ones, so that a row is not a chunk. */
export function* joined(texts: Iterable<string>, characters = 32_768): Generator<string> {
  let buffer = ''
  for (const text of texts) {
    buffer += text
    if (buffer.length >= characters) {
      yield buffer
      buffer = ''
    }
  }
  if (buffer !== '') yield buffer
}
