import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import * as XLSX from '@e965/xlsx'
import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { openFile } from '../../src/files/openFile'
import { bytesOf, CSV, contentOf, fileOf, HEADER, ROW, workbook, xlsxOf } from './filesOf'

/** Files as shops have them, to the tables that are read. */

const PASSWORD_FLAG_AT = 6

describe('a workbook', () => {
  it.each(['xlsx', 'xlsb', 'biff8', 'xlml', 'html'] as const)(
    'written as %s is read as its table',
    async (type) => {
      expect(await contentOf('a.anything', workbook({ 订单: [HEADER, ROW] }, type))).toEqual({
        'a.anything': [CSV],
      })
    },
  )

  it('that another program wrote keeps ids of nineteen digits, and reads dates as they are shown', async () => {
    const content = await contentOf('a.xlsx', readFileSync('tests/samples/openpyxl.xlsx'))
    const texts = content['a.xlsx'] as string[]
    expect(texts).toHaveLength(1)
    const lines = texts[0]?.split('\n') ?? []
    expect(lines[0]).toContain('2026年1月 导出')
    expect(lines[2]).toBe('6917926768823643751,表格店,2026-01-18 07:31:02,到店,辣条,2,3.5,4,12.5')
    // The second sheet goes on under the same header, and the sheet of totals is none.
    expect(lines[4]).toContain('6917926768823643753')
    expect(lines).toHaveLength(6)
  })

  it.each(['xlsx', 'biff8'] as const)(
    'whose ids are numbers that have lost digits says so instead of inventing them (%s)',
    async (type) => {
      const rows = [HEADER, [6.917926768823644e18, ...ROW.slice(1)]]
      const content = await contentOf('a', workbook({ a: rows }, type))
      expect(content.a).toEqual([expect.stringContaining('6.917926768823644e+18')])
    },
  )

  it('with sheets of different headers offers the longest first', async () => {
    const other = ['商品', '库存', '条码', '价格']
    const content = await contentOf(
      'a',
      workbook({ 商品: [other, [1, 2, 3, 4]], 订单: [HEADER, ROW, ROW, ROW] }),
    )
    expect(content.a).toEqual([expect.stringContaining('订单ID'), expect.stringContaining('条码')])
  })

  it('runs nothing: of a formula only the value that is stored is read', async () => {
    const sheet = XLSX.utils.aoa_to_sheet([HEADER, ROW])
    sheet.E2 = { t: 'n', v: 2, f: 'WEBSERVICE("http://example.com")' }
    const book = { SheetNames: ['a'], Sheets: { a: sheet } }
    expect(await contentOf('formula.xlsx', bytesOf(book))).toEqual({ 'formula.xlsx': [CSV] })
  })

  it('that is encrypted, damaged or without a table is told to be that', async () => {
    const ole = Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Array(600).fill(0)])
    expect(await contentOf('a', ole)).toEqual({ a: { code: 'damaged', what: 'workbook' } })
    const container = XLSX.CFB.utils.cfb_new()
    for (const name of ['EncryptionInfo', 'EncryptedPackage']) {
      XLSX.CFB.utils.cfb_add(container, name, Buffer.alloc(100))
    }
    const encrypted = XLSX.CFB.write(container, { type: 'buffer' }) as Uint8Array
    expect(await contentOf('a', encrypted)).toEqual({ a: { code: 'encrypted', what: 'workbook' } })
    const whole = workbook({ a: [HEADER, ROW] })
    expect(await contentOf('a', whole.slice(0, 500))).toEqual({ a: { code: 'damaged', what: 'zip' } })
    expect(await contentOf('a', workbook({ a: [['合计', 3]] }))).toEqual({
      a: { code: 'noTable', what: 'workbook' },
    })
    expect(await contentOf('a', '<table><tr><td>订单编号</td></tr></table>')).toEqual({
      a: { code: 'noTable', what: 'html' },
    })
  })
})

