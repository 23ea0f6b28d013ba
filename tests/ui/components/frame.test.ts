import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { RuleName } from '../../../src/diagnosis/rules/index'
import { renderListBody, renderListShell } from '../../../src/ui/list/listPage'
import { renderOrderBody, renderOrderShell } from '../../../src/ui/order/orderPage'
import type { DetailProblem } from '../../../src/ui/problem'
import { renderProductBody, renderProductShell } from '../../../src/ui/product/productPage'
import { renderStatusBody, renderStatusShell } from '../../../src/ui/status/statusPage'
import {
  addressOf,
  attributes,
  expectNothingForbidden,
  expectOwnDirection,
  expectWellFormed,
  link,
  select,
  texts,
  visibleText,
} from '../../html'
import {
  DIRECTORY,
  freshnessOf,
  HOSTILE,
  listOf,
  listTarget,
  ORDER,
  ORDER_TARGET,
  PRODUCT,
  PRODUCT_TARGET,
  RULE_NAMES,
  rowOf,
  STATUS_TARGET,
  STORE,
  SYSTEM,
  shellOf,
  storeOf,
} from '../pageFixtures'

const FIRST_CHUNK_LIMIT_BYTES = 14 * 1024

/** Each page, whole, or with a problem in its place. */
function pagesOf(
  lang: 'zh' | 'en',
  problem?: DetailProblem,
): Record<string, { shell: string; body: string }> {
  const list = shellOf(listTarget('belowCost'), lang)
  const order = shellOf(ORDER_TARGET, lang)
  const product = shellOf(PRODUCT_TARGET, lang)
  const status = shellOf(STATUS_TARGET, lang)
  const ready = { status: 'ready' } as const
  return {
    list: {
      shell: renderListShell(list),
      body: renderListBody(problem ?? { ...ready, list: listOf('belowCost'), directory: DIRECTORY }, list),
    },
    order: {
      shell: renderOrderShell(order),
      body: renderOrderBody(problem ?? { ...ready, order: ORDER, origin: null }, order),
    },
    product: {
      shell: renderProductShell(product),
      body: renderProductBody(problem ?? { ...ready, product: PRODUCT }, product),
    },
    status: {
      shell: renderStatusShell(status),
      body: renderStatusBody(problem ?? { ...ready, system: SYSTEM, mayImport: true }, status),
    },
  }
}

const PAGES = ['list', 'order', 'product', 'status'] as const

