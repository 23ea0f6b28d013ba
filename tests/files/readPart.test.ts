import { expect, test } from 'vitest'
import type { FilePart } from '../../src/files/fileParts'
import { readPart } from '../../src/files/readPart'
import { csv, GOOD_LINE, streamOf } from '../import/exportFile'
import { SETTINGS } from '../import/importTalk'

/** A workbook with such sheets. */
function workbook(...sheets: string[]): FilePart {
  const tables = sheets.map((text) => ({
    sourceBytes: text.length,
    refusal: () => undefined,
    open: () => streamOf(text),
  }))
  return { name: 'a.xlsx', status: 'tables', tables }
}

function read(part: FilePart) {
  return readPart(part, { settings: SETTINGS, said: { answers: {} }, open: (table) => table.open() })
}

const ORDERS = csv(GOOD_LINE)
const TOTALS = '月份,金额\n一月,12\n'
/** A list that would be taken if somebody said of what store it is. */
const { 门店名称: _, ...WITHOUT_STORE } = GOOD_LINE
const UNCLEAR = csv(WITHOUT_STORE)

test.each([
  ['the first sheet that holds orders', [TOTALS, UNCLEAR, ORDERS], { status: 'read' }],
  ['a question rather than a refusal, where none does', [TOTALS, UNCLEAR], { status: 'needsAnswer' }],
  ['the question of its only sheet', [UNCLEAR], { status: 'needsAnswer' }],
  [
    'why its first sheet holds none',
    [TOTALS, ''],
    { status: 'refused', refusal: { reason: 'missingColumns' } },
  ],
])('a workbook is %s', async (_, sheets, outcome) => {
  expect(await read(workbook(...sheets))).toMatchObject(outcome)
})

test('a fault that is no matter of the sheet ends the search', async () => {
  const lost = csv({ ...GOOD_LINE, 订单ID: '4.5E+17' })
  expect(await read(workbook(lost, ORDERS))).toMatchObject({
    status: 'refused',
    refusal: { reason: 'lostDigits' },
  })
})

test('what is wrong with a file says more than that its bytes broke off', async () => {
  const table = {
    sourceBytes: 1,
    refusal: () => ({ code: 'damaged', what: 'gzip' }) as const,
    open: () => streamOf(ORDERS.slice(0, 20)),
  }
  expect(await read({ name: 'a.gz', status: 'tables', tables: [table] })).toEqual({
    status: 'fileRefused',
    refusal: { code: 'damaged', what: 'gzip' },
  })
})

test('a file that cannot be opened is not read', async () => {
  const refusal = { code: 'emptyZip' } as const
  expect(await read({ name: 'a.zip', status: 'refused', refusal })).toEqual({
    status: 'fileRefused',
    refusal,
  })
})