describe('other files', () => {
  it('of plain text go as they are, and packed ones as they are packed', async () => {
    expect(await contentOf('a.csv', CSV)).toEqual({ 'a.csv': [CSV] })
    const packed = gzipSync(CSV)
    const [part] = await openFile(fileOf('a.csv.gz', packed))
    const [table] = part?.status === 'tables' ? part.tables : []
    const read: number[] = []
    const bytes = await new Response(table?.open((count) => read.push(count))).bytes()
    expect(Buffer.from(bytes)).toEqual(packed)
    expect(read.reduce((sum, count) => sum + count, 0)).toBe(table?.sourceBytes)
  })

  it('of a zip are each an export, but for what a system puts beside them', async () => {
    const bytes = new TextEncoder().encode(CSV)
    const zip = zipSync({
      'day/one.csv': bytes,
      'two.xlsx': workbook({ a: [HEADER, ROW] }),
      'three.csv.gz': gzipSync(CSV),
      'four.pdf': new TextEncoder().encode('%PDF-1.7'),
      '__MACOSX/one.csv': bytes,
      '.DS_Store': bytes,
    })
    expect(await contentOf('all.zip', zip)).toEqual({
      'all.zip/day/one.csv': [CSV],
      'all.zip/two.xlsx': [CSV],
      'all.zip/three.csv.gz': [expect.anything()],
      'all.zip/four.pdf': { code: 'otherFormat', format: 'pdf' },
    })
  })

  it('in a zip within a gzip are found too', async () => {
    expect(await contentOf('a.xlsx.gz', gzipSync(workbook({ a: [HEADER, ROW] })))).toEqual({
      'a.xlsx.gz': [CSV],
    })
  })

  it.each([
    ['pdf', '%PDF-1.7'],
    ['image', '\x89PNG\r\n'],
    ['archive', 'Rar!\x1a\x07\x01'],
    ['archive', '7z\xbc\xaf\x27\x1c'],
  ])('that are a %s are told to be one', async (format, magic) => {
    expect(await contentOf('a', Buffer.from(magic, 'latin1'))).toEqual({
      a: { code: 'otherFormat', format },
    })
  })

  it('of a zip with a password are told to have one, and an empty zip to be empty', async () => {
    const zip = zipSync({ 'a.csv': new TextEncoder().encode(CSV) })
    const view = new DataView(zip.buffer)
    const directoryAt = Buffer.from(zip).indexOf('PK\x01\x02')
    view.setUint16(directoryAt + PASSWORD_FLAG_AT + 2, 1, true)
    expect(await contentOf('a.zip', zip)).toEqual({ 'a.zip/a.csv': { code: 'encrypted', what: 'zip' } })
    expect(await contentOf('a.zip', zipSync({}))).toEqual({ 'a.zip': { code: 'emptyZip' } })
  })

  it('in zips in zips in zips are not followed for ever', async () => {
    let zip = zipSync({ 'a.csv': new TextEncoder().encode(CSV) })
    for (let depth = 0; depth < 5; depth++) zip = zipSync({ z: zip })
    expect(await contentOf('a', zip)).toEqual({
      'a/z/z/z/z': { code: 'otherFormat', format: 'archive' },
    })
  })
})

/** Changes what the directory of a zip says of the size of its entries. */
function claiming(zip: Uint8Array, bytes: number): Uint8Array {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength)
  for (let at = 0; at < zip.length - 4; at++) {
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, bytes, true)
  }
  return zip
}

describe('bombs', () => {
  it('that say they are larger than memory are refused before they are unpacked', async () => {
    const zip = () => zipSync({ 'a.xls': workbook({ a: [HEADER] }, 'biff8') })
    expect(await contentOf('a.zip', claiming(zip(), 0x7fffffff))).toMatchObject({
      'a.zip/a.xls': { code: 'tooLarge' },
    })
  })

  it('that unpack to more than they say are broken off', async () => {
    const zip = claiming(zipSync({ 'a.csv': new TextEncoder().encode(CSV.repeat(100_000)) }), 1_000)
    const [part] = await openFile(fileOf('a.zip', zip))
    const [table] = part?.status === 'tables' ? part.tables : []
    await expect(new Response(table?.open()).text()).rejects.toThrow()
    expect(table?.refusal()).toMatchObject({ code: 'tooLarge' })
  })

  it('of XML entities never go off', async () => {
    const names = HEADER.map((name) => `<c t="inlineStr"><is><t>${name}&b;</t></is></c>`)
    const sheet = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>
      <worksheet><sheetData><row r="1">${names.join('')}</row></sheetData></worksheet>`
    const cells = HEADER.map((name) => `"${name}&b;"`)
    expect(await contentOf('a', xlsxOf(sheet))).toEqual({ a: [`${cells.join(',')}\n`] })
  })

  it('of rows that are far below one another, or as wide as a sheet, are refused for their cells', async () => {
    const cell = (at: string) => `<row><c r="${at}" t="str"><v>x</v></c></row>`
    const head = `<row>${HEADER.map((name) => `<c t="str"><v>${name}</v></c>`).join('')}</row>`
    const zip = xlsxOf(`<sheetData>${head}${cell('XFD2').repeat(4_000)}</sheetData>`)
    const [part] = await openFile(fileOf('a', zip))
    const [table] = part?.status === 'tables' ? part.tables : []
    const reading = table?.open().pipeTo(new WritableStream())
    await expect(reading).rejects.toThrow()
    expect(table?.refusal()).toMatchObject({ code: 'tooManyCells' })
  })
})