describe.each(PAGES)('the page of a %s', (page) => {
  it.each(['zh', 'en'] as const)(
    'begins with a shell that fits into the first packets of a connection: %s',
    (lang) => {
      expect(gzipSync(pagesOf(lang)[page]?.shell ?? '').length).toBeLessThanOrEqual(FIRST_CHUNK_LIMIT_BYTES)
    },
  )

  it('is one document in two pieces, in both languages', () => {
    for (const lang of ['zh', 'en'] as const) {
      const { shell = '', body = '' } = pagesOf(lang)[page] ?? {}
      expectWellFormed(shell + body)
      expect(select(shell, 'html').attr('lang')).toBe(lang === 'zh' ? 'zh-CN' : 'en')
    }
  })

  it('hides its skeleton behind what follows it, without a script', () => {
    const { shell = '', body = '' } = pagesOf('zh')[page] ?? {}
    // Siblings: all of them stand in <main> itself.
    expect(select(shell + body, 'main > .back ~ .skeleton ~ style ~ .card').length).toBe(1)
    expect(select(shell + body, 'main > style').text()).toBe('.skeleton{display:none}')
    expect(select(body, '.skeleton').length).toBe(0)
    // Nothing that takes the focus stands where nobody hears it.
    expect(select(shell, '.skeleton [aria-hidden="true"]').length).toBeGreaterThan(0)
    expect(select(shell, '[aria-hidden="true"]').find('a, button, input, select').length).toBe(0)
  })

  it('holds nothing that a strict policy forbids', () => {
    const { shell = '', body = '' } = pagesOf('zh')[page] ?? {}
    expectNothingForbidden(shell + body)
    expect(select(shell + body, 'style').length).toBe(2)
  })

  it('leads to itself in the other language', () => {
    const path = { list: '/rules/belowCost', order: '/order', product: '/product', status: '/status' }[page]
    const { pathname, searchParams } = addressOf(link(pagesOf('zh')[page]?.shell ?? '', 'EN English'))
    expect(pathname).toBe(path)
    expect(searchParams.get('lang')).toBe('en')
    if (page !== 'status') expect(searchParams.get('store')).toBe(STORE)
  })

  it('says why there is nothing to show', () => {
    const problems: [DetailProblem, string][] = [
      [{ status: 'noData' }, '还没有订单数据'],
      [{ status: 'noStores' }, '请问管理员：哪些门店归你看'],
      [{ status: 'limited', retryAfterSeconds: 42 }, '请等 42 秒，再重新加载'],
      [{ status: 'badRequest', code: 'unreadableDate' }, '看不懂这个日期'],
      [{ status: 'unavailable', reason: 'database', reference: 'ab12' }, 'ab12'],
      [{ status: 'unknownStore', stores: ['不存在'], directory: DIRECTORY }, '没有这家门店'],
      [{ status: 'notFound', what: 'order' }, '没有这个订单'],
      [{ status: 'notFound', what: 'product' }, '没有这个商品'],
    ]
    for (const [problem, words] of problems) {
      const { shell = '', body = '' } = pagesOf('zh', problem)[page] ?? {}
      expectWellFormed(shell + body)
      expect(visibleText(body)).toContain(words)
    }
  })

  it.each<DetailProblem>([
    { status: 'unavailable', reason: 'timeout', reference: 'x' },
    { status: 'limited', retryAfterSeconds: 60 },
    { status: 'noStores' },
  ])('offers itself again where it may be there later: $status', (problem) => {
    const { body = '' } = pagesOf('zh', problem)[page] ?? {}
    const path = { list: '/rules/belowCost', order: '/order', product: '/product', status: '/status' }[page]
    expect(addressOf(select(body, 'a.button')).pathname).toBe(path)
  })

  it('leads by its name to the latest day of its stores', () => {
    const { pathname, searchParams } = addressOf(select(pagesOf('zh')[page]?.shell ?? '', 'a.brand'))
    expect(pathname).toBe('/')
    expect(searchParams.getAll('store')).toEqual(page === 'status' ? [] : [STORE])
    expect(searchParams.has('date')).toBe(false)
  })

  it('leads to the reader’s own page', () => {
    expect(link(pagesOf('en')[page]?.shell ?? '', 'Me').attr('href')).toBe('/me?lang=en')
  })
})

describe('a page of an unknown store', () => {
  it('offers the same page of a store that there is', () => {
    const { body = '' } =
      pagesOf('zh', { status: 'unknownStore', stores: ['无'], directory: DIRECTORY }).product ?? {}
    const form = select(body, 'form.picker')
    expect(form.attr()).toMatchObject({ method: 'get', action: '/product' })
    expect(attributes(form, 'input[type="hidden"][name="id"]', 'value')).toEqual(['144'])
    expect(select(form, '[name="store"]').is('select')).toBe(true)
    expect(attributes(form, '[name="store"] option', 'value')).toEqual(DIRECTORY.map(({ store }) => store))
  })
})

describe('a list of a reader’s one store', () => {
  it('names it, and speaks of no others', () => {
    const directory = DIRECTORY.slice(1)
    const shell = shellOf(listTarget('belowCost', {}, { stores: [] }))
    const body = renderListBody({ status: 'ready', list: listOf('belowCost'), directory }, shell)
    expect(texts(body, '.about > :first-child')).toEqual([STORE])
    expect(attributes(body, '[name="store"] option', 'value')).toEqual([STORE])
    expect(visibleText(body)).not.toContain('全部门店')
  })
})

describe('a list of more stores than it goes through', () => {
  it('says how many it takes, and offers itself of one of them', () => {
    const { body = '' } =
      pagesOf('zh', { status: 'tooManyStores', most: 60, directory: DIRECTORY }).list ?? {}
    expect(visibleText(body)).toContain('最多看 60 家门店')
    const form = select(body, 'form.picker')
    expect(form.attr()).toMatchObject({ method: 'get', action: '/rules/belowCost' })
    expect(attributes(form, 'option', 'value')).toEqual(DIRECTORY.map(({ store }) => store))
  })
})

