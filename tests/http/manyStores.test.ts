import { beforeAll, describe, expect, test } from 'vitest'
import { refresh } from '../../src/cards/refresh'
import { MAX_LISTED_STORES, MAX_MATCHING_STORES } from '../../src/limits'
import { addClosedStores } from '../closedStores'
import { dailyOrders, exportFile } from '../exportFile'
import { sharedWorker, type TestWorker } from '../harness'
import { attributes, expectWellFormed, hrefs, select, texts, visibleText } from '../html'
import { cookieIn, form, type Isolate, openIsolate } from '../isolate'
import { personIn } from '../people'
import { testServices } from '../services'

/** Pages of a chain that has more stores than a page lets choose from. Nothing here needs a script. */

const CRON = { trigger: 'cron', cron: null, scheduledAt: new Date() } as const
const OTHERS = MAX_LISTED_STORES + 100
const OTHER = '加盟店'
const FOREIGN = '秘密店'
const LANGS = ['zh', 'en'] as const

let worker: TestWorker
beforeAll(async () => {
  worker = await sharedWorker()
  await worker.importCsv(exportFile(['江南店', '江北店', FOREIGN].flatMap((store) => dailyOrders(store, 3))))
  await addClosedStores(worker.env.DB, OTHERS, OTHER)
  await refresh(testServices(worker.env).services, CRON)
})

const query = (fields: Record<string, string>) => new URLSearchParams(fields).toString()
const inPublic = () => openIsolate(worker.env, { accessMode: 'public' })

async function pageOf(isolate: Isolate, path: string, headers: Record<string, string> = {}): Promise<string> {
  const response = await isolate.ask(path, { headers })
  const html = await response.text()
  await isolate.settle()
  expect(response.status, path).toBeLessThan(500)
  expect(html, path).not.toContain('data-unavailable')
  if (!path.startsWith('/api/')) expectWellFormed(html)
  return html
}

/** Names of other stores that a page says. */
const othersOn = (html: string) => new Set(html.match(new RegExp(`${OTHER}\\d+`, 'g'))).size

describe.each(LANGS)('in the language %s, a store is typed', (lang) => {
  test.each([
    ['the page of all stores', '/', { store: '' }],
    ['the page of a store', '/', { store: '江南店' }],
    ['a list', '/rules/slowMoving', { store: '江南店' }],
    ['a list of too many stores', '/rules/slowMoving', {}],
    ['the search', '/search', { store: '江南店' }],
    ['the coverage of a store', '/coverage', { store: '江南店' }],
  ])('on %s', async (_, path, asked) => {
    const html = await pageOf(inPublic(), `${path}?${query({ ...asked, lang })}`)
    expect(select(html, 'select[name="store"]').length).toBe(0)
    const field = select(html, 'form input[type="text"][name="store"]')
    expect(field.length).toBe(1)
    expect(field.attr('value')).toBe('store' in asked ? asked.store : '')
    expect(field.attr('placeholder')).toMatch(lang === 'zh' ? /店名/ : /part of/)
    // Those without orders on the day: the first of them, and how many there are.
    expect(othersOn(html)).toBeLessThan(30)
  })

  test.each(['/', '/rules/slowMoving', '/search', '/coverage'])(
    'and a part of a name is answered on %s with some stores that it may mean',
    async (path) => {
      const html = await pageOf(inPublic(), `${path}?${query({ store: OTHER, lang })}`)
      expect(visibleText(html)).toContain(lang === 'zh' ? '是哪一家？' : 'Which store?')
      expect(visibleText(html)).toContain(String(OTHERS))
      const links = texts(html, '.matching-stores a')
      expect(links).toHaveLength(MAX_MATCHING_STORES)
      expect(othersOn(html)).toBe(MAX_MATCHING_STORES)
      const [first = ''] = attributes(html, '.matching-stores a', 'href')
      expect(new URL(first ?? '', 'http://localhost').searchParams.get('store')).toBe(links[0])
    },
  )

  test.each(['/', '/rules/slowMoving', '/search', '/coverage'])(
    'and what is in no name is told so on %s',
    async (path) => {
      const html = await pageOf(inPublic(), `${path}?${query({ store: '没有的', lang })}`)
      expect(visibleText(html)).toContain(lang === 'zh' ? '没有这家门店' : 'No such store')
      expect(select(html, '.matching-stores a').length).toBe(0)
      expect(select(html, 'input[type="text"][name="store"]').length).toBe(1)
    },
  )

  test('to look at its coverage; else those whose orders end earliest are shown, and how many there are', async () => {
    const html = await pageOf(inPublic(), `/coverage?${query({ lang })}`)
    expect(othersOn(html)).toBeLessThanOrEqual(100)
    expect(visibleText(html)).toContain(String(OTHERS + 3))
    const one = await pageOf(inPublic(), `/coverage?${query({ store: '江北店', lang })}`)
    expect(texts(one, 'table.coverage tbody tr')).toHaveLength(1)
  })

  test('and the status lists some of the stores, and counts all', async () => {
    const html = await pageOf(inPublic(), `/status?${query({ lang })}`)
    expect(select(html, 'tbody tr').length).toBeLessThanOrEqual(2 * MAX_LISTED_STORES + 20)
    expect(visibleText(html)).toContain(String(OTHERS + 3))
  })

  test('to find it among those that can be changed', async () => {
    const operator = openIsolate(worker.env)
    const headers = await (await personIn(worker.env, { role: 'operator' })).device()
    const all = await pageOf(operator, `/stores?${query({ lang })}`, headers)
    expect(select(all, '.stores li').length).toBe(100)
    expect(visibleText(all)).toContain(String(OTHERS + 3))
    const found = await pageOf(operator, `/stores?${query({ q: '江', lang })}`, headers)
    expect(texts(found, '.stores .store-name')).toEqual(['江北店', '江南店'])
    const none = await pageOf(operator, `/stores?${query({ q: '没有的', lang })}`, headers)
    expect(visibleText(none)).toContain(lang === 'zh' ? '没有店名里有这几个字的门店' : 'No store has this')
  })
})

