import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import { demoCsv } from '../../scripts/demoData'
import { addDays } from '../../src/diagnosis/businessDate'
import { dailyOrders, exportFile } from '../exportFile'
import { startWorker, type TestWorker } from '../harness'
import { personIn } from '../people'
import { barriers } from './axe'
import { DESKTOP, follow, NARROW, openDetails, PHONE, textOf } from './browser'
import { test } from './inBrowser'
import { misfits } from './overflow'

/** What was imported is looked at, taken back and mended where nothing can run: all of it is links and forms. */

const HOUR_MS = 3_600_000
/** Of the shops' clock. */
const YESTERDAY = addDays(new Date(Date.now() + 8 * HOUR_MS).toISOString().slice(0, 10), -1)
const LACKING = '演示·滨江店'

let worker: TestWorker
let operator: string
beforeAll(async () => {
  worker = await startWorker({ ACCESS_MODE: 'people' })
  await worker.importCsv([...demoCsv({ stores: 3, days: 12, lastDate: YESTERDAY })].join(''))
})
beforeEach(async () => {
  operator = await (await personIn(worker.env, { name: '运营小李', role: 'operator' })).link()
})
afterAll(() => worker.close())

type Open = (options: BrowserContextOptions) => Promise<Page>

async function signedIn(open: Open, look: BrowserContextOptions = DESKTOP): Promise<Page> {
  const page = await open({ javaScriptEnabled: false, baseURL: worker.url.origin, ...look })
  await page.goto(`/sign-in/${operator}`)
  await follow(page.locator('form[action^="/sign-in"] button'))
  return page
}

/** Imports a store's orders of some days up to yesterday, one a day. */
async function importDays(store: string, days: number): Promise<void> {
  const imported = await worker.importCsv(exportFile(dailyOrders(store, days, YESTERDAY)))
  expect(imported.status).toBe(200)
}

/** The stores that the reader finds in the status, in a row. */
async function storesInStatus(page: Page): Promise<string> {
  await page.goto('/status')
  return textOf(page.locator('.card > .block').first())
}

test('an import is taken back and done again by clicking', async ({ open }) => {
  await importDays('撤销店', 2)
  const page = await signedIn(open)
  await page.goto('/me')
  await follow(page.getByRole('link', { name: '导入记录' }))
  await follow(page.locator('.imports tbody tr').first().getByRole('link').first())
  await follow(page.getByRole('link', { name: '撤销这次导入' }))
  expect(await textOf(page.locator('.plan'))).toContain('2 单会移除')
  await follow(page.getByRole('button', { name: '撤销这次导入' }))
  expect(await textOf(page.locator('[role="status"]'))).toContain('2 单移除了')
  expect(await storesInStatus(page)).not.toContain('撤销店')

  await page.goto('/imports')
  await follow(page.locator('.imports tbody tr').first().getByRole('link').first())
  await follow(page.getByRole('link', { name: '恢复：撤销这次撤销' }))
  await follow(page.getByRole('button', { name: '恢复：撤销这次撤销' }))
  expect(await textOf(page.locator('[role="status"]'))).toContain('恢复好了')
  expect(await storesInStatus(page)).toContain('撤销店')
})

test('a day that is removed is a hole, which says what to export', async ({ open }) => {
  const page = await signedIn(open, PHONE)
  await page.goto('/stores')
  await follow(page.getByRole('link', { name: `修改 ${LACKING}` }))
  await page.getByText('移除一天的订单').click()
  const form = page.locator('form[action$="/remove-day"]')
  await form.getByLabel('哪一天').fill(YESTERDAY)
  await follow(form.getByRole('button'))
  expect(await textOf(page.locator('.plan'))).toMatch(/的 \d+ 单会移除/)
  await follow(page.getByRole('button', { name: '确认移除这一天' }))
  expect(await textOf(page.locator('[role="status"]'))).toContain('完成了')

  await page.goto('/')
  expect(await textOf(page.locator('.card .absent'))).toContain(LACKING)
  await follow(page.getByRole('link', { name: '看哪天缺、怎么补' }))
  const store = page.locator('.coverage tbody tr').first()
  expect(await textOf(store.locator('th'))).toContain('缺 1 天')
  await follow(store.locator('a.missing'))
  expect(await textOf(page.locator('.chosen-day'))).toContain('再导出一份')
  expect(await page.locator('.chosen-day a[href^="/import?"]').count()).toBe(1)
  expect(await storesInStatus(page)).toContain('缺 1 天')
})

test('a store is renamed, and its name taken back', async ({ open }) => {
  await importDays('旧名店', 2)
  const page = await signedIn(open)
  await page.goto('/stores')
  await follow(page.getByRole('link', { name: '修改 旧名店' }))
  await page.getByText('改名', { exact: true }).click()
  await page.getByLabel('新名称').fill('新名店')
  await follow(page.locator('form[action$="/rename"] button'))
  expect(await textOf(page.locator('.plan'))).toContain('旧名店 → 新名店')
  await follow(page.getByRole('button', { name: '确认改名' }))
  expect(await storesInStatus(page)).toContain('新名店')
  await page.goto('/imports')
  await follow(page.locator('.imports tbody tr').first().getByRole('link').first())
  await follow(page.getByRole('link', { name: '撤销：改回原来的名称' }))
  await follow(page.getByRole('button', { name: '撤销：改回原来的名称' }))
  expect(await storesInStatus(page)).toContain('旧名店')
})

const PAGES = [
  '/imports',
  '/imports/1',
  '/imports/1/undo',
  '/coverage',
  `/coverage?${new URLSearchParams({ store: LACKING, date: addDays(YESTERDAY, 1) })}`,
  '/stores',
  '/stores/1',
  '/stores/1/rename?to=new',
  '/stores/1/remove',
  '/status',
]

const LOOKS: [name: string, look: BrowserContextOptions][] = [
  ['in Chinese on a desktop', { ...DESKTOP, bypassCSP: true }],
  ['in English on a phone', { ...PHONE, locale: 'en-US', bypassCSP: true }],
]

test.for(LOOKS)(
  'the pages of imports, coverage and stores have no barrier %s',
  async ([, look], { open }) => {
    const page = await signedIn(open, { ...look, javaScriptEnabled: true })
    for (const path of PAGES) {
      await page.goto(path)
      expect(await barriers(page), path).toEqual([])
    }
  },
)

test.for([
  ['320', NARROW],
  ['390', PHONE],
  ['1280', DESKTOP],
] as const)('they fit a screen of %s pixels, with long names', async ([width, look], { open }) => {
  await importDays('名字很长很长的一家门店'.repeat(5), 30)
  const page = await signedIn(open, look)
  for (const path of PAGES) {
    for (const lang of ['zh', 'en']) {
      const response = await page.goto(`${path}${path.includes('?') ? '&' : '?'}lang=${lang}`)
      expect(response?.status(), path).toBe(200)
      await picture(page, `${path.replaceAll(/[/?=]/g, '-').slice(1, 24)}.${width}.${lang}`)
      await openDetails(page)
      expect(await misfits(page), `${path} ${lang}`).toEqual([])
    }
  }
})

/** For people to look at. */
async function picture(page: Page, name: string): Promise<void> {
  const { PICTURES } = process.env
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: true })
}
