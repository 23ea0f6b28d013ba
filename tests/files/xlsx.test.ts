import * as XLSX from '@e965/xlsx'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tablesOf } from '../../src/files/sheets'
import { heldSheets } from '../../src/files/xls'
import { bytesOf, contentOf, HEADER, xlsxOf } from './filesOf'

/** The rows of an .xlsx as they are read in a stream, beside what a library makes of the same file. */

const FORMATS = [
  'General',
  '0.00',
  'yyyy-mm-dd hh:mm:ss',
  'yyyy/m/d',
  'h:mm:ss',
  '00000',
  '#,##0.00',
  '[h]:mm',
]

const text = fc.oneof(
  // The library takes a text such as &amp; for what it escapes.
  fc.string({ unit: 'grapheme', maxLength: 12 }).filter((text) => !/&[#\w]+;/.test(text)),
  fc.constantFrom('辣条', ' 空 格 ', 'a & b <c> "d"', '第一行\n第二行', '_x000D_', "'=1+1", ']]>', '0012'),
)
const cell: fc.Arbitrary<XLSX.CellObject | undefined> = fc.oneof(
  text.map((v) => ({ t: 's', v }) as const),
  fc
    .tuple(
      fc.oneof(
        fc.double({ min: 0, max: 60_000, noNaN: true }),
        fc.integer({ min: -1_000_000_000, max: 100_000_000_000 }),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
      ),
      fc.constantFrom(...FORMATS),
    )
    .map(([v, z]) => ({ t: 'n', v, z }) as const),
  fc.boolean().map((v) => ({ t: 'b', v }) as const),
  fc.constant({ t: 'e', v: 42 } as const),
  fc.constant(undefined),
)
const sheet = fc.array(fc.array(cell, { maxLength: 8 }), { maxLength: 12 })

function sheetOf(rows: (XLSX.CellObject | undefined)[][]): XLSX.WorkSheet {
  const made: XLSX.WorkSheet = { '!ref': `A1:${XLSX.utils.encode_cell({ r: rows.length, c: 8 })}` }
  for (const [c, v] of HEADER.entries()) made[XLSX.utils.encode_cell({ r: 0, c })] = { t: 's', v }
  for (const [r, row] of rows.entries()) {
    for (const [c, one] of row.entries()) if (one) made[XLSX.utils.encode_cell({ r: r + 1, c })] = one
  }
  return made
}

/** Blank cells at the end of a row say nothing, however many they are. */
function withoutEnds(texts: unknown): string[] {
  return (texts as string[]).map((csv) => csv.replace(/,+$/gm, '').trimEnd()).sort()
}

async function byLibrary(data: Uint8Array): Promise<string[]> {
  const book = XLSX.read(data, { dense: true, cellNF: true, cellText: false, type: 'array' })
  const tables = await tablesOf(heldSheets(book, data.length))
  return Promise.all(tables.map((table) => new Response(table.open()).text()))
}

describe('an .xlsx', () => {
  it('says the same in a stream as to a library that reads it whole', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(sheet, { minLength: 1, maxLength: 2 }), fc.boolean(), async (sheets, sst) => {
        const book = XLSX.utils.book_new()
        for (const [at, rows] of sheets.entries())
          XLSX.utils.book_append_sheet(book, sheetOf(rows), `表${at}`)
        const bytes = new Uint8Array(XLSX.write(book, { type: 'array', bookType: 'xlsx', bookSST: sst }))
        expect(withoutEnds((await contentOf('a', bytes)).a)).toEqual(withoutEnds(await byLibrary(bytes)))
      }),
      { numRuns: 300 },
    )
  })

  it('that counts its days from 1904 has the dates of its own', async () => {
    const date = { t: 'n', v: 44_578.5, z: 'yyyy-mm-dd hh:mm:ss' } as const
    const book = XLSX.utils.book_new()
    XLSX.utils.book_append_sheet(book, sheetOf([[date, date, date, date]]))
    book.Workbook = { WBProps: { date1904: true } }
    const read = withoutEnds((await contentOf('a', bytesOf(book))).a)
    expect(read[0]?.split('\n')[1]?.split(',')[0]).toBe('2026-01-18 12:00:00')
  })

  it('written in ways that no library of ours writes is read all the same', async () => {
    const header = HEADER.map((name) => `<x:c t="str"><x:v>${name}</x:v></x:c>`).join('')
    const sheet = `<x:worksheet xmlns:x="y"><!-- <x:row><x:c><x:v>no</x:v></x:c></x:row> --><x:sheetData>
      <x:row>${header}</x:row>
      <x:row r='4'><x:c r='B4' t='s'><x:v>0</x:v></x:c><x:c t='inlineStr'><x:is><x:r><x:t>a</x:t></x:r><x:r><x:rPr title="a>b"/><x:t><![CDATA[<b>]]></x:t></x:r></x:is></x:c>
      <x:c r='E4' t='d'><x:f>1+1</x:f><x:v>2026-01-18T07:31:02</x:v></x:c></x:row></x:sheetData></x:worksheet>`
    const texts = '<sst><si><t>汉字</t><rPh sb="0" eb="2"><t>hanzi</t></rPh></si></sst>'
    expect(await contentOf('a', xlsxOf(sheet, { 'xl/sharedStrings.xml': texts }))).toEqual({
      a: [`${HEADER.join(',')}\n\n\n,汉字,a<b>,,2026-01-18T07:31:02\n`],
    })
  })
})
