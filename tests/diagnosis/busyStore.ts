import type { Order } from '../../src/diagnosis/order'
import { order, quietOrder, sale } from './build'

/** Three weeks of a store in which every rule finds something, and every figure that adds up is above 0. */
export function busyStore(): Order[] {
  return [
    quietOrder(20),
    order({ delivery: 5, channel: '甲', lines: [{ product: '亏损单' }] }),
    order({ delivery: 9, channel: '乙', distance: 4000, lines: [{ product: '远单' }] }),
    ...[0, 1, 2].map((daysAgo) => sale(daysAgo, { product: '久缺货', stock: 0 })),
    sale(1, { product: '刚缺货' }),
    sale(0, { product: '刚缺货', stock: 0 }),
    sale(0, { product: '低于成本', price: 5, cost: 10 }),
    sale(10, { product: '销量下滑', quantity: 30, stock: 0 }),
    sale(10, { product: '毛利下滑', quantity: 5, price: 20, profit: 40, stock: 0 }),
    sale(2, { product: '毛利下滑', quantity: 5, price: 20, profit: 20, stock: 0 }),
    ...[3, 7, 15].map((daysAgo) => sale(daysAgo, { product: `滞销${daysAgo}天` })),
    ...[40, 20, 10, 5].map((quantity, daysAgo) => sale(daysAgo, { product: '爆款', quantity })),
    sale(0, { product: '新品', quantity: 3 }),
  ]
}
