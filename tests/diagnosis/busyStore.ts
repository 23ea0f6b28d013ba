import type { Order } from '../../src/diagnosis/order'
import { order, quietOrder, sale } from './build'

/** Three weeks of a store in which every rule finds something, and every figure that adds up is above 0. */
export function busyStore(): Order[] {
  return [
    quietOrder(20),
    // Nothing that it gave away or lost below cost is less than what it lost: without any of it, it would have lost nothing.
    order({
      marketing: [5, 5, 5, 5, 5, 5, 5],
      deliveryDiscount: 5,
      lines: [{ product: '亏损单', cost: 11 }],
    }),
    ...Array.from({ length: 40 }, (_, i) =>
      order({ daysAgo: i % 7, delivery: 5, lines: [{ product: '小单' }] }),
    ),
    order({ delivery: 5, channel: '甲', lines: [{ product: '亏损单' }] }),
    order({ delivery: 9, channel: '乙', distance: 4000, lines: [{ product: '远单' }] }),
    ...[0, 1, 2].map((daysAgo) => sale(daysAgo, { product: '久缺货', stock: 0 })),
    sale(1, { product: '刚缺货' }),
    sale(0, { product: '刚缺货', stock: 0 }),
    sale(0, { product: '热销缺货', quantity: 7, stock: 0 }),
    ...[0, 1, 2].map((daysAgo) => sale(daysAgo, { product: '快断货', quantity: 4, stock: 1 })),
    sale(0, { product: '低于成本', price: 5, cost: 10 }),
    sale(0, { product: '定错价', price: 5, list: 8, cost: 10 }),
    sale(0, { product: '引流品', price: 5, selling: 9, cost: 10 }),
    sale(0, { product: '优惠过头', price: 5, selling: 11, cost: 10 }),
    sale(10, { product: '销量下滑', quantity: 30, stock: 0 }),
    sale(10, { product: '毛利下滑', quantity: 5, price: 20, profit: 40, stock: 0 }),
    sale(2, { product: '毛利下滑', quantity: 5, price: 20, profit: 20, stock: 0 }),
    ...[3, 7, 15, 16].map((daysAgo) => sale(daysAgo, { product: `滞销${daysAgo}天` })),
    ...[40, 20, 10, 5].map((quantity, daysAgo) => sale(daysAgo, { product: '爆款', quantity })),
    sale(0, { product: '新品', quantity: 3 }),
  ]
}
