import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { PHONE, textOf } from './browser'
import { test } from './inBrowser'

/** A list put into a chat, and onto paper. */

const LIST = '/rules/slowMoving'
const boxOf = (page: Page) => page.getByRole('textbox', { name: '要发的文字', includeHidden: true })
const copyButton = (page: Page) => page.locator('[data-copy]')

test('one tap puts the text of a list on the clipboard, and says so for a while', async ({ open }) => {
  const page = await open({ ...PHONE, permissions: ['clipboard-read', 'clipboard-write'] })
  await page.goto(LIST)
  await page.getByRole('button', { name: '复制' }).tap()
  await page.getByRole('button', { name: '已复制' }).waitFor()
  expect(await textOf(page.getByRole('status').filter({ hasText: '已复制' }))).toBe('已复制')
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toBe(await boxOf(page).inputValue())
  expect(copied.split('\n').at(-1)).toMatch(/^http:\/\/.*\/rules\/slowMoving\?date=2026-01-18&lang=zh$/)
  expect(copied).toMatch(/^\d+\. .* · \d{6} · .*库存 \d+/m)
  await page.getByRole('button', { name: '复制', exact: true }).waitFor()
})

test('where there is no clipboard, a tap opens the text and selects all of it', async ({ open }) => {
  const page = await open()
  await page.addInitScript('Object.defineProperty(navigator, "clipboard", { value: undefined })')
  await page.goto(LIST)
  await copyButton(page).click()
  const box = boxOf(page)
  await box.waitFor({ state: 'visible' })
  const selected = await box.evaluate(({ value, selectionStart, selectionEnd }: HTMLTextAreaElement) =>
    value.slice(selectionStart, selectionEnd),
  )
  expect(selected).toBe(await box.inputValue())
  expect(await box.evaluate((element) => element === document.activeElement)).toBe(true)
  expect(await textOf(copyButton(page))).not.toContain('已复制')
})

test('the share sheet is offered only where there is one, with the text', async ({ open }) => {
  const without = await open()
  await without.addInitScript('delete Navigator.prototype.share')
  await without.goto(LIST)
  expect(await copyButton(without).isVisible()).toBe(true)
  expect(await without.locator('[data-share]').isVisible()).toBe(false)

  const page = await open(PHONE)
  await page.addInitScript(
    'Navigator.prototype.share = (data) => { globalThis.shared = data.text; return Promise.resolve() }',
  )
  await page.goto(LIST)
  await page.getByRole('button', { name: '分享…' }).tap()
  expect(await page.evaluate('shared')).toBe(await boxOf(page).inputValue())
})

test('without a script the text is there to be taken by hand, and no button that does nothing', async ({
  open,
}) => {
  const page = await open({ javaScriptEnabled: false })
  await page.goto(LIST)
  expect(await page.locator('.share button:visible').count()).toBe(0)
  await page.locator('.share summary').click()
  expect(await boxOf(page).inputValue()).toContain('滞销商品 · 全部门店（4 家） · 2026年1月18日 周日')
})

test('a list is printed from its page: all rows on sheets of A4, without what is for the screen', async ({
  page,
}) => {
  await page.goto(`${LIST}?days=15`)
  await page.getByRole('link', { name: '打印巡店清单' }).click()
  await page.locator('.about').waitFor()
  expect(await page.locator('.box').count()).toBeGreaterThan(50)
  await page.emulateMedia({ media: 'print' })
  expect(await page.locator('.on-screen').isVisible()).toBe(false)
  expect(await page.locator('thead').evaluate((head) => getComputedStyle(head).display)).toBe(
    'table-header-group',
  )
  const sheets = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
  const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(sheets) ?? []
  // 210 mm × 297 mm, in points.
  expect([width, height].map((points) => Math.round(Number(points)))).toEqual([595, 842])
  expect(Number(/\/Count (\d+)/.exec(sheets)?.[1])).toBeGreaterThan(1)
})
