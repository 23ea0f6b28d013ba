import { describe, expect, it } from 'vitest'
import { renderCard } from '../../src/ui/home/page'
import { renderListBody } from '../../src/ui/list/listPage'
import { renderOrderBody, renderOrderShell } from '../../src/ui/order/orderPage'
import { renderProductBody, renderProductShell } from '../../src/ui/product/productPage'
import { addressOf, attributes, each, link, type Part, select } from '../html'
import { ready, SHELL } from './fixtures'
import {
  DIRECTORY,
  listOf,
  listTarget,
  ORDER,
  ORDER_TARGET,
  PRODUCT_TARGET,
  rowOf,
  STORE,
  shellOf,
} from './pageFixtures'

/** The way back from a page about one store: to the stores that its reader comes from. */

const OTHER = '甲&乙'

/** Null where the address does not say it. */
const fromIn = (element: Part) => {
  const { searchParams } = addressOf(element)
  return searchParams.has('from') ? searchParams.getAll('from') : null
}

const storesIn = (element: Part) => addressOf(element).searchParams.getAll('store')

/** What the links of a page to orders and products say of where their reader comes from. */
const saidBy = (html: string) => {
  const links = each(select(html, 'a[href^="/order?"], a[href^="/product?"]'))
  expect(links.length).toBeGreaterThan(1)
  const [first, ...others] = new Set(links.map((element) => JSON.stringify(fromIn(element))))
  expect(others).toEqual([])
  return JSON.parse(first ?? '')
}

describe.each<[name: string, page: (stores: string[]) => string]>([
  ['a card', (stores) => renderCard(ready(), { ...SHELL, stores })],
  [
    'a list',
    (stores) => {
      const rows = [rowOf({})]
      const orderProducts = [
        {
          store: STORE,
          productKey: '1',
          productId: 1,
          name: '可乐',
          orders: 1,
          quantityMilli: 1,
          revenueFen: 1,
        },
      ].map((product) => ({ ...product, grossProfitFen: 1 }))
      const list = listOf('lossOrders', { rows, orderProducts })
      const target = listTarget('lossOrders', {}, { stores })
      return renderListBody({ status: 'ready', list, directory: DIRECTORY }, shellOf(target))
    },
  ],
])('%s', (_, page) => {
  it('says that it is of all stores', () => expect(saidBy(page([]))).toEqual(['']))

  it('says of which stores it is', () => expect(saidBy(page([STORE, OTHER]))).toEqual([STORE, OTHER]))

  it('says nothing where it is of the one store that the address names', () =>
    expect(saidBy(page([STORE]))).toBeNull())
})

describe.each<[name: string, shell: (from?: string[]) => string]>([
  ['an order', (from) => renderOrderShell(shellOf({ ...ORDER_TARGET, date: '2026-01-18', from }))],
  ['a product', (from) => renderProductShell(shellOf({ ...PRODUCT_TARGET, date: '2026-01-18', from }))],
])('%s', (_, shell) => {
  it('leads back to the day of the stores that its reader comes from, and by its name to their latest', () => {
    const html = shell([STORE, OTHER])
    for (const part of ['.back a', 'a.brand'])
      expect(storesIn(select(html, part)), part).toEqual([STORE, OTHER])
    expect(select(shell([]), '.back a').attr('href')).toBe('/?date=2026-01-18&lang=zh')
    // An address that said nothing would open with the stores that were chosen last.
    expect(select(shell([]), 'a.brand').attr('href')).toBe('/?store=&lang=zh')
  })

  it('leads back to its own store where nothing is said', () => {
    for (const part of ['.back a', 'a.brand']) expect(storesIn(select(shell(), part)), part).toEqual([STORE])
  })

  it('is the same in the other language', () => {
    const said = (from?: string[]) => fromIn(link(shell(from), 'EN English'))
    expect([said(), said([]), said([STORE]), said([OTHER])]).toEqual([null, [''], null, [OTHER]])
  })
})

describe('what an order or a product leads on to', () => {
  it('keeps the way back: a product of an order', () => {
    const body = (from?: string[]) =>
      renderOrderBody({ status: 'ready', order: ORDER, origin: null }, shellOf({ ...ORDER_TARGET, from }))
    expect(saidBy(body([]))).toEqual([''])
    expect(saidBy(body())).toBeNull()
  })

  it('keeps it where there is nothing, and where another store is chosen', () => {
    const shell = shellOf({ ...PRODUCT_TARGET, from: [STORE, OTHER] })
    const nothing = renderProductBody({ status: 'notFound', what: 'product' }, shell)
    expect(storesIn(link(nothing, '回到首页'))).toEqual([STORE, OTHER])
    const unknown = renderProductBody(
      { status: 'unknownStore', stores: [STORE], directory: DIRECTORY },
      shell,
    )
    expect(attributes(unknown, 'form [type="hidden"][name="from"]', 'value')).toEqual([STORE, OTHER])
  })
})
