import { strFromU8, unzipSync } from 'fflate'
import Papa from 'papaparse'
import { readSheet } from 'read-excel-file/node'
import { expect, test } from 'vitest'
import { csvStream } from '../../src/exports/csv'
import type { ExportCell, ExportTable } from '../../src/exports/exportTable'
import { xlsxStream } from '../../src/exports/xlsx'

const HOSTILE = [
  '=1+1',
  '+86 10',
  '-5',
  '@SUM(A1)',
  '\tx',
  'a,"b"\nc',
  '<b>&amp;</b>',
  '矿泉水 550ml',
  '\u0000x\uD800',
]

const table = (rows: ExportCell[][]): ExportTable => ({ headers: ['名称', '金额'], widths: [40, 12], rows })
const bytes = async (stream: ReadableStream<Uint8Array>) =>
  Buffer.from(await new Response(stream).arrayBuffer())

test('CSV begins with a byte-order mark, and texts that a spreadsheet would take for formulas are defused', async () => {
  const csv = (await bytes(csvStream(table(HOSTILE.map((text) => [{ kind: 'text', text }, null]))))).toString(
    'utf8',
  )
  expect(csv.startsWith('\uFEFF名称,金额\r\n')).toBe(true)
  const { data } = Papa.parse<string[]>(csv.slice(1), { skipEmptyLines: true })
  expect(data.slice(1).map(([text]) => text?.at(0))).toEqual([
    "'",
    "'",
    "'",
    "'",
    "'",
    'a',
    '<',
    '矿',
    '\u0000',
  ])
  expect(data[6]).toEqual(['a,"b"\nc', ''])
})

test('an id of many digits, or with zeros before them, stays a text in CSV', async () => {
  const ids = ['2305121234567890123', '6901234567890', '0012', '12345']
  const csv = await bytes(csvStream(table(ids.map((text) => [{ kind: 'text', text }, null]))))
  const cells = csv.toString('utf8').split('\r\n').slice(1, 5)
  expect(cells).toEqual(['"\t2305121234567890123",', '"\t6901234567890",', '"\t0012",', '12345,'])
})

test('a negative amount stays a number in CSV', async () => {
  const csv = await bytes(csvStream(table([[null, { kind: 'money', yuan: -3.5 }]])))
  expect(csv.toString('utf8')).toContain('\r\n,-3.50\r\n')
})

test('an Excel reader finds every value with its type', async () => {
  const row: ExportCell[] = [
    { kind: 'text', text: '=1+1' },
    { kind: 'money', yuan: -1234.56 },
    { kind: 'integer', value: 7 },
    { kind: 'percent', ratio: 0.305 },
    { kind: 'date', date: '2026-01-18' },
    { kind: 'time', time: '2026-01-18T07:31:02' },
    null,
  ]
  const sheet = await readSheet(
    await bytes(
      xlsxStream({ headers: row.map((_, i) => `c${i}`), widths: row.map(() => 12), rows: [row] }, '亏损订单'),
    ),
  )
  expect(sheet[0]).toEqual(['c0', 'c1', 'c2', 'c3', 'c4', 'c5', 'c6'])
  expect(sheet[1]?.slice(0, 4)).toEqual(['=1+1', -1234.56, 7, 0.305])
  expect(sheet[1]?.[4]).toEqual(new Date('2026-01-18T00:00:00Z'))
  expect(sheet[1]?.[5]).toEqual(new Date('2026-01-18T07:31:02Z'))
  expect(sheet[1]?.[6]).toBeNull()
})

test('a quantity of weighed goods keeps its decimals, also as Excel shows it', async () => {
  const quantities = [0.5, 12.125, 0.001, -0.25, 3]
  const weighed = table(quantities.map((value) => [null, { kind: 'integer', value }]))
  const csv = (await bytes(csvStream(weighed))).toString('utf8')
  expect(csv.trimEnd().split('\r\n').slice(1)).toEqual([',0.5', ',12.125', ',0.001', ',-0.25', ',3'])
  const workbook = await bytes(xlsxStream(weighed, 'x'))
  expect((await readSheet(workbook)).slice(1).map(([, value]) => value)).toEqual(quantities)
  const sheet = strFromU8(unzipSync(workbook)['xl/worksheets/sheet1.xml'] ?? new Uint8Array())
  // Format 1 shows whole numbers, format 2 as many decimals as there are.
  expect([...sheet.matchAll(/s="(\d)"><v>/g)].map(([, format]) => format)).toEqual(['2', '2', '2', '2', '1'])
})

test('product names made of markup or broken characters do not break a workbook', async () => {
  const sheet = await readSheet(
    await bytes(xlsxStream(table(HOSTILE.map((text) => [{ kind: 'text', text }, null])), '[a]/b')),
  )
  expect(sheet).toHaveLength(HOSTILE.length + 1)
  expect(sheet[7]?.[0]).toBe('<b>&amp;</b>')
})

test('every row of a long list is exported', async () => {
  const rows = Array.from({ length: 20_000 }, (_, i): ExportCell[] => [
    { kind: 'text', text: `商品 ${i}` },
    { kind: 'money', yuan: i },
  ])
  expect(await readSheet(await bytes(xlsxStream(table(rows), 'x')))).toHaveLength(20_001)
  expect((await bytes(csvStream(table(rows)))).toString('utf8').trimEnd().split('\r\n')).toHaveLength(20_001)
})

test('no part of the styles is empty: openpyxl opens no file with an empty fill', async () => {
  const files = unzipSync(await bytes(xlsxStream(table([[null, null]]), 'x')))
  const styles = strFromU8(files['xl/styles.xml'] ?? new Uint8Array())
  expect(styles).not.toMatch(/<(font|fill|border|xf)\/>/)
  expect(styles.match(/<fill>/g)).toHaveLength(2)
})

test('a formula behind what other programs take for the end of a cell stays within its cell', async () => {
  const csv = await bytes(
    csvStream(
      table([
        [
          { kind: 'text', text: 'a;=1+1' },
          { kind: 'text', text: 'b\t=2' },
        ],
      ]),
    ),
  )
  expect(csv.toString('utf8')).toContain('"a;=1+1","b\t=2"')
})
