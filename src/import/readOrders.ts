import type { BusinessDate } from '../diagnosis/businessDate'
import type { Order } from '../diagnosis/order'
import { type ByteSource, openBytes } from './byteSource'
import { createDecoder } from './decode'
import { emptyFile, type Refusal, RefusedError } from './refusal'
import type { ReadReport } from './report'
import { summarize } from './summary'
import { createTable, type TableContent } from './table'

interface ReadLimits {
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
 * Reads a CSV export, plain or packed with gzip, in UTF-8 or GBK: bytes in, whole orders out.
 *
 * The text of the file is never held as a whole, but its orders are: a wrong encoding may show at the last
 * byte, and then nothing of the file may be stored.
 * @param body the upload; null, as of a request without a body, is an empty file
 * @returns an outcome for every sequence of bytes, also where the stream fails: nothing is thrown
 */
export async function readOrders(
  body: ReadableStream<Uint8Array> | null,
  limits: ReadLimits,
): Promise<ReadOutcome> {
  if (!body) return { status: 'refused', refusal: emptyFile() }
  const source = openBytes(body, limits.maxBytes)
  try {
    const { header, collected } = await readTable(source, limits.latestDate)
    return { status: 'read', stores: collected.stores, report: summarize(header, collected) }
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error
    await source.discard()
    return { status: 'refused', refusal: error.refusal }
  }
}

async function readTable(source: ByteSource, latestDate: BusinessDate | undefined): Promise<TableContent> {
  const decoder = createDecoder()
  const table = createTable(latestDate)
  for (let bytes = await source.next(); bytes; bytes = await source.next()) table.push(decoder.push(bytes))
  return table.end(decoder.end())
}
