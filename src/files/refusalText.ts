import type { FileRefusal } from './fileParts'

/** Why a file cannot be opened and what to do, in English. */
export function refusalText(refusal: FileRefusal): string {
  switch (refusal.code) {
    case 'tooLarge':
    case 'tooManyCells':
      return 'It is too large to be read as it is: save it as CSV UTF-8, and import that.'
    case 'tooMany':
      return refusal.what === 'files'
        ? `It holds more than ${refusal.limit} files: unpack it, and import them, or pack fewer in a zip.`
        : `It has more than ${refusal.limit} ${refusal.what}, which no workbook of orders has: export fewer days at a time, or save the sheet of orders as CSV UTF-8, and import that.`
    case 'cellTooLong':
      return `One of its cells has more than ${refusal.limitChars} characters, which no spreadsheet holds: export the orders again, or save them as CSV UTF-8 without that column, and import that.`
    case 'encrypted':
      return refusal.what === 'zip'
        ? 'It is packed with a password: unpack it, and import what it holds.'
        : 'The workbook is encrypted: open it, save it without a password, and import that.'
    case 'damaged':
      return DAMAGED[refusal.what]
    case 'noTable':
      return refusal.what === 'html'
        ? 'It is an HTML table without order lines: export the orders again, with a row for each product.'
        : 'None of its sheets is a table of orders: export the orders again, with a row for each product.'
    case 'emptyZip':
      return 'There is no file in it.'
    case 'otherFormat':
      return `It is ${OTHER_FORMATS[refusal.format]}: import the order export as CSV, .xlsx or .xls.`
    case 'unreadable':
      return 'It cannot be read: it was moved, changed or locked. Choose it again.'
  }
}

const DAMAGED = {
  workbook: 'The workbook cannot be opened: open it in a spreadsheet, save it as CSV UTF-8, and import that.',
  zip: 'The zip file is damaged or cut off: get it again.',
  gzip: 'The gzip file is damaged or cut off: get it again.',
} as const

const OTHER_FORMATS = {
  pdf: 'a PDF file, which has no table to be read',
  image: 'a picture',
  archive: 'an archive of another kind than zip (unpack it, and import what it holds)',
  document: 'a document, not a table',
} as const
