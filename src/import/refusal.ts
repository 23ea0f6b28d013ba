import type { BusinessDate } from '../diagnosis/businessDate'
import type { ColumnName } from '../diagnosis/orderFields'
import type { Lang } from '../diagnosis/words'
import type { KindOfFile } from './report'

/** Why a file is refused whole: nothing of it is stored. */

/** What a file that is not a table seems to be. */
type NotATableKind = 'excelWorkbook' | 'binary' | 'noHeader' | 'lineTooLong' | 'brokenQuotes'

/** `reason` is stable and meant for programs; `message` says in English what is wrong and what to do. */
export type Refusal = { message: string } & (
  | { reason: 'empty' }
  | { reason: 'noLines' }
  | { reason: 'notATable'; kind: NotATableKind }
  | { reason: 'wrongEncoding' }
  | { reason: 'missingColumns'; missing: ColumnName[]; found: string[] }
  /** One row an order: what was bought is not in the file. `kind`: the export that it is, where known. */
  | { reason: 'noProducts'; kind: KindOfFile | null; instead: Readonly<Record<Lang, string>> }
  /** `currency`: that of the file, a code or a sign; `expected`: that in which is reckoned. */
  | { reason: 'otherCurrency'; currency: string; expected: string }
  /** Every order id is in scientific notation: its last digits are gone. `column`: as the file calls it. */
  | { reason: 'lostDigits'; column: string; example: string }
  | { reason: 'tooLarge'; limitBytes: number }
  | { reason: 'brokenGzip' }
  | { reason: 'interrupted' }
  | { reason: 'foreignStores'; stores: string[] }
  /** Of the database where the orders would be stored; how large it is stands on /status, for who sees all stores. */
  | { reason: 'databaseFull' }
  | { reason: 'dayTooLarge'; store: string; date: BusinessDate; lines: number; limitLines: number }
  /** What is stored of the orders of these days cannot be read, and the file does not bring all of them. */
  | { reason: 'damagedDays'; store: string; dates: readonly BusinessDate[] }
  /** Bytes of its lines as they are stored. */
  | {
      reason: 'orderTooLarge'
      store: string
      orderId: string
      lines: number
      bytes: number
      limitBytes: number
    }
)

/** Ends the reading of a file from wherever its fault is found; `readOrders` turns it into an outcome. */
export class RefusedError extends Error {
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(refusal.message)
    this.refusal = refusal
  }
}

/** No more of a header is repeated than a reader can take in: the "header" may be any text. */
const FOUND_COLUMNS_SHOWN = 100
const FOUND_COLUMN_CHARS = 40

const NOT_A_TABLE_MESSAGES: Record<NotATableKind, string> = {
  excelWorkbook: 'This is an Excel workbook or a zip file. Open it, save it as CSV UTF-8, and import that.',
  binary: 'This is not a text file. Import the order export as CSV (or CSV packed with gzip).',
  noHeader:
    'None of the first 30 lines is a header with column names separated by commas, semicolons or tabs.',
  lineTooLong: 'A line is far too long for a table of orders. Export the orders as CSV again.',
  brokenQuotes: 'The quotation marks are broken on too many lines. Export the orders as CSV again.',
}

export function emptyFile(): Refusal {
  return { reason: 'empty', message: 'The file is empty. Export the orders again and import that file.' }
}

export function noLines(): Refusal {
  return {
    reason: 'noLines',
    message: 'The file has a header but no order lines. Check the dates chosen for the export.',
  }
}

export function notATable(kind: NotATableKind): Refusal {
  return { reason: 'notATable', kind, message: NOT_A_TABLE_MESSAGES[kind] }
}

export function wrongEncoding(): Refusal {
  return {
    reason: 'wrongEncoding',
    message:
      'The text is neither clean UTF-8 nor clean GBK or UTF-16 (or the file is cut off). Save it as CSV UTF-8, or export it again.',
  }
}

export function missingColumns(missing: ColumnName[], found: readonly string[]): Refusal {
  const shown = found.slice(0, FOUND_COLUMNS_SHOWN).map((name) => name.slice(0, FOUND_COLUMN_CHARS))
  return {
    reason: 'missingColumns',
    missing,
    found: shown,
    message: `Required columns are missing: ${missing.join(', ')}. The header has: ${shown.join(', ')}.`,
  }
}

