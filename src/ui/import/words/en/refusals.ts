import type { Refusal } from '../../../../import/refusal'
import type { Advice, RefusalWords } from '../shape'
import { columns } from './columns'

type NotATable = Extract<Refusal, { reason: 'notATable' }>['kind']

const NOT_A_TABLE: Record<NotATable, Advice> = {
  excelWorkbook: {
    title: 'Excel files cannot be opened here',
    body: 'A page without scripts opens neither workbooks nor zip files.',
    todo: 'Open it in Excel or WPS, save it as “CSV UTF-8”, and send that; or open this page in a browser that runs scripts.',
  },
  binary: {
    title: 'This is not a table',
    body: 'There is no text in it: it may be a picture, a PDF or something else.',
    todo: 'Export the order details on the platform as CSV or Excel, and choose that file.',
  },
  noHeader: {
    title: 'There is no header',
    body: 'None of the first 30 rows looks like names of columns (order number, product, quantity …).',
    todo: 'Make sure it is an export of orders. If the header was deleted, export it again.',
  },
  lineTooLong: {
    title: 'This does not look like a table of orders',
    body: 'One of its lines is far too long.',
    todo: 'Export it again on the platform.',
  },
  brokenQuotes: {
    title: 'This CSV is broken',
    body: 'The quotation marks of many lines do not match, so cells cannot be told apart.',
    todo: 'Export it again on the platform, and do not edit it as text.',
  },
}

/** Why a file is refused as a whole, and what to do. */
export const refusals: RefusalWords = {
  empty: () => ({
    title: 'The file is empty',
    body: 'There is nothing in it.',
    todo: 'Export again and choose the new file.',
  }),
  noLines: () => ({
    title: 'There is a header but no orders',
    body: 'Not a single line follows it.',
    todo: 'Check the days and stores chosen for the export.',
  }),
  notATable: ({ kind }) => NOT_A_TABLE[kind],
  wrongEncoding: () => ({
    title: 'The text is garbled',
    body: 'It is neither UTF-8 nor GBK nor UTF-16, or the download was cut off.',
    todo: 'Download it again; if that does not help, open it in Excel and save it as “CSV UTF-8”.',
  }),
  missingColumns: ({ missing, found }, { list }) => ({
    title: `Missing: ${list(missing.map((column) => `“${columns[column]?.name ?? column}”`))}`,
    body: `The file has the columns ${list(found)}.`,
    todo: 'Tick the missing columns when you export, and export again.',
  }),
  noProducts: ({ instead }) => ({
    title: 'There are no products in it',
    body: 'It has one row an order with totals, which does not tell what was sold.',
    todo: `Take ${instead.en} instead.`,
  }),
  otherCurrency: ({ currency }) => ({
    title: `The amounts are in ${currency}, not in yuan (人民币)`,
    body: 'All amounts here are in yuan, and nothing is converted for you: it would be wrong sooner or later.',
    todo: 'Take the export in yuan. Where there is none, convert the amounts first.',
  }),
  lostDigits: ({ column, example }) => ({
    title: `The last digits of “${column}” are gone`,
    body: `Each reads like ${example}: the CSV was probably opened and saved in Excel.`,
    todo: 'Choose the file as it was downloaded, without opening it in Excel first; or choose the .xlsx.',
  }),
  tooLarge: ({ limitBytes }, { count }) => ({
    title: 'The file is too large',
    body: `It holds more than ${count(Math.floor(limitBytes / 1_048_576))} MB.`,
    todo: 'Export fewer days at a time; or open this page in a browser that runs scripts, where any size goes.',
  }),
  brokenGzip: () => ({
    title: 'The packed file is damaged',
    body: 'It cannot be unpacked, or the download was cut off.',
    todo: 'Pack it again, or choose the table itself.',
  }),
  interrupted: () => ({
    title: 'The upload was cut off',
    body: 'Nothing was stored.',
    todo: 'Check the network and choose the file again.',
  }),
  foreignStores: ({ stores }, { list }) => ({
    title: 'Some of its stores are not yours',
    body: `${list(stores)}. Nothing of the file was imported.`,
    todo: 'Export your own stores alone, or ask an admin to give you these. New stores are brought in by somebody who has all stores.',
  }),
  databaseFull: () => ({
    title: 'The database is nearly full',
    body: 'It takes no imports before there is room again. What was stored before stays, whole orders all of it, and can still be taken back.',
    todo: 'Have an admin make room: archive orders sooner (ARCHIVE_AFTER_DAYS), or on Free move to Workers Paid and set DATABASE_LIMIT_MB. Stores and days that are removed make room after 30 days. Then import the file again: it goes on where it was. The status page says how full it is.',
  }),
  dayTooLarge: ({ store, date, lines, limitLines }, { count, date: day }) => ({
    title: `${store} has ${count(lines)} lines on ${day(date)}`,
    body: `A store’s day has ${count(limitLines)} at most: this does not look like one day.`,
    todo: 'Check the columns of the store and of the time.',
  }),
  damagedDays: ({ store, dates }, { list, date: day }) => ({
    title: `The stored orders of ${store} on ${list(dates.map(day))} are damaged`,
    body: 'The file does not bring all orders of the day, so those that are left would be lost.',
    todo: 'Import a file with all orders of the day, or ask an admin to restore a backup or to remove the day.',
  }),
  orderTooLarge: ({ store, orderId, lines, bytes, limitBytes }, { count }) => ({
    title: `The order ${orderId} of ${store} has ${count(lines)} lines`,
    body: `They are ${count(bytes)} bytes of text, and an order has room for ${count(limitBytes)}: this does not look like one order.`,
    todo: 'Check the column of the order number.',
  }),
}
