import { expect, test } from 'vitest'
import { parseHomeView } from '../../src/http/homeView'
import { FIRST_VIEW, STORE_ORDERS } from '../../src/ui/home/view'

const parse = (query: string) => parseHomeView(new URLSearchParams(query))

test('an address that asks for nothing opens the day, in the order of calling, at its first page', () => {
  expect(parse('')).toEqual({ span: 'day', storesBy: 'call', storesPage: 1 })
})

test('a span, an order and a page are taken as they are asked for', () => {
  expect(parse('span=week&by=stake&page=3')).toEqual({ span: 'week', storesBy: 'stake', storesPage: 3 })
  for (const by of STORE_ORDERS) expect(parse(`by=${by}`).storesBy).toBe(by)
})

test.each([
  'span=month&by=toString&page=0',
  'span=__proto__&by=constructor&page=-1',
  'span=&by=&page=',
  'span=WEEK&by=%00&page=1.5',
  'span=day&page=Infinity',
  'page=NaN',
  'page=1e99',
  'page=10001',
  'page=%E4%BA%8C',
  `by=${'x'.repeat(5000)}`,
])('what cannot be read is left out: %s', (query) => {
  expect(parse(query)).toEqual(FIRST_VIEW)
})
