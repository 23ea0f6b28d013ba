import * as XLSX from '@e965/xlsx'
import { unzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { FileRefusal } from '../../src/files/fileParts'
import { openFile } from '../../src/files/openFile'
import { keepValues } from '../../src/files/xlsRecords'
import { bytesOf, CSV, contentOf, fileOf, HEADER, ROW, xlsxOf } from './filesOf'

/** Files that say more of themselves than they are, or ask for more than anybody has. */

const encode = (text: string) => new TextEncoder().encode(text)

/** What becomes of a file that may turn out to be hostile when it is opened, or when its first table is read. */
async function refusalOf(content: string | Uint8Array): Promise<FileRefusal | undefined> {
  const [part] = await openFile(fileOf('a', content))
  if (part?.status === 'refused') return part.refusal
  const [table] = part?.tables ?? []
  await table
    ?.open()
    .pipeTo(new WritableStream())
    .catch(() => undefined)
  return table?.refusal()
}

function spreadsheetMl(rows: string, before = '', columns = ''): string {
  return `<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
    xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">${before}
    <Worksheet ss:Name="a"><Table>${columns}${rows}</Table></Worksheet></Workbook>`
}

function mlRow(cells: readonly unknown[], attributes = ''): string {
  const said = cells.map((cell) => `<Cell><Data ss:Type="String">${cell}</Data></Cell>`)
  return `<Row ${attributes}>${said.join('')}</Row>`
}

const HEADER_ROW = `<row>${HEADER.map((name) => `<c t="str"><v>${name}</v></c>`).join('')}</row>`
const sheetOf = (rows: string) => `<worksheet><sheetData>${HEADER_ROW}${rows}</sheetData></worksheet>`

describe('SpreadsheetML', () => {
  it('whose rows go on below where a sheet ends is refused, and no row is made for it', async () => {
    const text = spreadsheetMl(mlRow(HEADER) + mlRow(ROW, 'ss:Index="100000000"'))
    expect(await refusalOf(text)).toEqual({ code: 'tooMany', what: 'rows', limit: 1_048_576 })
  })

  it('whose cells go on to the right of where a sheet ends is refused', async () => {
    const cell = '<Row><Cell ss:Index="16385"><Data ss:Type="String">x</Data></Cell></Row>'
    expect(await refusalOf(spreadsheetMl(mlRow(HEADER) + cell))).toMatchObject({
      code: 'tooMany',
      what: 'columns',
    })
  })

  it('whose style is its own parent, or whose column spans thousands of millions, is read all the same', async () => {
    const styles = '<Styles><Style ss:ID="a" ss:Parent="a"></Style></Styles>'
    const text = spreadsheetMl(
      mlRow(HEADER) + mlRow(ROW).replaceAll('<Cell>', '<Cell ss:StyleID="a">'),
      styles,
      '<Column ss:Width="50" ss:Span="4000000000"/>',
    )
    expect(await contentOf('a', text)).toEqual({ a: [CSV] })
  })

  it('has its dates, numbers and merged cells where and as a workbook shows them', async () => {
    const styles =
      '<Styles><Style ss:ID="d"><NumberFormat ss:Format="yyyy\\-mm\\-dd\\ hh:mm:ss"/></Style><Style ss:ID="t"><NumberFormat ss:Format="Short Time"/></Style></Styles>'
    const row = `<Row ss:Index="3"><Cell ss:MergeAcross="1"><Data ss:Type="Number">1.50</Data><Comment><Data>no</Data></Comment></Cell>
      <Cell ss:StyleID="d"><Data ss:Type="DateTime">2026-01-18T07:31:02.000</Data></Cell>
      <Cell ss:StyleID="t"><Data ss:Type="DateTime">1899-12-31T07:31:02.000</Data></Cell>
      <Cell><ss:Data ss:Type="String"><B>a</B>&amp;b</ss:Data></Cell></Row>`
    expect(await contentOf('a', spreadsheetMl(mlRow(HEADER) + row, styles))).toEqual({
      a: [`${HEADER.join(',')}\n\n1.5,,2026-01-18 07:31:02,07:31:02,a&b\n`],
    })
  })
})

describe('an .xlsx', () => {
  const bookOf = (sheets: number) => ({
    'xl/workbook.xml': `<workbook><sheets>${'<sheet name="a" r:id="rId1"/>'.repeat(sheets)}</sheets></workbook>`,
  })

  it('that names one part as many sheets has it read as one', async () => {
    expect(await contentOf('a', xlsxOf(sheetOf(''), bookOf(200)))).toEqual({ a: [`${HEADER.join(',')}\n`] })
  })

  it('of more sheets than workbooks of orders have is refused', async () => {
    expect(await refusalOf(xlsxOf(sheetOf(''), bookOf(300)))).toEqual({
      code: 'tooMany',
      what: 'sheets',
      limit: 255,
    })
  })

  it('whose sheets and texts are more than anybody has is refused before it is unpacked', async () => {
    const zip = xlsxOf(sheetOf(''))
    const view = new DataView(zip.buffer)
    const at = Buffer.from(zip).lastIndexOf('PK\x01\x02')
    view.setUint32(at + 24, 0xfffffff0, true)
    expect(await refusalOf(zip)).toMatchObject({ code: 'tooLarge' })
  })

  it.each([
    [
      'in the sheet',
      sheetOf(`<row><c t="inlineStr"><is>${'<t>xxxxxxxx</t>'.repeat(5_000)}</is></c></row>`),
      {},
    ],
    [
      'among the texts',
      sheetOf('<row><c t="s"><v>0</v></c></row>'),
      { 'xl/sharedStrings.xml': `<sst><si><t>${'x'.repeat(32_768)}</t></si></sst>` },
    ],
  ])('with a cell that is longer than a cell can be is refused: %s', async (_, sheet, others) => {
    expect(await refusalOf(xlsxOf(sheet, others as Record<string, string>))).toEqual({
      code: 'cellTooLong',
      limitChars: 32_767,
    })
  })

  it('with a cell as long as one can be is read', async () => {
    const text = 'x'.repeat(32_767)
    const content = await contentOf('a', xlsxOf(sheetOf(`<row><c t="str"><v>${text}</v></c></row>`)))
    expect(content.a).toEqual([`${HEADER.join(',')}\n${text},,,,\n`])
  })

  it('whose cells make a row of any length from one text is refused', async () => {
    const texts = { 'xl/sharedStrings.xml': `<sst><si><t>${'x'.repeat(32_000)}</t></si></sst>` }
    const row = `<row>${'<c t="s"><v>0</v></c>'.repeat(200)}</row>`
    expect(await refusalOf(xlsxOf(sheetOf(row), texts))).toMatchObject({ code: 'tooLarge' })
  })

  it('of millions of texts that are none is refused', async () => {
    const texts = { 'xl/sharedStrings.xml': `<sst>${'<si/>'.repeat(10_000_001)}</sst>` }
    expect(await refusalOf(xlsxOf(sheetOf(''), texts))).toMatchObject({ code: 'tooMany', what: 'texts' })
  })

  it('of more styles than a workbook can have is refused, and a format without end is none', async () => {
    const many = { 'xl/styles.xml': `<styleSheet><cellXfs>${'<xf/>'.repeat(200_000)}</cellXfs></styleSheet>` }
    expect(await refusalOf(xlsxOf(sheetOf(''), many))).toMatchObject({ code: 'tooMany', what: 'styles' })
    const long = {
      'xl/styles.xml': `<styleSheet><numFmts><numFmt numFmtId="200" formatCode="${'['.repeat(400_000)}"/></numFmts></styleSheet>`,
    }
    expect(await contentOf('a', xlsxOf(sheetOf(''), long))).toEqual({ a: [`${HEADER.join(',')}\n`] })
  })

  it('of a tag without end, of elements that go on into themselves, or of no row for long is refused', async () => {
    expect(await refusalOf(xlsxOf(`<worksheet a="${'x'.repeat(600_000)}`))).toMatchObject({ code: 'damaged' })
    const deep = { 'xl/styles.xml': '<a>'.repeat(300_000) }
    expect(await refusalOf(xlsxOf(sheetOf(''), deep))).toMatchObject({ code: 'damaged' })
    const idle = xlsxOf(
      `<worksheet>${'<a b="cccccccccccccccccccccccccccccccccccccccccccccccc"/>'.repeat(600_000)}`,
    )
    expect(await refusalOf(idle)).toMatchObject({ code: 'damaged' })
  })

  it('is not read beyond its rows', async () => {
    const sheet = `${sheetOf('').replace('</worksheet>', '')}<x a="${'x'.repeat(600_000)}`
    expect(await contentOf('a', xlsxOf(sheet))).toEqual({ a: [`${HEADER.join(',')}\n`] })
  })

  it('with macros, and links to other files, is read as if it had none', async () => {
    const others = {
      'xl/vbaProject.bin': 'x',
      'xl/externalLinks/externalLink1.xml': '<externalLink/>',
      'xl/_rels/workbook.xml.rels': `<Relationships>
        <Relationship Id="rId9" Type="x/sharedStrings" Target="http://example.com/a.xml" TargetMode="External"/>
        <Relationship Id="rId1" Type="x/worksheet" Target="worksheets/a.xml"/></Relationships>`,
    }
    expect(await contentOf('a', xlsxOf(sheetOf(''), others))).toEqual({ a: [`${HEADER.join(',')}\n`] })
  })
})

describe('a zip', () => {
  it('of more files than anybody exports is refused before one of them is opened', async () => {
    const files = Object.fromEntries(Array.from({ length: 1_001 }, (_, at) => [`${at}.csv`, encode(CSV)]))
    expect(await contentOf('a', zipSync(files))).toEqual({
      a: { code: 'tooMany', what: 'files', limit: 1_000 },
    })
  })

  it('of zips may not hold more of them either', async () => {
    const inner = zipSync(
      Object.fromEntries(Array.from({ length: 600 }, (_, at) => [`${at}.csv`, encode(CSV)])),
    )
    const content = await contentOf('a', zipSync({ 'one.zip': inner, 'two.zip': inner }))
    expect(content['a/two.zip']).toMatchObject({ code: 'tooMany', what: 'files' })
    expect(content['a/one.zip/0.csv']).toEqual([CSV])
  })

  it('whose files lie over one another is refused', async () => {
    const zip = zipSync({ 'a.csv': encode(CSV.repeat(100)), 'b.csv': encode(CSV.repeat(100)) })
    const view = new DataView(zip.buffer)
    const at = Buffer.from(zip).lastIndexOf('PK\x01\x02')
    view.setUint32(at + 20, zip.length - 10, true)
    expect(await contentOf('a', zip)).toEqual({ a: { code: 'damaged', what: 'zip' } })
  })
})

describe('an HTML table', () => {
  const table = (rows: string) =>
    `<table><tr>${HEADER.map((name) => `<td>${name}</td>`).join('')}</tr>${rows}</table>`

  it('whose cells span no column, or all there are, is read', async () => {
    const none = table('<tr><td rowspan=2 colspan=0>x</td></tr><tr><td>y</td></tr>')
    expect(await contentOf('a', none)).toEqual({ a: [`${HEADER.join(',')}\nx,,,,\n,y,,,\n`] })
    const all = table('<tr><td colspan="99999999">x</td></tr>')
    expect(await contentOf('a', all)).toEqual({ a: [`${HEADER.join(',')}\nx,,,,\n`] })
  })

  it('whose cells go on to the right of where a sheet ends is refused', async () => {
    expect(await refusalOf(table('<tr><td colspan="99999999">x</td><td>y</td></tr>'))).toMatchObject({
      what: 'columns',
    })
  })

  it('one of thousands is refused', async () => {
    expect(await refusalOf(table('').repeat(256))).toMatchObject({ code: 'tooMany', what: 'sheets' })
  })

  it('is read as a browser shows it', async () => {
    const rows = `<tr><td class=x rowspan='2'> a <b>b</b>
      c<br>d<TD>1 < 2 &amp; 3&nbsp;4<td><!-- <td>no</td> --></tr><tr><td>e`
    expect(await contentOf('a', table(rows))).toEqual({
      a: [`${HEADER.join(',')}\n"a b c\nd",1 < 2 & 3 4,,,\n,e,,,\n`],
    })
  })
})

describe('an OpenDocument', () => {
  const cells = HEADER.map(
    (name) => `<table:table-cell office:value-type="string"><text:p>${name}</text:p></table:table-cell>`,
  ).join('')
  const documentOf = (rows: string) =>
    zipSync({
      'content.xml': encode(
        `<office:spreadsheet><table:table table:name="a">${rows}</table:table></office:spreadsheet>`,
      ),
    })

  it('is read as its table, without the blank rows and cells that its sheets end with', async () => {
    const data = `<table:table-row><table:table-cell office:value-type="float" office:value="2.5"><text:p>2.50</text:p></table:table-cell>
      <table:table-cell office:value-type="date" office:date-value="2026-01-18T07:31:02"><text:p>x</text:p></table:table-cell>
      <table:table-cell table:number-columns-repeated="16382"/></table:table-row>
      <table:table-row table:number-rows-repeated="1048574"><table:table-cell/></table:table-row>`
    expect(await contentOf('a', documentOf(`<table:table-row>${cells}</table:table-row>${data}`))).toEqual({
      a: [`${HEADER.join(',')}\n2.5,2026-01-18 07:31:02,,,\n`],
    })
  })

  it.each([
    ['rows', `<table:table-row table:number-rows-repeated="30000000">${cells}</table:table-row>`],
    [
      'columns',
      `<table:table-row>${cells.replace('<table:table-cell', '<table:table-cell table:number-columns-repeated="30000000"')}</table:table-row>`,
    ],
  ])('that repeats its %s beyond where a sheet ends is refused', async (what, rows) => {
    expect(await refusalOf(documentOf(rows))).toMatchObject({ code: 'tooMany', what })
  })
})

describe('an .xls', () => {
  const book = (bookType: XLSX.BookType) => {
    const sheet = XLSX.utils.aoa_to_sheet([HEADER, ROW])
    sheet.A1.l = { Target: 'http://example.com/' }
    return bytesOf({ SheetNames: ['a'], Sheets: { a: sheet } }, bookType)
  }

  it('whose link covers every cell there could be is read for its values', async () => {
    const bytes = book('biff8')
    // Rows and columns from none to the last, at the head of the record of a link.
    const at = Buffer.from(bytes).indexOf(Buffer.from('d0c9ea79f9bace118c8200aa004ba90b', 'hex')) - 8
    new Uint16Array(bytes.buffer, bytes.byteOffset + at, 4).set([0, 0xffff, 0, 0xffff])
    expect(await contentOf('a', bytes)).toEqual({ a: [CSV] })
  })

  it('whose sectors lead in a circle is refused', async () => {
    const bytes = book('biff8')
    const view = new DataView(bytes.buffer, bytes.byteOffset)
    const fatAt = (view.getUint32(76, true) + 1) * 512
    for (let at = fatAt; at < fatAt + 512; at += 4) {
      if (view.getUint32(at, true) === 0xfffffffe) view.setUint32(at, view.getUint32(48, true), true)
    }
    expect(await refusalOf(bytes)).toEqual({ code: 'damaged', what: 'workbook' })
  })

  it('that says it has more texts than can be held is refused', () => {
    const stream = new Uint8Array(12_100_000)
    // A record of texts of eight bytes: how often they are used, and how many they are.
    stream.set([0xfc, 0, 8, 0, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0x7f])
    expect(() => keepValues(stream)).toThrow('tooMany')
  })

  it.each(['biff8', 'xlsb'] as const)(
    'of any damage is refused or read, and never hangs (%s)',
    async (type) => {
      const whole = book(type)
      for (let at = 24; at < whole.length; at += 97) {
        const bytes = whole.slice()
        bytes.fill(0xff, at, at + 4)
        await expect(refusalOf(bytes)).resolves.not.toBe(null)
      }
    },
  )
})

describe('an .xlsb', () => {
  it('whose rows lie below where a sheet ends is refused', async () => {
    const parts = unzipSync(
      bytesOf({ SheetNames: ['a'], Sheets: { a: XLSX.utils.aoa_to_sheet([HEADER, ROW]) } }, 'xlsb'),
    )
    const sheet = Buffer.from(parts['xl/worksheets/sheet1.bin'] as Uint8Array)
    // The first row follows the beginning of the rows: its type, its length, its number.
    const at = sheet.indexOf(Buffer.from([0x91, 1, 0])) + 3
    sheet.writeUInt32LE(0x7fffffff, at + 2)
    expect(
      await refusalOf(zipSync({ ...parts, 'xl/worksheets/sheet1.bin': new Uint8Array(sheet) })),
    ).toMatchObject({
      code: 'tooMany',
      what: 'rows',
    })
  })

  it('keeps numbers, dates and true or false as they are shown', async () => {
    const sheet = XLSX.utils.aoa_to_sheet([HEADER, ['a', 1.25, true, -3, 44_578.5]])
    sheet.E2.z = 'yyyy-mm-dd hh:mm:ss'
    const bytes = bytesOf({ SheetNames: ['a'], Sheets: { a: sheet } }, 'xlsb')
    expect(await contentOf('a', bytes)).toEqual({
      a: [`${HEADER.join(',')}\na,1.25,TRUE,-3,2022-01-17 12:00:00\n`],
    })
  })
})
