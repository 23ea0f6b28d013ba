import { expect, test } from 'vitest'
import type { ListRow } from '../../src/lists/findRows'
import { productsOfOrders } from '../../src/lists/orderProducts'
import { order } from '../diagnosis/build'

function rows(...orders: ReturnType<typeof order>[]): ListRow[] {
  return orders.map((each) => ({ store: '一店', order: each }) as unknown as ListRow)
}

test('products stand by what they earned, and those of which nobody knows stand last', () => {
  const products = productsOfOrders(
    rows(
      order({ lines: [{ product: '赚', price: 10, cost: 4 }] }),
      order({
        lines: [
          { product: '未知', cost: null, profit: null },
          { product: '亏', price: 3, cost: 8 },
        ],
      }),
    ),
  )
  expect(products.map(({ name, grossProfitFen }) => [name, grossProfitFen])).toEqual([
    ['亏', -500],
    ['赚', 600],
    ['未知', null],
  ])
})

test('a profit that only some lines know is theirs, with the orders and pieces of all', () => {
  const [product] = productsOfOrders(
    rows(
      order({ lines: [{ product: '可乐', price: 10, cost: 4 }] }),
      order({ lines: [{ product: '可乐', price: 10, cost: null, profit: null, quantity: 2 }] }),
    ),
  )
  expect(product).toMatchObject({ orders: 2, quantityMilli: 3000, revenueFen: 3000, grossProfitFen: 600 })
})

test('bags and notices are no products', () => {
  const bag = { product: '购物袋', category: '耗材' }
  expect(productsOfOrders(rows(order({ lines: [bag, {}] }))).map(({ name }) => name)).toEqual(['可乐'])
})
