import type { BusinessDate } from '../diagnosis/businessDate'
import type { Order } from '../diagnosis/order'
import { CURRENCY, TIME_ZONE } from '../shop'
import { type Answers, usableAnswers } from './answers'
import { type ByteSource, openBytes } from './byteSource'
import { createDecoder } from './decode'
import { emptyFile, lostDigits, type Refusal, RefusedError } from './refusal'
import type { RejectedDay } from './rejectedDays'
import type { ReadReport } from './report'
import { boundedReport } from './reportLimits'
import { summarize } from './summary'
import { createTable, signatureOf, type Table, type TableContent, type TableOptions } from './table'
import { type Unanswered, UnansweredError } from './unanswered'

export interface ReadOptions {
  /** Bytes of the unpacked file. */
  maxBytes: number
  /** The latest day that an order can be of, as the caller's clock tells; absent: any. */
  latestDate?: BusinessDate
  /** What the sender says of the file. */
  answers?: Answers
  /** What he has said before of files with a header; asked once the header is known. */
  recall?: (headerSignature: string) => Promise<Answers | undefined>
  /** The shop's zone, to which times with an offset are converted: an IANA name. Absent: {@link TIME_ZONE}. */
  timeZone?: string
  /** The shop's currency, an ISO 4217 code: amounts of another are refused. Absent: {@link CURRENCY}. */
  currency?: string
}

export type ReadOutcome =
  /** Nothing may be stored. */
  | { status: 'refused'; refusal: Refusal }
  /** Nothing is stored before the questions are answered. */
  | ({ status: 'needsAnswer' } & Unanswered)
  | {
      status: 'read'
      /** Whole orders by store, without a store whose every order was rejected or cancelled. */
      stores: Map<string, Order[]>
      /** Ids of cancelled orders by store: to be removed where they are stored. */
      cancelled: Map<string, string[]>
      /** The 门店ID that stand for one store alone, by store: a new name under a known one is a renamed store. */
      storeIds: Map<string, string[]>
      /** Days that lost orders to rejection. */
      rejectedDays: RejectedDay[]
      /** The stores that rejected lines name; null: a line names none that can be read. */
      rejectedStores: (string | null)[]
      report: ReadReport
      /** All that was said of the file, now or before. */
      said: Answers
    }

/**
 * Reads an order export as it came: CSV with commas, semicolons or tabs, plain or packed with gzip, in UTF-8, GBK or
 * UTF-16, of any kind that `kinds/` knows or that the answers explain. Bytes in, whole orders out.
 *
 * The text of the file is never held as a whole, but its orders are: a wrong encoding may show at the last
 * byte, and then nothing of the file may be stored.
 * @param body the upload; null, as of a request without a body, is an empty file
 * @returns an outcome for every sequence of bytes, also where the stream fails: nothing is thrown
 * @throws RangeError where the time zone is none
 */
export async function readOrders(
  body: ReadableStream<Uint8Array> | null,
  options: ReadOptions,
): Promise<ReadOutcome> {
  if (!body) return { status: 'refused', refusal: emptyFile() }
  const { latestDate, timeZone = TIME_ZONE, currency = CURRENCY } = options
  const answers = usableAnswers(options.answers ?? {})
  const source = openBytes(body, options.maxBytes)
  try {
    const table = { latestDate, answers, timeZone, currency }
    const { content, said } = await readTable(source, table, options.recall)
    const report = boundedReport(summarize(content))
    if (report.linesAccepted === 0) requireDigits(report)
    const { stores, cancelled, rejectedDays, rejectedStores } = content.collected
    if (!content.hasServiceFees) forgetServiceFees(stores)
    const storeIds = content.storeIds.byStore()
    return { status: 'read', stores, cancelled, storeIds, rejectedDays, rejectedStores, report, said }
  } catch (error) {
    if (error instanceof RefusedError) {
      await source.discard()
      return { status: 'refused', refusal: error.refusal }
    }
    if (error instanceof UnansweredError) {
      await source.discard()
      return { status: 'needsAnswer', ...error.unanswered }
    }
    throw error
  }
}

/** The table, read with all that is said of it: now, and before of files with its header. */
async function readTable(
  source: ByteSource,
  options: TableOptions,
  recall: ReadOptions['recall'],
): Promise<{ content: TableContent; said: Answers }> {
  const decoder = createDecoder()
  let beginning = ''
  let said = options.answers
  let table: Table | undefined

  async function advance(text: string, last: boolean): Promise<void> {
    if (table) {
      if (!last) table.push(text)
      return
    }
    beginning += text
    const signature = recall && signatureOf(beginning, last, options.answers)
    if (recall && signature === undefined && !last) return
    if (recall && signature !== undefined) said = together(await recall(signature), options.answers)
    table = createTable({ ...options, answers: said })
    if (!last) table.push(beginning)
  }

  for (let bytes = await source.next(); bytes; bytes = await source.next()) {
    await advance(decoder.push(bytes), false)
  }
  const rest = decoder.end()
  const wasOpen = table !== undefined
  await advance(rest, true)
  if (!table) throw new RefusedError(emptyFile())
  return { content: table.end(wasOpen ? rest : beginning), said }
}

/** What is said now counts more than what was said before. */
function together(before: Answers | undefined, now: Answers): Answers {
  const columns = { ...before?.columns, ...now.columns }
  const per = { ...before?.per, ...now.per }
  return {
    ...before,
    ...now,
    ...(Object.keys(columns).length > 0 ? { columns } : {}),
    ...(Object.keys(per).length > 0 ? { per } : {}),
  }
}

/** A file without any 平台服务费 does not say that there was none. */
function forgetServiceFees(stores: ReadonlyMap<string, readonly Order[]>): void {
  for (const orders of stores.values()) {
    for (const order of orders) for (const line of order.lines) line.serviceFeeMicro = null
  }
}

/** A file whose every order id was cut by a spreadsheet says nothing on any line that is worth a report. */
function requireDigits({ rejected }: ReadReport): void {
  const [first] = rejected.lines
  const areCut = rejected.lines.every(
    ({ column, reason }) => column === '订单ID' && reason.code === 'scientificId',
  )
  if (first && areCut) throw new RefusedError(lostDigits(first.header ?? '订单ID', first.value))
}
