import { inject } from 'vitest'

/** Every kind of page by its name, with an address of it on the demo data. */

const { order, product } = inject('site')
const storePage = (store: string) => `/?${new URLSearchParams({ store })}`

/** Pages with something on them. */
export const FULL_PAGES = {
  card: '/',
  'card of a store': storePage(order.store),
  'list of products': '/rules/slowMoving',
  'list of orders': '/rules/lossOrders',
  order: `/order?${new URLSearchParams(order)}`,
  product: `/product?${new URLSearchParams(product)}`,
  status: '/status',
} as const

/** Pages that have less to say, and lists in other shapes. */
const OTHER_PAGES = {
  'card of a young store': storePage('演示·青桐店'),
  'card of a store without orders that day': `${storePage('演示·南塘店')}&date=2026-01-18`,
  'card of some stores and one channel': `/?${new URLSearchParams([
    ['store', order.store],
    ['store', '演示·望湖店'],
    ['channel', '饿了么'],
  ])}`,
  'list of several days': '/rules/deliveryCost?days=7',
  'walking list of products': '/rules/slowMoving/print',
  'walking list of orders': '/rules/lossOrders/print',
  'list narrowed to nothing': '/rules/hotProducts?q=nothing+is+called+so',
  'list without enough history': `/rules/salesDrop?${new URLSearchParams({ store: '演示·青桐店', date: '2026-01-11' })}`,
  'product of an early day': `/product?${new URLSearchParams({ ...product, date: '2025-12-21' })}`,
} as const

/** Pages that say what is wrong. */
const ERROR_PAGES = {
  'unknown store': '/?store=nobody',
  'unreadable date': '/?date=foo',
  'list of an unknown store': '/rules/lossOrders?store=nobody',
  'list of an unreadable date': '/rules/lossOrders?date=foo',
  'walking list of an unknown store': '/rules/lossOrders/print?store=nobody',
  'unknown order': `/order?${new URLSearchParams({ ...order, id: '404' })}`,
  'unknown product': `/product?${new URLSearchParams({ ...product, id: '404404' })}`,
  'no page': '/rules/nope',
} as const

export const ALL_PAGES: Record<string, string> = { ...FULL_PAGES, ...OTHER_PAGES, ...ERROR_PAGES }
