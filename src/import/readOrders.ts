import type { BusinessDate } from '../diagnosis/businessDate'
import type { Order } from '../diagnosis/order'
import { type ByteSource, openBytes } from './byteSource'
import { createDecoder } from './decode'
import { type Refusal, refuseEmpty } from './refusal'
import type { ReadReport } from './report'
import { summarize } from './summary'
import { createTable, type TableEnd } from './table'

/**
 * Reads an order export: bytes in, whole orders out.
 *
 * The text of the file is never held as a whole, but its orders are: a wrong encoding may show at the last
 * byte, and then nothing of the file may be stored.
 */

export interface ReadLimits {
  /** Bytes of the unpacked file. */
  maxBytes: number
  /** The latest day that an order can be of, as the caller's clock tells; absent: any. */
  latestDate?: BusinessDate
}

export type ReadOutcome =
  /** Nothing may be stored. */
  | { status: 'refused'; refusal: Refusal }
  /** `stores`: whole orders by store name, without a store whose every order was rejected. */
  | { status: 'read'; stores: Map<string, Order[]>; report: ReadReport }

/**
 * Reads a CSV export, plain or packed with gzip, in UTF-8 or GBK.
 * @param body the upload; null, as of a request without a body, is an empty file
 * @returns an outcome for every sequence of bytes, also where the stream fails: nothing is thrown
 */
export async function readOrders(
  body: ReadableStream<Uint8Array> | null,
  limits: ReadLimits,
): Promise<ReadOutcome> {
  if (!body) return { status: 'refused', refusal: refuseEmpty() }
  const source = await openBytes(body, limits.maxBytes)
  const outcome = await readSource(source, limits.latestDate)
  if (outcome.status === 'refused') await source.discard()
  return outcome
}

async function readSource(source: ByteSource, latestDate: BusinessDate | undefined): Promise<ReadOutcome> {
  const decoder = createDecoder()
  const table = createTable(latestDate)
  for (;;) {
    const step = await source.next()
    if (step.status === 'refused') return step
    const decoded = step.status === 'end' ? decoder.end() : decoder.push(step.bytes)
    if (decoded.status === 'refused') return decoded
    if (step.status === 'end') return finish(table.end(decoded.text))
    const refusal = table.push(decoded.text)
    if (refusal) return { status: 'refused', refusal }
  }
}

function finish(end: TableEnd): ReadOutcome {
  if (end.status === 'refused') return end
  const report = summarize(end.header, end.collected)
  return { status: 'read', stores: end.collected.stores, report }
}