test('a part of a name that one store alone has leads to it, and is kept as its name', async () => {
  const isolate = inPublic()
  await pageOf(isolate, '/?store=')
  const response = await isolate.ask(`/?${query({ chosen: '1', store: '江南', lang: 'zh' })}`)
  expect(response.status).toBe(302)
  expect(new URL(response.headers.get('location') ?? '', 'http://localhost').searchParams.get('store')).toBe(
    '江南店',
  )
  expect(decodeURIComponent(cookieIn(response, 'stores') ?? '')).toContain('江南店')
})

test('a store that is offered takes the place of what was typed, and others that were asked for stay', async () => {
  const html = await pageOf(inPublic(), '/?store=江南店&store=江北')
  expect(attributes(html, '.matching-stores a', 'href')).toHaveLength(1)
  const [href = ''] = attributes(html, '.matching-stores a', 'href')
  const asked = new URL(href ?? '', 'http://localhost').searchParams
  expect(asked.getAll('store')).toEqual(['江南店', '江北店'])
})

test('an order of a part of a name offers the same order of the stores that it may mean', async () => {
  const html = await pageOf(inPublic(), `/order?${query({ store: '江', id: 'x', lang: 'zh' })}`)
  const addresses = hrefs(select(html, '.matching-stores')).map((href) => new URL(href, 'http://localhost'))
  expect(
    addresses.map(({ pathname, searchParams }) => [
      pathname,
      searchParams.get('store'),
      searchParams.get('id'),
    ]),
  ).toEqual([
    ['/order', '江北店', 'x'],
    ['/order', '江南店', 'x'],
  ])
})

