import { readFile } from 'node:fs/promises'
import Papa from 'papaparse'
import type { Page } from 'playwright-core'
import { readSheet } from 'read-excel-file/node'
import { expect } from 'vitest'
import { test } from './inBrowser'
import { columnTexts, numberIn, rowsSaid, sumOf, sumParts } from './listOnPage'

/** What a click on an export puts into the downloads, read by another program. */

type Table = (string | number)[][]

const READERS: Record<'CSV' | 'XLSX', (file: Buffer) => Promise<Table>> = {
  CSV: async (file) => {
    const { data, errors } = Papa.parse<string[]>(file.toString('utf8').replace(/^\uFEFF/, ''), {
      skipEmptyLines: true,
    })
    expect(errors).toEqual([])
    return data
  },
  XLSX: async (file) => {
    const rows = await readSheet(file)
    return rows.map((row) => row.map((cell) => (typeof cell === 'number' ? cell : String(cell ?? ''))))
  },
}

const FORMATS = Object.keys(READERS) as (keyof typeof READERS)[]

async function download(page: Page, format: keyof typeof READERS): Promise<{ name: string; table: Table }> {
  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: format }).click()
  const file = await downloading
  return { name: file.suggestedFilename(), table: await READERS[format](await readFile(await file.path())) }
}

test.for(FORMATS)(
  'a click on %s downloads all rows of a list, not only those of its page',
  async (format, { page }) => {
    await page.goto('/rules/slowMoving?days=15&page=2')
    const rows = await rowsSaid(page)
    expect(rows).toBeGreaterThan(50)
    const { name, table } = await download(page, format)
    expect(name).toBe(`slowMoving-2026-01-18-15-days.${format.toLowerCase()}`)
    expect(table.slice(1)).toHaveLength(rows)
  },
)

test.for(FORMATS)('a click on %s downloads what the list adds up to', async (format, { page }) => {
  await page.goto('/rules/slowMoving')
  const { name, table } = await download(page, format)
  expect(name).toBe(`slowMoving-2026-01-18.${format.toLowerCase()}`)
  const [headings = [], ...records] = table
  const at = headings.indexOf('占用成本')
  const amount = sumOf(records.map((record) => Number(record[at])))
  expect((await sumParts(page)).join()).toContain(amount.toLocaleString('en-US'))
})

test.for(FORMATS)('%s holds what a search has left, in the order of the page', async (format, { page }) => {
  await page.goto('/rules/slowMoving?days=15&q=茶&sort=stock&dir=asc')
  const stock = (await columnTexts(page, '库存')).map(numberIn)
  const names = await columnTexts(page, '商品')
  const { table } = await download(page, format)
  const [headings = [], ...records] = table
  const column = (heading: string) => records.map((record) => record[headings.indexOf(heading)])
  expect(names.length).toBeGreaterThan(1)
  expect(column('商品')).toEqual(names.map((name) => name.trim()))
  expect(column('库存').map(Number)).toEqual(stock)
})

test.for(FORMATS)('%s of a list of orders keeps their numbers as they are', async (format, { page }) => {
  await page.goto('/rules/lossOrders')
  const orders = await columnTexts(page, '订单')
  const { table } = await download(page, format)
  const [headings = [], ...records] = table
  // Leading zeros, sixteen digits: what a spreadsheet would spoil if it took them for numbers. CSV says by a tab that they are texts.
  const mark = format === 'CSV' ? '\t' : ''
  expect(records.map((record) => record[headings.indexOf('订单')])).toEqual(
    orders.map((order) => `${mark}${order}`),
  )
})