describe('the shell of a list', () => {
  it('names its rule, its store and its day before anything is read', () => {
    for (const rule of RULE_NAMES) {
      const text = visibleText(renderListShell(shellOf(listTarget(rule), 'en')))
      expect(text).toContain('示例门店21')
      expect(text).toContain('Sun 18 Jan 2026')
      expect(text).not.toContain('¥1')
    }
  })

  it('leads back to the main page of the same stores and day, and of its one channel', () => {
    const back = (query: Parameters<typeof listTarget>[1], rule: RuleName = 'lossOrders') =>
      select(renderListShell(shellOf(listTarget(rule, query, { stores: ['甲'] }))), '.back a').attr('href')
    expect(back({})).toBe('/?store=%E7%94%B2&date=2026-01-18&lang=zh')
    expect(back({ channels: ['乙'] })).toContain('channel=%E4%B9%99')
    expect(back({ channels: ['乙', '丙'] })).not.toContain('channel')
    // The cards of products look at all channels.
    expect(back({ channels: ['乙'] }, 'stockouts')).not.toContain('channel')
  })
})

describe('names that anybody may have written', () => {
  const name = { kind: 'text', text: HOSTILE } as const
  const row = rowOf(
    {
      product: { kind: 'product', productId: 1, name: HOSTILE },
      order: { kind: 'order', orderId: HOSTILE },
      store: name,
      channel: name,
      category: name,
    },
    { store: HOSTILE },
  )
  const directory = [{ store: HOSTILE, firstDate: '2026-01-01', lastDate: '2026-01-18' }]
  const target = listTarget(
    'belowCost',
    { search: HOSTILE, channels: [HOSTILE], categories: [HOSTILE] },
    { stores: [HOSTILE] },
  )
  const list = listOf('lossOrders', {
    rows: [row],
    columns: ['product', 'order', 'store', 'channel', 'category'],
    choices: { channels: [HOSTILE], categories: [HOSTILE] },
    storesWithoutData: [HOSTILE],
    storesWithoutOrders: [HOSTILE],
    subjects: 1,
    known: true,
    daysOverlap: false,
    orderProducts: [
      {
        store: HOSTILE,
        productKey: HOSTILE,
        productId: 1,
        name: HOSTILE,
        orders: 1,
        quantityMilli: 1000,
        revenueFen: 1,
        grossProfitFen: 1,
      },
    ],
  })
  const line = { ...ORDER.lines[0], name: HOSTILE, category: HOSTILE } as (typeof ORDER)['lines'][number]
  const failures = [{ store: HOSTILE, error: HOSTILE }]
  const pages = {
    list: () => {
      const shell = shellOf(target)
      return renderListShell(shell) + renderListBody({ status: 'ready', list, directory }, shell)
    },
    order: () => {
      const shell = shellOf({ ...ORDER_TARGET, store: HOSTILE, orderId: HOSTILE, from: [HOSTILE, STORE] })
      const order = {
        ...ORDER,
        store: HOSTILE,
        lines: [line],
        order: { ...ORDER.order, orderId: HOSTILE, channel: HOSTILE },
      }
      return renderOrderShell(shell) + renderOrderBody({ status: 'ready', order, origin: null }, shell)
    },
    product: () => {
      const shell = shellOf({ ...PRODUCT_TARGET, store: HOSTILE, from: [HOSTILE, STORE] })
      const product = {
        ...PRODUCT,
        store: HOSTILE,
        product: { productId: 1, name: HOSTILE, category: HOSTILE, code: HOSTILE },
      }
      return renderProductShell(shell) + renderProductBody({ status: 'ready', product }, shell)
    },
    status: () => {
      const shell = shellOf(STATUS_TARGET)
      const runs = SYSTEM.runs.map((run) => ({ ...run, failures }))
      const orders = [freshnessOf({ store: HOSTILE })]
      const system = { ...SYSTEM, orders, runs, stores: [storeOf({ store: HOSTILE })], givenUp: failures }
      return renderStatusShell(shell) + renderStatusBody({ status: 'ready', system, mayImport: true }, shell)
    },
  }

  it.each(PAGES)('stay text on the page of a %s', (page) => {
    const html = pages[page]()
    expectNothingForbidden(html)
    expectWellFormed(html)
    expect(visibleText(html)).toContain('<script>alert(1)</script>"\'&amp; onload="x"')
  })

  it.each(PAGES)('keep their direction to themselves on the page of a %s', (page) => {
    expectOwnDirection(pages[page](), '</style>', 2)
  })
})
