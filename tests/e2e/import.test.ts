import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import { addDays } from '../../src/diagnosis/businessDate'
import { dailyOrders, exportFile } from '../exportFile'
import { startWorker, type TestWorker } from '../harness'
import { personIn } from '../people'
import { barriers } from './axe'
import { DESKTOP, follow, NARROW, openDetails, PHONE, textOf } from './browser'
import { test } from './inBrowser'
import { misfits } from './overflow'

/** Orders go in on the page: read in the browser where scripts run, sent by a plain form where none do. */

const HOUR_MS = 3_600_000
/** Of the shops' clock. */
const YESTERDAY = addDays(new Date(Date.now() + 8 * HOUR_MS).toISOString().slice(0, 10), -1)

let worker: TestWorker
let operator: string
beforeAll(async () => {
  worker = await startWorker({ ACCESS_MODE: 'people' })
})
beforeEach(async () => {
  await worker.clear()
  operator = await (await personIn(worker.env, { name: '运营小李', role: 'operator' })).link()
})
afterAll(() => worker.close())

type Open = (options: BrowserContextOptions) => Promise<Page>

async function onImportPage(open: Open, look: BrowserContextOptions = {}): Promise<Page> {
  const page = await open({ baseURL: worker.url.origin, ...DESKTOP, ...look })
  await signIn(page)
  await page.goto('/import')
  return page
}

async function signIn(page: Page): Promise<void> {
  await page.goto(`/sign-in/${operator}`)
  await follow(page.locator('form[action^="/sign-in"] button'))
}

async function choose(page: Page, name: string, text: string | Uint8Array): Promise<void> {
  await page.setInputFiles('input[type=file]', { name, mimeType: 'text/csv', buffer: Buffer.from(text) })
}

/** An export of one order a day, up to yesterday. */
function orders(store: string, days = 2): string {
  return exportFile(dailyOrders(store, days, YESTERDAY))
}

/** Columns that nobody knows, and a line that cannot be read. */
const STRANGE = [
  '流水,分店,交易时刻,从哪来,东西,几个,付了多少,进货总价',
  `R1,路口店,${YESTERDAY} 09:12:00,自营,可乐,2,3.50,4.00`,
  `R2,路口店,${YESTERDAY} 10:00:00,自营,水,很多,2.00,3.00`,
].join('\n')
const MEANINGS = {
  订单ID: '流水',
  门店名称: '分店',
  下单时间: '交易时刻',
  渠道: '从哪来',
  商品名称: '东西',
  销量: '几个',
  实收价格: '付了多少',
}

async function answer(page: Page, columns: Record<string, string>): Promise<void> {
  for (const [column, name] of Object.entries(columns)) {
    await page.locator(`select[name="column.${column}"]`).selectOption(name)
  }
  await page.getByRole('button', { name: '就这样读' }).click()
}

const file = (page: Page, at = 0) => page.locator('.import-file').nth(at)
const confirmButton = (page: Page) => page.getByRole('button', { name: '确认导入' })
const doneLine = (page: Page) => page.locator('.done-line')

test('a file whose columns nobody knows is asked about once, looked at, confirmed and done; each step survives a reload', async ({
  open,
}) => {
  const page = await onImportPage(open)
  await choose(page, '门店流水.csv', STRANGE)
  await page.locator('.questions').first().waitFor()
  await page.reload()
  await answer(page, MEANINGS)

  await confirmButton(page).waitFor()
  await page.reload()
  await confirmButton(page).waitFor()
  expect(await textOf(file(page))).toContain('2 行 1 单 1 家门店')
  expect(await textOf(page.locator('.days tbody'))).toMatch(/路口店 .*新门店 1 — ¥7.00 1 0 0/)
  await openDetails(page)
  // The cost was guessed, and left as it was.
  expect(await textOf(file(page))).toMatch(/可乐 2 ¥3.50 ¥4.00 自营 路口店/)
  expect(await storedOrders()).toBe(0)

  await confirmButton(page).click()
  await doneLine(page).waitFor()
  await page.reload()
  expect(await textOf(doneLine(page))).toBe('导入好了')
  expect(await storedOrders()).toBe(1)
  await follow(file(page).getByRole('link', { name: '路口店' }))
  expect(await textOf(page.locator('.card .scope'))).toBe('路口店')

  await page.goto('/import')
  await choose(page, '第二天.csv', STRANGE.replaceAll('R1', 'R9'))
  await confirmButton(page).waitFor()
  expect(await page.locator('.questions').count()).toBe(0)
})

