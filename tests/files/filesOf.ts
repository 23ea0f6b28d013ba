import * as XLSX from '@e965/xlsx'
import { zipSync } from 'fflate'
import type { FileRefusal, SourceFile } from '../../src/files/fileParts'
import { openFile } from '../../src/files/openFile'

/** Files as shops have them, made up. */

export const HEADER = ['订单ID', '门店名称', '下单时间', '商品名称', '销量']
export const ROW = ['6917926768823643751', '一店', '2026-01-18 07:31:02', '辣条', 2]
export const CSV = `${HEADER.join(',')}\n${ROW.join(',')}\n`

export function fileOf(name: string, content: string | Uint8Array): SourceFile {
  const blob = new Blob([content as Uint8Array<ArrayBuffer>])
  return { name, size: blob.size, slice: (start, end) => blob.slice(start, end) }
}

export function workbook(sheets: Record<string, unknown[][]>, bookType: XLSX.BookType = 'xlsx'): Uint8Array {
  const book = XLSX.utils.book_new()
  for (const [name, rows] of Object.entries(sheets)) {
    XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(rows, { cellDates: false }), name)
  }
  return bytesOf(book, bookType)
}

export function bytesOf(book: XLSX.WorkBook, bookType: XLSX.BookType = 'xlsx'): Uint8Array {
  return new Uint8Array(XLSX.write(book, { type: 'array', bookType }) as ArrayBuffer)
}

/** An .xlsx whose one sheet has this XML. */
export function xlsxOf(sheet: string, others: Record<string, string> = {}): Uint8Array {
  const parts = {
    'xl/workbook.xml': '<workbook><sheets><sheet name="a" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/a.xml"/></Relationships>',
    'xl/worksheets/a.xml': sheet,
    ...others,
  }
  return zipSync(
    Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, new TextEncoder().encode(text)])),
  )
}

/** The texts of all tables, or why there are none, by the name of their export. */
export async function contentOf(
  name: string,
  content: string | Uint8Array,
): Promise<Record<string, string[] | FileRefusal>> {
  const parts = await openFile(fileOf(name, content))
  const contents = parts.map(async (part) => {
    if (part.status === 'refused') return [part.name, part.refusal] as const
    const texts = part.tables.map((table) => new Response(table.open()).text())
    return [part.name, await Promise.all(texts)] as const
  })
  return Object.fromEntries(await Promise.all(contents))
}
