import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import * as XLSX from '@e965/xlsx'
import { zipSync } from 'fflate'
import { afterAll, describe, expect, it } from 'vitest'
import { exportsIn } from '../../scripts/exportParts'

/** Files as shops have them, to the tables that are sent. */

const folder = mkdtempSync(path.join(tmpdir(), 'exports-'))
afterAll(() => rmSync(folder, { recursive: true }))

const HEADER = ['订单ID', '门店名称', '下单时间', '商品名称', '销量']
const ROW = ['6917926768823643751', '一店', '2026-01-18 07:31:02', '辣条', 2]

function fileOf(name: string, bytes: string | Uint8Array): string {
  const file = path.join(folder, name)
  writeFileSync(file, bytes)
  return file
}

function workbook(sheets: Record<string, unknown[][]>, bookType: XLSX.BookType = 'xlsx'): Uint8Array {
  const book = XLSX.utils.book_new()
  for (const [name, rows] of Object.entries(sheets)) {
    XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(rows, { cellDates: false }), name)
  }
  return new Uint8Array(XLSX.write(book, { type: 'array', bookType }) as ArrayBuffer)
}

/** The texts of all tables, by the name of their export. */
async function read(file: string): Promise<Record<string, string[]>> {
  const parts = await exportsIn(file)
  return Object.fromEntries(
    await Promise.all(
      parts.map(async ({ name, tables }) => [
        path.relative(folder, name),
        await Promise.all(tables.map(({ open }) => text(open()))),
      ]),
    ),
  )
}

const CSV = `${HEADER.join(',')}\n${ROW.join(',')}\n`

describe('a workbook', () => {
  it.each(['xlsx', 'xlsb', 'biff8', 'xlml', 'html'] as const)(
    'written as %s is read as its table',
    async (type) => {
      const file = fileOf(`${type}.anything`, workbook({ 订单: [HEADER, ROW] }, type))
      expect(await read(file)).toEqual({ [`${type}.anything`]: [CSV] })
    },
  )

  it('that another program wrote keeps ids of nineteen digits, and reads dates as they are shown', async () => {
    const [{ tables } = { tables: [] }] = await exportsIn('tests/samples/openpyxl.xlsx')
    expect(tables).toHaveLength(1)
    const lines = (await text(tables[0]?.open() ?? new ReadableStream())).split('\n')
    expect(lines[0]).toContain('2026年1月 导出')
    expect(lines[2]).toBe('6917926768823643751,表格店,2026-01-18 07:31:02,到店,辣条,2,3.5,4,12.5')
    // The second sheet goes on under the same header, and the sheet of totals is none.
    expect(lines[4]).toContain('6917926768823643753')
    expect(lines).toHaveLength(6)
  })

  it('whose ids are numbers that have lost digits says so instead of inventing them', async () => {
    const file = fileOf(
      'numbers.xlsx',
      workbook({
        a: [
          HEADER,
          [6917926768823643751n.toString().length, ...ROW.slice(1)],
          [6.917926768823644e18, ...ROW.slice(1)],
        ],
      }),
    )
    expect((await read(file))['numbers.xlsx']?.[0]).toContain('6.917926768823644e+18')
  })

  it('with sheets of different headers offers the longest first', async () => {
    const other = ['商品', '库存', '条码', '价格']
    const file = fileOf('two.xlsx', workbook({ 商品: [other, [1, 2, 3, 4]], 订单: [HEADER, ROW, ROW, ROW] }))
    const [first = '', second = ''] = (await read(file))['two.xlsx'] ?? []
    expect(first).toContain('订单ID')
    expect(second).toContain('条码')
  })

  it('runs nothing: of a formula only the value that is stored is read', async () => {
    const sheet = XLSX.utils.aoa_to_sheet([HEADER, ROW])
    sheet.E2 = { t: 'n', v: 2, f: 'WEBSERVICE("http://example.com")' }
    const book = { SheetNames: ['a'], Sheets: { a: sheet } }
    const bytes = new Uint8Array(XLSX.write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer)
    expect(await read(fileOf('formula.xlsx', bytes))).toEqual({ 'formula.xlsx': [CSV] })
  })

  it('that is encrypted or damaged is told to be that', async () => {
    const ole = Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Array(600).fill(0)])
    await expect(exportsIn(fileOf('broken.xls', ole))).rejects.toThrow('save it')
    await expect(exportsIn(fileOf('cut.xlsx', workbook({ a: [HEADER, ROW] }).slice(0, 500)))).rejects.toThrow(
      'damaged',
    )
  })
})

describe('other files', () => {
  it('of plain text go as they are, and packed ones as they are packed', async () => {
    const [plain] = await exportsIn(fileOf('a.csv', CSV))
    expect(plain?.tables).toMatchObject([{ packed: false, size: Buffer.byteLength(CSV) }])
    const [packed] = await exportsIn(fileOf('a.csv.gz', gzipSync(CSV)))
    expect(packed?.tables).toMatchObject([{ packed: true }])
  })

  it('of a zip are each an export, but for what a system puts beside them', async () => {
    const bytes = new TextEncoder().encode(CSV)
    const zip = zipSync({
      'day/one.csv': bytes,
      'two.xlsx': workbook({ a: [HEADER, ROW] }),
      '__MACOSX/one.csv': bytes,
      '.DS_Store': bytes,
    })
    expect(await read(fileOf('all.zip', zip))).toEqual({
      'all.zip/day/one.csv': [CSV],
      'all.zip/two.xlsx': [CSV],
    })
  })

  it('in a zip within a gzip are found too', async () => {
    const file = fileOf('book.xlsx.gz', gzipSync(workbook({ a: [HEADER, ROW] })))
    expect(await read(file)).toEqual({ 'book.xlsx.gz': [CSV] })
  })

  it('that say they are larger than memory are refused before they are unpacked', async () => {
    const zip = zipSync({ 'a.csv': new Uint8Array(10), 'b.csv': new Uint8Array(10) })
    // The sizes that the directory at its end tells.
    const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength)
    for (let at = 0; at < zip.length - 4; at++) {
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 0x7fffffff, true)
    }
    await expect(exportsIn(fileOf('bomb.zip', zip))).rejects.toThrow('too large')
  })
})
