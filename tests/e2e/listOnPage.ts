import type { Page } from 'playwright-core'
import { follow, onOneLine, textOf } from './browser'

/** What the page of a list shows, read as a person reads it. */

/** The rows of the list; an order's products have a table of their own. */
export const rowsOf = (page: Page) => page.locator('.card .data.sortable tbody tr')

/** `共 6 行 · 3 个商品 · 亏损金额 ¥15.18` in its parts, without the word before them. */
export async function sumParts(page: Page): Promise<string[]> {
  return (await textOf(page.locator('.card .sum'))).replace(/^(共|筛出) /, '').split(' · ')
}

/** How many rows the list says that it has, on all its pages. */
export async function rowsSaid(page: Page): Promise<number> {
  return numberIn((await textOf(page.locator('.pager p'))).replace(/^.*共/, ''))
}

/** A column of the page that is shown, by its heading. */
export async function columnTexts(page: Page, heading: string): Promise<string[]> {
  const headings = await page.locator('.card .data.sortable thead th').allInnerTexts()
  const at = headings.findIndex((text) => onOneLine(text) === heading)
  if (at === -1) throw new Error(`No column ${heading}: ${headings.join(', ')}`)
  return rowsOf(page)
    .locator(`> :nth-child(${at + 1})`)
    .allInnerTexts()
}

/** A column on all pages of the list, from the first one on. */
export async function wholeColumn(page: Page, heading: string): Promise<string[]> {
  const texts = await columnTexts(page, heading)
  for (const next = page.getByRole('link', { name: '下一页' }); await next.isVisible(); ) {
    await follow(next)
    texts.push(...(await columnTexts(page, heading)))
  }
  return texts
}

/** The number in a text such as `−¥1,234.56` or `74 个商品`. */
export function numberIn(text: string): number {
  const digits = text.replaceAll(',', '').match(/\d+(\.\d+)?/)?.[0]
  if (digits === undefined) throw new Error(`No number in ${text}`)
  return text.includes('−') ? -Number(digits) : Number(digits)
}

/** What numbers come to, to the hundredth. */
export function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, value) => sum + Math.round(value * 100), 0) / 100
}
