import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { COPY_SCRIPT } from '../../src/ui/share/copyScript'
import { dailyOrders, type ExportLine, exportFile } from '../exportFile'
import { startWorker, type TestWorker } from '../harness'
import { DESKTOP, NARROW, textOf } from './browser'
import { test } from './inBrowser'
import { columnTexts, rowsOf } from './listOnPage'
import { misfits } from './overflow'

/** Names that anybody may have written into an order export, seen in a browser. */

const MARKUP = `</td></style></title><script>document.title='run'</script><img src=x onerror="document.title='run'"><b class=injected>"'&amp;`
const HOSTILE_NAMES = {
  markup: MARKUP,
  long: '超长'.repeat(150),
  unbroken: 'W'.repeat(300),
  rtl: '\u202Eeman desrever \u202E',
  hebrew: 'שלום חלב 3%',
  formula: '=HYPERLINK("http://example.invalid","x")',
  emoji: '👨‍👩‍👧‍👦🧋'.repeat(20),
  unseen: '\u061c',
}
const STORE = `<i>店</i>"'&\u202Eerots`
const OTHER_STORE = '二店'
const CHANNEL = '<u>渠道</u>\u202E&amp;'
const CATEGORY = `<s>分类</s>${'类'.repeat(80)}`
const ORDER_ID = '<em>1</em>\u202E/../?&#'

const PRODUCTS = Object.values(HOSTILE_NAMES)

/** An order that loses money on a product below its cost and now out of stock; and a past, so that every rule has days. */
const LINES: ExportLine[] = [
  ...dailyOrders(OTHER_STORE, 16),
  ...dailyOrders(STORE, 16).map((line) => ({ ...line, 渠道: CHANNEL })),
  ...PRODUCTS.flatMap((name, i) => [
    lineOf(name, { 订单ID: `${ORDER_ID}${i}`, 实收价格: '1', 商品采购成本: '9', 利润额: '-8', 库存: 0 }),
    lineOf(name, { 订单ID: `sold-${i}`, 下单时间: '2026-01-10 09:00:00', 月售: 3, 库存: 5 }),
  ]),
]

function lineOf(name: string, line: ExportLine): ExportLine {
  return { 门店名称: STORE, 渠道: CHANNEL, 一级分类名: CATEGORY, 物流配送费: '20', ...line, 商品名称: name }
}

let worker: TestWorker
beforeAll(async () => {
  worker = await startWorker()
  const imported = await worker.importCsv(exportFile(LINES))
  expect(await imported.json()).toMatchObject({ status: 'imported', report: { rejected: { count: 0 } } })
})
afterAll(() => worker.close())

const SCREENS: [name: string, screen: BrowserContextOptions][] = [
  ['a desktop', DESKTOP],
  ['a narrow phone', NARROW],
]
const LISTS = ['lossOrders', 'deliveryCost', 'stockouts', 'belowCost', 'newProducts', 'topProfit']

test.for(SCREENS)('on %s no page breaks, and no element is injected', async ([, screen], { open }) => {
  const page = await open({ ...screen, baseURL: worker.url.origin })
  const wrong: Record<string, string[]> = {}
  for (const path of await pathsOf(page)) {
    const response = await page.goto(path)
    expect(response?.status(), path).toBe(200)
    const broken = await brokenOn(page)
    if (broken.length) wrong[path] = broken
  }
  expect(wrong).toEqual({})
})

async function pathsOf(page: Page): Promise<string[]> {
  const evidence: string[] = []
  for (const list of ['lossOrders', 'belowCost']) {
    await page.goto(`/rules/${list}`)
    evidence.push(
      ...(await rowsOf(page)
        .locator('a')
        .evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''))),
    )
  }
  expect(evidence.length).toBeGreaterThanOrEqual(PRODUCTS.length)
  const scope = new URLSearchParams({ store: STORE, channel: CHANNEL })
  scope.append('store', OTHER_STORE)
  return ['/', `/?${scope}`, '/status', ...LISTS.flatMap(listPaths), ...new Set(evidence)]
}

/** A list on the screen and for paper. */
function listPaths(rule: string): string[] {
  return [`/rules/${rule}`, `/rules/${rule}/print`]
}

async function brokenOn(page: Page): Promise<string[]> {
  const injected = page.locator('script, img, iframe, .injected, main i:text("店"), u, s, em')
  const title = await page.title()
  return [
    ...(await misfits(page)),
    ...(await injected.evaluateAll(
      (all, ours) => all.flatMap(({ outerHTML }) => (outerHTML === ours ? [] : [`injected ${outerHTML}`])),
      `<script>${COPY_SCRIPT}</script>`,
    )),
    ...(await handlersOn(page)),
    ...(await namesOutOfOrder(page)),
    ...(title === 'run' ? ['a script has run'] : []),
  ]
}

function handlersOn(page: Page): Promise<string[]> {
  return page
    .locator('*')
    .evaluateAll((all) =>
      all.flatMap((element) => element.getAttributeNames().filter((name) => name.startsWith('on'))),
    )
}

/** Names whose direction reaches out of them: what is written behind such a name stands before its end. */
function namesOutOfOrder(page: Page): Promise<string[]> {
  return page.locator('.name, .id').evaluateAll((names) =>
    names
      .filter((name) => {
        if (!name.nextSibling) return false
        const behind = document.createRange()
        behind.selectNode(name.nextSibling)
        const [next] = behind.getClientRects()
        const onItsLine = [...name.getClientRects()].filter(({ top }) => Math.abs(top - (next?.top ?? 0)) < 8)
        return next && onItsLine.some(({ right }) => next.left < right - 1)
      })
      .map((name) => `out of order: ${name.parentElement?.textContent}`),
  )
}

test('names are shown as they were written', async ({ open }) => {
  const page = await open({ baseURL: worker.url.origin })
  await page.goto('/rules/belowCost')
  const names = (await columnTexts(page, '商品')).map((name) => name.replace(/ *新增$/, '').trim())
  expect(names).toContain(MARKUP)
  expect(names).toContain(HOSTILE_NAMES.formula)
  // One that cannot be seen is none: there would be nothing to click.
  expect(names).toContain('（未命名）')
  expect(new Set(await columnTexts(page, '渠道')).size).toBe(1)
  await page.goto(`/?${new URLSearchParams({ store: STORE })}`)
  expect(await textOf(page.locator('.card .scope'))).toBe(STORE)
})

test('a file of them starts no formula', async ({ open }) => {
  const page = await open({ baseURL: worker.url.origin })
  await page.goto('/rules/belowCost')
  const href = await page.getByRole('link', { name: 'CSV' }).getAttribute('href')
  const text = await (await page.request.get(href ?? '')).text()
  expect(text).toContain('HYPERLINK')
  expect(text).not.toMatch(/(^|,)"?=HYPERLINK/m)
})
