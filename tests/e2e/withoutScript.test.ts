import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { follow, textOf } from './browser'
import { test as base } from './inBrowser'

/** The page where nothing can run: all that it does is links and forms. */

const test = base.extend('page', ({ open }) => open({ javaScriptEnabled: false }))
/** In the order of the form. */
const STORES = ['演示·望湖店', '演示·滨江店']
const storesAsked = (page: Page) => new URL(page.url()).searchParams.getAll('store').filter(Boolean)

test('shows the card, and nothing of its skeleton', async ({ page }) => {
  await page.goto('/')
  expect(await page.locator('.card .rule').count()).toBe(12)
  expect(await page.locator('.card .kpis').isVisible()).toBe(true)
  expect(await page.locator('.skeleton').isVisible()).toBe(false)
})

test('one store is chosen by the form, and all of them again', async ({ page }) => {
  await page.goto('/')
  const ofAll = await textOf(page.locator('.card .kpis'))
  const form = page.locator('.card .scope-form')
  await page.locator('.card .scope-menu > summary').click()
  await form.locator('select[name=store]').selectOption('演示·望湖店')
  await follow(form.getByRole('button', { name: '查看', exact: true }))
  expect(await textOf(page.locator('.card .scope'))).toBe('演示·望湖店')
  expect(await textOf(page.locator('.card .kpis'))).not.toBe(ofAll)
  await page.locator('.card .scope-menu > summary').click()
  await form.locator('select[name=store]').selectOption('')
  await follow(form.getByRole('button', { name: '查看', exact: true }))
  expect(await textOf(page.locator('.card .kpis'))).toBe(ofAll)
})

test('several stores are ticked, shown together, and kept when the day changes', async ({ page }) => {
  await page.goto('/')
  const several = page.locator('.card .several')
  await page.locator('.card .scope-menu > summary').click()
  await several.locator('summary').click()
  for (const store of STORES) await several.getByLabel(store).check()
  await follow(several.getByRole('button', { name: '查看所选' }))
  expect(storesAsked(page)).toEqual(STORES)
  expect(await textOf(page.locator('.card .scope'))).toContain('等 2 家')
  await follow(page.locator('.card').getByRole('link', { name: '前一天' }))
  expect(storesAsked(page)).toEqual(STORES)
})

test('several stores that are shown stay ticked when the form is sent again', async ({ page }) => {
  await page.goto(`/?${new URLSearchParams(STORES.map((store) => ['store', store]))}`)
  const form = page.locator('.card .scope-form')
  await page.locator('.card .scope-menu > summary').click()
  await form.locator('input[type=date]').fill('2026-01-16')
  await follow(form.getByRole('button', { name: '查看', exact: true }))
  expect(await page.locator('.card .day time').getAttribute('datetime')).toBe('2026-01-16')
  expect(storesAsked(page)).toEqual(STORES)
})

test('a date is chosen by the form, and the latest is one click away', async ({ page }) => {
  await page.goto('/')
  const form = page.locator('.card .scope-form')
  await page.locator('.card .scope-menu > summary').click()
  await form.locator('input[type=date]').fill('2026-01-10')
  await follow(form.getByRole('button', { name: '查看', exact: true }))
  const [day, head] = [page.locator('.card .day'), page.locator('.card .page-head')]
  expect(await textOf(day.locator('time'))).toBe('2026年1月10日 周六')
  await follow(head.getByRole('link', { name: '后一天' }))
  expect(await textOf(day.locator('time'))).toBe('2026年1月11日 周日')
  await follow(head.getByRole('link', { name: '回到最新' }))
  expect(await textOf(day.locator('time'))).toBe('2026年1月18日 周日')
})

test('a channel is chosen by the form: its orders are as many as the form said', async ({ page }) => {
  await page.goto('/')
  await page.locator('.card .scope-menu > summary').click()
  const channel = page.locator('.card select[name=channel]')
  const [, orders = ''] = /^饿了么 ([\d,]+) 单$/.exec(await optionText(channel, '饿了么')) ?? []
  await channel.selectOption('饿了么')
  await follow(page.getByRole('button', { name: '查看', exact: true }))
  expect(await textOf(page.locator('.card .only-channel'))).toContain('只看 饿了么')
  const kpi = await textOf(page.locator('.card .kpis > div').first())
  const [valid, invalid] = [/订单数 ([\d,]+)/, /无效订单 (\d+)/].map((text) => Number(text.exec(kpi)?.[1]))
  expect((valid ?? 0) + (invalid ?? 0)).toBe(Number(orders))
  await follow(page.getByRole('link', { name: '看全部渠道' }))
  expect(await page.locator('.card .only-channel').count()).toBe(0)

  async function optionText(select: typeof channel, value: string): Promise<string> {
    return (await select.locator(`option[value="${value}"]`).textContent()) ?? ''
  }
})

test('the language is switched and kept, with store and date', async ({ page }) => {
  await page.goto(`/?${new URLSearchParams({ store: '演示·望湖店', date: '2026-01-17' })}`)
  expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN')
  await follow(page.getByRole('link', { name: 'English' }))
  expect(await page.locator('html').getAttribute('lang')).toBe('en')
  expect(await textOf(page.locator('.card .scope'))).toBe('演示·望湖店')
  expect(await textOf(page.locator('.card .day time'))).toBe('Sat 17 Jan 2026')
  await follow(page.locator('.card .rule-topProfit h3 a'))
  expect(await page.locator('html').getAttribute('lang')).toBe('en')
  await follow(page.getByRole('link', { name: '中文' }))
  expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN')
})