describe('a person', () => {
  const names = (count: number) => Array.from({ length: count }, (_, i) => `${OTHER}${i + 1}`)
  const PATHS = [
    '/',
    '/rules/slowMoving',
    '/search',
    '/coverage',
    '/status',
    '/order',
    '/product',
    '/stores',
    '/api/status',
    '/api/diagnosis',
  ]

  test('of few stores chooses among them, and never gets the name of another one', async () => {
    const own = ['江南店', '江北店', `${OTHER}1`]
    const person = await personIn(worker.env, { role: 'operator', stores: own })
    const headers = await person.device()
    const isolate = openIsolate(worker.env)
    // Somebody else’s visit has the isolate know all stores.
    await pageOf(isolate, '/?store=', await (await personIn(worker.env)).device())
    const html = await pageOf(isolate, '/?store=', headers)
    expect(texts(html, 'form.scope-form select[name="store"] option').slice(1)).toEqual(
      own.toSorted((a, b) => (a < b ? -1 : 1)),
    )
    for (const path of PATHS) {
      for (const store of ['', '店', OTHER, FOREIGN, '秘密']) {
        const page = await pageOf(isolate, `${path}?${query({ store, q: '店', id: '1' })}`, headers)
        const typed = page.replaceAll(/value="[^"]*"|href="[^"]*"/g, '')
        expect(othersOn(page), `${path} ${store}`).toBeLessThanOrEqual(1)
        if (store !== FOREIGN) expect(typed, `${path} ${store}`).not.toContain(FOREIGN)
      }
    }
  })

  test('of many stores is offered his own alone', async () => {
    const person = await personIn(worker.env, { stores: names(MAX_LISTED_STORES + 1) })
    const headers = await person.device()
    const isolate = openIsolate(worker.env)
    await pageOf(isolate, '/?store=', await (await personIn(worker.env)).device())
    const foreign = await pageOf(isolate, `/?${query({ store: '秘密' })}`, headers)
    expect(visibleText(foreign)).toContain('没有这家门店')
    expect(foreign).not.toContain(FOREIGN)
    const own = await pageOf(isolate, `/?${query({ store: OTHER })}`, headers)
    expect(visibleText(own)).toContain(String(MAX_LISTED_STORES + 1))
    const none = await pageOf(isolate, `/?${query({ store: `${OTHER}${OTHERS}` })}`, headers)
    expect(select(none, '.matching-stores a').length).toBe(0)
    const chosen = await isolate.ask(`/?${query({ chosen: '1', store: '秘密' })}`, { headers })
    expect(decodeURIComponent(chosen.headers.get('location') ?? '')).not.toContain(FOREIGN)
  })
})

describe('for an admin', () => {
  const asAdmin = async () => {
    const isolate = openIsolate(worker.env)
    return { isolate, headers: await (await personIn(worker.env, { role: 'admin' })).device() }
  }

  test.each(LANGS)('stores of a person are typed, one a line: %s', async (lang) => {
    const { isolate, headers } = await asAdmin()
    const html = await pageOf(isolate, `/people?${query({ lang })}`, headers)
    expect(select(html, '[type="checkbox"][name="store"]').length).toBe(0)
    expect(select(html, 'textarea[name="stores"]').length).toBe(1)
    expect(othersOn(select(html, 'form.person-form').text())).toBe(0)
  })

  test('what is no store’s name is refused, with what it may mean', async () => {
    const { isolate, headers } = await asAdmin()
    const fields = { name: '李店长', role: 'viewer', scope: 'some', stores: '江南店\r\n江\n' }
    const refused = await isolate.ask('/people?lang=zh', form(fields, headers))
    expect(refused.status).toBe(400)
    const html = await refused.text()
    expect(select(html, 'textarea[name="stores"]').text()).toBe('江南店\n江')
    expect(visibleText(html)).toContain('店名里有这几个字的（2 家）： 江北店 、 江南店')
    const added = await isolate.ask(
      '/people?lang=zh',
      form({ ...fields, stores: '江南店\r\n\r\n江北店' }, headers),
    )
    expect(added.status).toBe(303)
    const { results } = await worker.env.DB.prepare(
      "SELECT stores.name FROM person_stores JOIN stores ON stores.id = store_id JOIN people ON people.id = person_id WHERE people.name = '李店长' ORDER BY stores.name",
    ).all<{ name: string }>()
    expect(results.map(({ name }) => name)).toEqual(['江北店', '江南店'])
  })

  test('the store that another one is merged into is typed', async () => {
    const { isolate, headers } = await asAdmin()
    const { id } = (await worker.env.DB.prepare("SELECT id FROM stores WHERE name = '江南店'").first<{
      id: number
    }>()) ?? { id: 0 }
    const open = await pageOf(isolate, `/stores/${id}?lang=zh`, headers)
    expect(othersOn(open)).toBe(0)
    const unclear = await pageOf(
      isolate,
      `/stores/${id}/merge?${query({ intoName: '江', lang: 'zh' })}`,
      headers,
    )
    expect(texts(unclear, 'select[name="into"] option')).toEqual(['请选择', '江北店'])
    const planned = await pageOf(
      isolate,
      `/stores/${id}/merge?${query({ intoName: '江北店', lang: 'zh' })}`,
      headers,
    )
    expect(visibleText(planned)).toContain('江北店')
    expect(select(planned, 'input[type="hidden"][name="into"]').length).toBe(1)
  })
})