/** @param kind the export that it is, where it is known */
export function noProducts(
  kind: (KindOfFile & { instead?: Readonly<Record<Lang, string>> }) | null,
): Refusal {
  const instead = kind?.instead ?? {
    zh: '带商品明细的订单导出（每个商品一行）',
    en: 'the export of order details, with a row for each product',
  }
  return {
    reason: 'noProducts',
    kind: kind && { id: kind.id, title: kind.title },
    instead,
    message: `The file has one row an order and no products, so nothing can be said of what was sold. Take ${instead.en} instead.`,
  }
}

export function otherCurrency(currency: string, expected: string): Refusal {
  return {
    reason: 'otherCurrency',
    currency: currency.slice(0, FOUND_COLUMN_CHARS),
    expected,
    message: `The amounts are in ${currency.slice(0, FOUND_COLUMN_CHARS)}, and all is reckoned in ${expected} here: nothing is converted. Convert them first, or take the export in ${expected}.`,
  }
}

export function lostDigits(column: string, example: string): Refusal {
  return {
    reason: 'lostDigits',
    column,
    example,
    message: `Every ${column} is in scientific notation (${example}): a spreadsheet has cut its digits. Import the export as it was downloaded, give the .xlsx file itself, or set the column to text before saving it as CSV.`,
  }
}

export function tooLarge(limitBytes: number): Refusal {
  return {
    reason: 'tooLarge',
    limitBytes,
    message: `The file holds more than ${limitBytes} bytes of text. Export fewer days at a time and import the files one after the other.`,
  }
}

export function brokenGzip(): Refusal {
  return {
    reason: 'brokenGzip',
    message: 'The gzip file is damaged or cut off. Pack it again, or import the CSV itself.',
  }
}

export function interrupted(): Refusal {
  return { reason: 'interrupted', message: 'The upload broke off before its end. Import the file again.' }
}

/** Stores that the sender may not import for: told by their names in his file, whether there are such stores or not. */
export function foreignStores(stores: readonly string[]): Refusal {
  const shown = stores.slice(0, FOREIGN_STORES_SHOWN)
  const more = stores.length > shown.length ? ` and ${stores.length - shown.length} more` : ''
  return {
    reason: 'foreignStores',
    stores: shown,
    message: `You may not import orders of ${shown.join(', ')}${more}. Leave them out of the export, or ask an admin to give you these stores. Who has all stores brings new ones in.`,
  }
}

const FOREIGN_STORES_SHOWN = 20

export function databaseFull(): Refusal {
  return {
    reason: 'databaseFull',
    message:
      'The database is nearly full, and takes no imports before there is room again; what is stored stays. Archive orders sooner (ARCHIVE_AFTER_DAYS), or move from Free to Workers Paid and set DATABASE_LIMIT_MB; what is removed makes room after the 30 days in which it can be taken back. Then import the file again: it goes on where it was. /status says how full it is.',
  }
}

export function dayTooLarge(day: {
  store: string
  date: BusinessDate
  lines: number
  limitLines: number
}): Refusal {
  return {
    reason: 'dayTooLarge',
    ...day,
    message: `${day.store} has ${day.lines} lines on ${day.date}, more than the ${day.limitLines} that a store's day may have. Check the columns of the store and of the time.`,
  }
}

export function damagedDays(store: string, dates: readonly BusinessDate[]): Refusal {
  return {
    reason: 'damagedDays',
    store,
    dates,
    message: `What is stored of the orders of ${store} on ${dates.join(', ')} is damaged. Import a file with all of that day's orders, or restore a backup.`,
  }
}

export function orderTooLarge(order: {
  store: string
  orderId: string
  lines: number
  bytes: number
  limitBytes: number
}): Refusal {
  return {
    reason: 'orderTooLarge',
    ...order,
    message: `The order ${order.orderId} of ${order.store} has ${order.lines} lines with ${order.bytes} bytes of text, more than the ${order.limitBytes} that one order may have. Check the column of the order number.`,
  }
}
