import type { FileRefusalWords } from '../shape'

const DAMAGED = { workbook: 'The workbook', zip: 'The zip file', gzip: 'The packed file' } as const
const FORMATS = {
  pdf: 'a PDF',
  image: 'a picture',
  archive: 'an archive of another kind',
  document: 'a document',
} as const
const MANY = {
  rows: 'rows',
  columns: 'columns',
  sheets: 'sheets',
  texts: 'different texts',
  styles: 'cell styles',
} as const

/** Why a file cannot be opened, and what to do. */
export const fileRefusals: FileRefusalWords = {
  tooLarge: () => ({
    title: 'The file is too large for this device',
    body: 'It has to be unpacked as a whole, which would fill the memory.',
    todo: 'Open it in Excel or WPS on a computer, save it as “CSV UTF-8”, and choose that: CSV may be of any size.',
  }),
  tooManyCells: ({ limitCells }, { count }) => ({
    title: 'The workbook is too large',
    body: `It has more than ${count(limitCells)} cells.`,
    todo: 'Save it as “CSV UTF-8”, which may be of any size, or export fewer days at a time.',
  }),
  tooMany: ({ what, limit }, { count }) =>
    what === 'files'
      ? {
          title: 'There are too many files in the zip',
          body: `It holds more than ${count(limit)}.`,
          todo: 'Unpack it and choose the exports in it, or pack fewer files in a zip.',
        }
      : {
          title: `The workbook has too many ${MANY[what]}`,
          body: `It has more than ${count(limit)}, which no export of orders has.`,
          todo: 'Export fewer days at a time, or save the sheet of orders as “CSV UTF-8” and choose that.',
        },
  cellTooLong: ({ limitChars }, { count }) => ({
    title: 'A cell is too long',
    body: `It has more than ${count(limitChars)} characters, which no spreadsheet holds.`,
    todo: 'Export the orders again, or save them as “CSV UTF-8” without that column.',
  }),
  encrypted: ({ what }) => ({
    title: what === 'zip' ? 'The zip file has a password' : 'The workbook has a password',
    body: 'It cannot be opened without, and we do not ask for passwords.',
    todo:
      what === 'zip'
        ? 'Unpack it on a computer and choose the table in it.'
        : 'Open it, save a copy without the password, and choose that.',
  }),
  damaged: ({ what }) => ({
    title: `${DAMAGED[what]} is damaged`,
    body: 'It cannot be opened, or the download was cut off.',
    todo:
      what === 'workbook'
        ? 'Download it again; if Excel can open it, save it as “CSV UTF-8” and choose that.'
        : 'Download it again and choose it.',
  }),
  noTable: ({ what }) =>
    what === 'html'
      ? {
          title: 'This is a web page without order details',
          body: 'You may have been signed out and downloaded a sign-in page, or it is only a summary.',
          todo: 'Sign in to the platform again, export the order details (a row for each product), and choose that file.',
        }
      : {
          title: 'There is no table of orders in it',
          body: 'None of its sheets has a row for each product.',
          todo: 'Export the order details (a row for each product) on the platform, and choose that file.',
        },
  emptyZip: () => ({
    title: 'The zip file is empty',
    body: 'There is no file in it.',
    todo: 'Download it again, or choose the table itself.',
  }),
  otherFormat: ({ format }) => ({
    title: `This is ${FORMATS[format]}, not a table`,
    body: 'Orders cannot be read from it.',
    todo:
      format === 'archive'
        ? 'Unpack it and choose the table in it, or pack it as zip.'
        : 'Export the order details on the platform as CSV or Excel, and choose that file.',
  }),
  unreadable: () => ({
    title: 'The file cannot be read',
    body: 'It was moved, changed, or another program holds it.',
    todo: 'Close what has it open, and choose it again.',
  }),
}