async function storedOrders(): Promise<number> {
  const counted = await worker.env.DB.prepare('SELECT count(*) AS n FROM orders').first<{ n: number }>()
  return counted?.n ?? Number.NaN
}

test('an answer is changed once its outcome is seen', async ({ open }) => {
  const page = await onImportPage(open)
  await choose(page, '门店流水.csv', STRANGE)
  await answer(page, { ...MEANINGS, 商品名称: '进货总价', 商品采购成本: '' })
  await confirmButton(page).waitFor()
  await page.getByRole('button', { name: '改刚才的回答' }).click()
  expect(await page.locator('select[name="column.商品名称"]').inputValue()).toBe('进货总价')
  await answer(page, { 商品名称: '东西', 商品采购成本: '进货总价' })
  await confirmButton(page).waitFor()
  await openDetails(page)
  expect(await textOf(file(page))).toMatch(/可乐 2 ¥3.50 ¥4.00/)
})

test('lines that cannot be read are named by the file’s own columns, and downloaded before anything is stored', async ({
  open,
}) => {
  const page = await onImportPage(open)
  await choose(page, '门店流水.csv', STRANGE)
  await answer(page, MEANINGS)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '下载没导入的行' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('没导入的行 门店流水.csv')
  const text = await new Response(
    (await download.createReadStream()) as unknown as ReadableStream<Uint8Array>,
  ).text()
  expect(text).toContain('3,几个,很多,')
})

test('what a file is, is told where it is no table, and others go on', async ({ open }) => {
  const page = await onImportPage(open)
  await choose(page, '订单.csv', '%PDF-1.4\n1 0 obj\n')
  await choose(page, '空.csv', '')
  await choose(page, '好.csv', orders('好店'))
  await confirmButton(page).waitFor()
  expect(await textOf(file(page, 0))).toContain('这是 PDF，不是表格')
  expect(await textOf(file(page, 1))).toContain('文件是空的')
})

test('a session that ends half-way costs nothing: signed in again, it goes on', async ({ open }) => {
  const page = await onImportPage(open)
  await choose(page, '订单.csv', orders('签出店'))
  await confirmButton(page).waitFor()
  await page.context().clearCookies()
  await confirmButton(page).click()
  await page.getByText('登录过期了').waitFor()
  await signIn(page)
  await page.goto('/import')
  await doneLine(page).waitFor()
  expect(await storedOrders()).toBe(2)
})

test('without a network it waits and says so, and goes on by itself', async ({ open }) => {
  const page = await onImportPage(open)
  await choose(page, '订单.csv', orders('断网店'))
  await confirmButton(page).waitFor()
  await page.context().setOffline(true)
  await confirmButton(page).click()
  await page.getByText('网络不通，正在重试').waitFor()
  await page.context().setOffline(false)
  await doneLine(page).waitFor()
  expect(await storedOrders()).toBe(2)
})

test('what is being stored is stopped, and goes on where it was', async ({ open }) => {
  const page = await onImportPage(open, PHONE)
  // A part that never arrives.
  await page.route('**/api/imports/*/parts/*', () => undefined)
  await choose(page, '订单.csv', orders('停下店'))
  await confirmButton(page).click()
  await page.getByText('0 / 1 批').waitFor()
  await page.getByRole('button', { name: '停下' }).click()
  const goOn = page.getByRole('button', { name: '接着存' })
  await goOn.waitFor()
  await picture(page, 'stopped.390')
  expect(await misfits(page)).toEqual([])
  // Of one line, not of one letter a line.
  expect((await page.locator('.trouble b').boundingBox())?.height).toBeLessThan(40)
  expect(await storedOrders()).toBe(0)
  await page.unroute('**/api/imports/*/parts/*')
  await goOn.click()
  await doneLine(page).waitFor()
  expect(await storedOrders()).toBe(2)
})

