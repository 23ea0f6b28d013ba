import type { BusinessDate } from '../diagnosis/businessDate'
import type { MicroYuan } from '../diagnosis/money'
import type { Order } from '../diagnosis/order'
import type { Answers } from './answers'
import type { FileOutcome, OrderChanges } from './changes'
import type { ImportReport } from './importReport'
import type { ReadReport, RejectedLine } from './report'

/** What goes over the wire between who reads a file and who stores its orders (docs/imports.md). */

/** `GET /api/imports/settings?header=SIGNATURE`: how this shop's files are to be read. */
export interface ImportSettings {
  /** IANA name. */
  timeZone: string
  /** ISO 4217. */
  currency: string
  /** The latest day that an order can be of. */
  latestDate: BusinessDate
  /** What was said before of files with the header; {} where nothing was, or none was asked for. */
  answers: Answers
}

/** `POST /api/imports` */
export interface ImportStart {
  /** The file's name as its sender has it. */
  file: string
  /** SHA-256 of what was read and of how it was understood, in hex: the same file goes on where it was. */
  fingerprint: string
  /** Of the kind of export. */
  kind: string
  /** The file's stores, by its own names, with the 门店ID that stand for each alone. */
  stores: { name: string; ids: string[] }[]
}

/** A store of a file, as it is or will be stored. */
export interface StoreMatch {
  name: string
  storedAs: string
  /** The first import of this store. */
  isNew: boolean
}

export interface ImportStarted {
  status: 'started'
  importId: number
  /** Numbers of the parts that are in already. */
  partsDone: number[]
  stores: StoreMatch[]
}

/** `POST /api/imports/ID/parts/N`: whole orders of one store, whole days of the file. */
export interface OrdersPart {
  /** As the file has it. */
  store: string
  orders: Order[]
  /** Cancelled orders: to be removed where they are stored. */
  cancelledIds: string[]
  /** Days of which the file holds all orders: others are removed. */
  completeDays: BusinessDate[]
  /** Orders that were rejected, by day. */
  rejectedOrders: Record<BusinessDate, number>
}

/** `POST /api/imports/compare`: a part, and by what its store is found, which a started import knows already. */
export interface ComparedPart extends OrdersPart {
  /** Of export. */
  kind: string
  /** The 门店ID that stand for the store alone. */
  ids: string[]
  /** Orders that another part cancels: they are in the file, also where this part's complete days lack them. */
  cancelledElsewhere: string[]
}

/** What a part changed. */
export interface PartCounts extends OrderChanges {
  ordersStored: number
  daysChanged: number
}

/** What storing a part would change on a day, beside what is usual there. */
export interface DayComparison extends OrderChanges {
  /** As stored. */
  store: string
  date: BusinessDate
  /** Of the part. */
  orders: number
  revenueMicro: MicroYuan
  /** Of the removed ones, those that are not in the file, which is said to hold all orders of the day. */
  ordersNotInFile: number
  /** Median of the store's latest days; null where there are too few. */
  usualOrders: number | null
}

export interface Comparison {
  status: 'compared'
  store: StoreMatch
  days: DayComparison[]
}

/** `POST /api/imports/ID/finish` */
export interface ImportEnd {
  report: ReadReport
  /** How many parts there were in all. */
  parts: number
  /** All rejected lines, in the order of the file. */
  rejected: RejectedLine[]
  /** The stores that rejected lines name, by the file's own names; null: a line names none that can be read. Absent: not told. */
  rejectedStores?: (string | null)[]
  said: Answers
}

/** The answer to it, and that of `POST /api/import`. */
export interface ImportFinished {
  status: FileOutcome
  importId: number
  report: ImportReport
}
