import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import { demoCsv } from '../../scripts/demoData'
import { startWorker, type TestWorker } from '../harness'
import { personIn } from '../people'
import { barriers } from './axe'
import { DESKTOP, follow, NARROW, openDetails, PHONE, textOf } from './browser'
import { test } from './inBrowser'
import { misfits } from './overflow'

/** From an administrator's page to a manager's phone and back, where nothing can run: all of it is links and forms. */

const OWN = '演示·望湖店'
const OTHER = '演示·滨江店'
const ACCOUNT_PAGES = ['/me', '/people', '/audit', '/sign-in']

let worker: TestWorker
let admin: string
beforeAll(async () => {
  worker = await startWorker({ ACCESS_MODE: 'people' })
  await worker.importCsv([...demoCsv({ stores: 4, days: 20, lastDate: '2026-01-18' })].join(''))
})
beforeEach(async () => {
  admin = await (await personIn(worker.env, { name: '老板', role: 'admin' })).link()
})
afterAll(() => worker.close())

type Open = (options: BrowserContextOptions) => Promise<Page>

async function signedIn(open: Open, link: string, look: BrowserContextOptions = DESKTOP): Promise<Page> {
  const page = await open({ javaScriptEnabled: false, baseURL: worker.url.origin, ...look })
  await page.goto(link.startsWith('http') ? link : `/sign-in/${link}`)
  await follow(page.getByRole('button', { name: '登录' }))
  return page
}

/** Adds a manager on the admin's page, and reads the link off it. */
async function addManager(page: Page, name: string): Promise<string> {
  await page.goto('/people')
  await openDetails(page)
  const form = page.locator('form[action^="/people?"]')
  await form.getByLabel('姓名').fill(name)
  await form.getByLabel(OWN).check()
  await follow(form.getByRole('button'))
  return page.locator('input[readonly]').inputValue()
}

test('an admin adds a manager, whose phone opens in the own store and knows no other', async ({ open }) => {
  const desk = await signedIn(open, admin)
  const link = await addManager(desk, '望湖店长')
  const phone = await signedIn(open, link, PHONE)
  expect(new URL(phone.url()).searchParams.getAll('store')).toEqual([OWN])
  expect(await textOf(phone.locator('.card .scope'))).toBe(OWN)
  for (const path of ['/', '/status', '/me', `/?store=${encodeURIComponent(OTHER)}`]) {
    await phone.goto(path)
    const said = (await phone.content()).replaceAll(OTHER, path.includes('store') ? '' : OTHER)
    expect(said).not.toContain(OTHER)
    expect(said).not.toContain('演示·南塘店')
  }
  await phone.goto('/people')
  expect(await textOf(phone.locator('main'))).toContain('管理员')
})

test('the name of the page and the way back keep to the own store', async ({ open }) => {
  const phone = await signedIn(open, await addManager(await signedIn(open, admin), '望湖店长'), PHONE)
  await follow(phone.locator('.card .rule h3 a').first())
  expect(await textOf(phone.locator('main'))).not.toContain(OTHER)
  await follow(phone.locator('.back a'))
  expect(await textOf(phone.locator('.card .scope'))).toBe(OWN)
  await follow(phone.locator('.brand'))
  expect(await textOf(phone.locator('.card .scope'))).toBe(OWN)
})

test('who has several stores begins with all, and then with what he chose last', async ({ open }) => {
  const page = await signedIn(open, admin)
  expect(await textOf(page.locator('.card .scope'))).toContain('全部门店')
  const form = page.locator('.card .scope-form')
  await page.locator('.card .scope-menu > summary').click()
  await form.locator('select[name=store]').selectOption(OTHER)
  await follow(form.getByRole('button', { name: '查看', exact: true }))
  expect(new URL(page.url()).searchParams.has('chosen')).toBe(false)
  await page.goto(`/?store=${encodeURIComponent(OWN)}`)
  await page.goto('/')
  expect(await textOf(page.locator('.card .scope'))).toBe(OTHER)
  await page.locator('.card .scope-menu > summary').click()
  await form.locator('select[name=store]').selectOption('')
  await follow(form.getByRole('button', { name: '查看', exact: true }))
  await page.goto('/')
  expect(await textOf(page.locator('.card .scope'))).toContain('全部门店')
})

test('a device that an admin signs out is out with its next page', async ({ open }) => {
  const desk = await signedIn(open, admin)
  const phone = await signedIn(open, await addManager(desk, '望湖店长'), PHONE)
  await desk.goto('/people')
  await openDetails(desk)
  const entry = desk.locator('[id^=p]').filter({ hasText: '望湖店长' }).last()
  await follow(entry.getByRole('button', { name: '退出' }).first())
  await phone.goto('/')
  expect(await textOf(phone.locator('main'))).toContain('请向管理员要登录链接')
})

test('a link that is pasted whole signs in, and signing out ends it', async ({ open }) => {
  const link = await addManager(await signedIn(open, admin), '望湖店长')
  const page = await open({ javaScriptEnabled: false, baseURL: worker.url.origin, ...PHONE })
  await page.goto('/')
  await page.getByRole('textbox').fill(`店长你好，这是你的链接：${link} 请点开`)
  await follow(page.getByRole('button', { name: '登录' }))
  expect(await textOf(page.locator('.card .scope'))).toBe(OWN)
  await page.goto('/me')
  await follow(page.getByRole('button', { name: '退出登录' }))
  await page.goto('/me')
  expect(await textOf(page.locator('main'))).toContain('请向管理员要登录链接')
})

const LOOKS: [name: string, look: BrowserContextOptions][] = [
  ['in Chinese on a desktop', { ...DESKTOP, bypassCSP: true }],
  ['in English on a phone', { ...PHONE, locale: 'en-US', bypassCSP: true }],
]

test.for(LOOKS)('the pages for people have no barrier %s', async ([, look], { open }) => {
  await addManager(await signedIn(open, admin), '望湖店长')
  const page = await open({ baseURL: worker.url.origin, ...look })
  await page.goto(`/sign-in/${admin}`)
  expect(await barriers(page)).toEqual([])
  await follow(page.locator('form[action^="/sign-in"] button'))
  for (const path of [...ACCOUNT_PAGES, '/people?edit=1']) {
    await page.goto(path)
    expect(await barriers(page), path).toEqual([])
  }
})

test.for([
  ['320', NARROW],
  ['390', PHONE],
  ['1280', DESKTOP],
] as const)('the pages for people fit a screen of %s pixels, with long names', async ([, look], { open }) => {
  await addManager(await signedIn(open, admin), '名字很长很长的一位店长'.repeat(5))
  const page = await signedIn(open, admin, look)
  for (const path of [...ACCOUNT_PAGES, '/people?edit=1']) {
    for (const lang of ['zh', 'en']) {
      await page.goto(`${path}${path.includes('?') ? '&' : '?'}lang=${lang}`)
      expect(await misfits(page), `${path} ${lang}`).toEqual([])
    }
  }
})