test('the keyboard alone imports a file', async ({ open }) => {
  const page = await onImportPage(open)
  await choose(page, '订单.csv', orders('键盘店'))
  await confirmButton(page).waitFor()
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '')
  expect(await focused()).toBe('订单.csv')
  expect(await page.locator('.import-file [role="status"]').textContent()).toBe('导入后会变成这样')
  for (let tabs = 0; (await focused()) !== '确认导入' && tabs < 20; tabs++) await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await doneLine(page).waitFor()
  expect(await focused()).toBe('订单.csv')
})

test('without a script, a form takes a file, shows what it would change, and stores it', async ({ open }) => {
  const page = await onImportPage(open, { javaScriptEnabled: false, ...PHONE })
  expect(await textOf(page.locator('main'))).toContain('文件会传到服务器上读')
  expect(await textOf(page.locator('main'))).not.toContain('在你自己的设备上读')
  await follow(page.getByRole('button', { name: '查看内容' }))
  expect(await textOf(page.locator('main'))).toContain('还没有选文件')

  await choose(page, '门店流水.csv', STRANGE)
  await follow(page.getByRole('button', { name: '查看内容' }))
  for (const [column, name] of Object.entries(MEANINGS)) {
    await page.locator(`select[name="column.${column}"]`).selectOption(name)
  }
  await follow(page.getByRole('button', { name: '就这样读' }))
  expect(await textOf(page.locator('.days tbody'))).toContain('路口店')
  expect(await storedOrders()).toBe(0)

  await page.getByLabel('这份表里有这些门店、这些日期的全部订单').check()
  await follow(page.getByRole('button', { name: '算一下会移除多少' }))
  expect(await textOf(page.locator('.removes'))).toBe('不会移除任何订单。')
  await follow(confirmButton(page))
  expect(await textOf(doneLine(page))).toBe('导入好了')
  expect(await storedOrders()).toBe(1)
  await follow(page.getByRole('link', { name: '这次导入的记录' }))
  expect(await page.getByRole('link', { name: '撤销这次导入' }).count()).toBe(1)
})

test('a browser that is too old for the script keeps the form, and is told what that takes', async ({
  open,
}) => {
  const page = await open({ baseURL: worker.url.origin, ...DESKTOP })
  await page.addInitScript('delete AbortSignal.any')
  await signIn(page)
  await page.goto('/import')
  await page.getByText('最多 48 MB').waitFor()
  await choose(page, '订单.csv', orders('旧机店'))
  await follow(page.getByRole('button', { name: '查看内容' }))
  expect(await textOf(page.locator('.days tbody'))).toContain('旧机店')
})

const LOOKS: [name: string, look: BrowserContextOptions][] = [
  ['a desktop', { ...DESKTOP, bypassCSP: true }],
  ['a phone', { ...PHONE, bypassCSP: true }],
  ['the narrowest phone', { ...NARROW, bypassCSP: true }],
]

test.for(LOOKS)('no step has a barrier, and each fits %s', async ([, look], { open }) => {
  const page = await onImportPage(open, look)
  const check = async (step: string) => {
    await picture(page, `${step}.${page.viewportSize()?.width}`)
    expect(await barriers(page), step).toEqual([])
    expect(await misfits(page), step).toEqual([])
  }
  await check('choose')
  await choose(page, '门店流水.csv', STRANGE)
  await page.locator('.questions').first().waitFor()
  await check('questions')
  await answer(page, MEANINGS)
  await confirmButton(page).waitFor()
  await check('preview')
  await confirmButton(page).click()
  await doneLine(page).waitFor()
  await check('done')
  await choose(page, '空.csv', '')
  await page.locator('.trouble').waitFor()
  await choose(page, '很多店.csv', exportFile(manyStores()))
  await page.getByText('按天看').waitFor()
  await check('trouble, and many stores')
})

function manyStores() {
  return Array.from({ length: 20 }, (_, at) => dailyOrders(`名字有点长的门店第${at}家`, 3, YESTERDAY)).flat()
}

/** For people to look at. */
async function picture(page: Page, name: string): Promise<void> {
  const { PICTURES } = process.env
  if (!PICTURES) return
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.screenshot({ path: `${PICTURES}/import-${name}.${colorScheme}.png`, fullPage: true })
  }
}
