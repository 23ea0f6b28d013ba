import { describe, expect, test } from 'vitest'
import { situationOf } from '../../../src/details/productSituation'
import type { Order } from '../../../src/diagnosis/order'
import { restockOf } from '../../../src/diagnosis/restock'
import type { Lang } from '../../../src/diagnosis/words'
import { localeOf } from '../../../src/ui/i18n/locale'
import { sentenceOf } from '../../../src/ui/product/sentence'
import { atDepth, D, type LineParts, quietOrder, sale, windowOf } from '../../diagnosis/build'

/** Sorts before all others, and has the number 1. */
const product = '#可乐'

/** A sale of the product. */
const sold = (daysAgo: number, parts: LineParts = {}) => sale(daysAgo, { product, ...parts })

/** The sentence of the product on D, in a store with these orders. */
function said(orders: readonly Order[], lang: Lang = 'zh'): string {
  const window = windowOf(orders, { earlierDays: 30 })
  const history = window.history(1)
  const { what, todo } = sentenceOf(
    situationOf(1, window, window),
    restockOf(window, history),
    D,
    localeOf(lang),
  )
  return what + (todo ?? '')
}

/** Both languages. */
const saidTwice = (orders: readonly Order[]) => [said(orders), said(orders, 'en')]

/** So many other products, which sell every day, each with the same stock on the days of a group. */
function others(...groups: readonly number[][]): Order[] {
  return groups.flatMap((daysAgo, group) =>
    daysAgo.flatMap((ago) =>
      Array.from({ length: 20 }, (_, i) => sale(ago, { product: `别的${i}`, stock: 50 - group - i })),
    ),
  )
}

/** Each day of the last two weeks. */
const daily = (parts: (daysAgo: number) => LineParts, from = 13, to = 0) =>
  Array.from({ length: from - to + 1 }, (_, i) => sold(to + i, parts(to + i)))

describe('of a product that is out of stock the sentence says since when, and how many to order', () => {
  const stocks = (...of: (number | null)[]) =>
    atDepth(
      10,
      of.map((stock, ago) => sold(ago, { stock, quantity: 2 })),
    )

  test('where the day before had stock', () => {
    expect(saidTwice(stocks(0, 5))).toEqual([
      '1月18日断货，每天约少赚 ¥2.29：补 2 件。',
      'Out of stock since 18 Jan, about ¥2.29 of gross profit missed a day. Order 2.',
    ])
  })

  test('where several days in a row show it', () => {
    expect(saidTwice(stocks(0, 0, -1, 5))).toEqual([
      '已断货 3 天（1月16日起），每天约少赚 ¥4.57：补 4 件。',
      'Out of stock for 3 days (since 16 Jan), about ¥4.57 of gross profit missed a day. Order 4.',
    ])
  })

  test.each([
    ['the day before tells no stock', stocks(0, null, 5), 1],
    ['the day before has no line', atDepth(10, [sold(0, { stock: 0 }), quietOrder(1), sold(2)]), 1],
    ['the window ends', stocks(...Array(10).fill(0)), 8],
  ])('as a number of days at least, where %s', (_, orders, days) => {
    expect(said(orders)).toMatch(`至少已断货 ${days} 天`)
    expect(said(orders, 'en')).toMatch(`Out of stock for at least ${days} day`)
  })

  test('and claims no day where its stock is a snapshot of the export', () => {
    const frozen = [...stocks(0, 0, 5), ...others([0, 1, 2])]
    expect(saidTwice(frozen)).toEqual([
      '没有库存，但库存是导出时的快照，不知从哪天起断货，每天约少赚 ¥3.43：补 3 件。',
      'No stock, but the stock is a snapshot taken at export: nobody knows since when, about ¥3.43 of gross profit missed a day. Order 3.',
    ])
  })

  test('and says so where the stock of the days before is one', () => {
    expect(said([...stocks(0, 0, 5), ...others([0], [1, 2])])).toMatch(
      '断货，前几天的库存是导出时的快照，不知从哪天起',
    )
  })

  test('and counts no day of an older snapshot', () => {
    expect(said([...stocks(0, 0, 0, 0, 5), ...others([0], [1], [2, 3], [4])])).toMatch('至少已断货 2 天')
    expect(said([...stocks(0, 0, 0, 0, 5), ...others([0], [1], [2], [3], [4])])).toMatch('已断货 4 天')
  })
})

describe('of a product that runs low', () => {
  const low = (days: number) => daily((ago) => ({ quantity: 2, stock: ago < days ? 3 : 30 }))

  test('the sentence says how long it lasts, and how many to order', () => {
    expect(saidTwice(low(1))).toEqual([
      '只剩 3 件，照近 7 天的卖法只够 1.5 天：补 3 件。',
      'Only 3 left, enough for 1.5 days at the pace of the last 7. Order 3.',
    ])
    expect(said(low(2))).toMatch('，已连续 2 天：')
  })

  test('days of which nothing is known end the count', () => {
    const orders = low(3).filter(({ orderedAt }) => !orderedAt.startsWith('2026-01-16'))
    expect(said([...orders, quietOrder(2)])).toMatch('，至少已连续 2 天：')
  })

  test('nothing is claimed while its stock is a snapshot of the export', () => {
    expect(saidTwice([...low(3), ...others([0, 1, 2])])).toEqual([
      '1月18日没有发现异常，最近一次卖出是 1月18日，库存是导出时的快照，断没断货看不出。',
      'Nothing unusual on 18 Jan, last sold on 18 Jan, its stock is a snapshot taken at export, so nobody can tell whether it ran out.',
    ])
  })
})

describe('of a product that sold below its cost', () => {
  const channel = '美团闪购'
  const below = (ago: number, price = 5) => sale(ago, { product, price, serviceFee: 0.5 }, { channel })

  test('the sentence says how often and what it lost, for how many days, and the lowest price', () => {
    const orders = atDepth(10, [below(0), below(0, 4), below(1), below(2, 9)])
    expect(saidTwice(orders)).toEqual([
      '1月18日有 2 笔卖得低于进价，亏 ¥3.00，已连续 2 天：至少卖 ¥6.58 才不亏，现在卖 ¥4.00。',
      '2 sales below cost on 18 Jan, ¥3.00 lost, 2 days in a row. Sell it for ¥6.58 at least, now ¥4.00.',
    ])
  })

  test('a day before without a sale of known cost is no evidence', () => {
    const orders = atDepth(10, [below(0), below(1), sold(2, { price: 5, cost: null })])
    expect(said(orders)).toMatch('至少已连续 2 天')
  })

  test('an unknown fee is said, and no price is made up', () => {
    expect(saidTwice(atDepth(7, [sale(0, { product, price: 5, serviceFee: null }, { channel })]))).toEqual([
      '1月18日有 1 笔卖得低于进价，亏 ¥1.00：平台费率未知，算不出最低价；现在卖 ¥5.00，先改到进价以上。',
      '1 sale below cost on 18 Jan, ¥1.00 lost. The platform’s fee is unknown, so the lowest price is too: now ¥5.00, raise it above its cost.',
    ])
  })
})

describe('of a product that falls', () => {
  test('in sales the sentence has both weeks, what is missed a day, and what to look at', () => {
    const orders = daily((ago) => ({ quantity: ago < 7 ? 2 : 6 }))
    expect(saidTwice(orders)).toEqual([
      '近 7 天每天卖 2 件，前 7 天每天 6 件，每天约少赚 ¥16.00：查是否断货、涨价、下架或掉排名。',
      'Sells 2 a day in the last 7 days, 6 in the 7 before, about ¥16.00 of gross profit missed a day. Check stock, price, listing and ranking.',
    ])
  })

  test('in margin the sentence has both weeks', () => {
    const orders = daily((ago) => ({ quantity: 2, cost: ago < 7 ? 18 : 12 }))
    expect(saidTwice(orders)).toEqual([
      '毛利率从前 7 天的 40.0% 降到近 7 天的 10.0%，每天约少赚 ¥6.00：换供应商或谈进价。',
      'Margin fell from 40.0% in the 7 days before to 10.0% in the last 7, about ¥6.00 of gross profit missed a day. Change supplier or renegotiate.',
    ])
  })
})

describe('of a product without trouble today', () => {
  test('that nobody buys the sentence says for how long, and what is tied up', () => {
    expect(saidTwice(atDepth(20, [sold(7, { stock: 4 }), quietOrder(0)]))).toEqual([
      '已 7 天没卖出（最近一次 1月11日），还有 4 件库存，压着成本 ¥24.00：打折或换陈列，清掉库存。',
      'Unsold for 7 days (last sold on 11 Jan), 4 in stock, ¥24.00 of cost tied up. Mark it down or move it, clear the stock.',
    ])
    expect(said(atDepth(20, [sold(7, { stock: 4, cost: null }), quietOrder(0)]))).toMatch('成本未知')
  })

  test('that is new the sentence says whether it ever sold', () => {
    expect(saidTwice(atDepth(9, [sold(0)]))).toEqual([
      '1月18日首次卖出，卖了 1 件：确认库存跟得上。',
      'First sale on 18 Jan: 1 sold. Make sure there is enough stock.',
    ])
    expect(said(atDepth(20, [sold(0), sold(9)]))).toMatch('1月18日隔了一阵又卖出 1 件（上次 1月9日）')
  })

  test('that takes off the sentence says from what to what, and for how long', () => {
    const orders = atDepth(
      6,
      [12, 6, 3].map((quantity, ago) => sold(ago, { quantity, cost: null, stock: 90 })),
    )
    expect(saidTwice(orders)).toEqual([
      '卖得好：1月18日卖了 12 件，前一天 6 件，已连涨 2 天：按当日销量备足货。',
      'Selling well: 12 on 18 Jan, 6 the day before, growing for 2 days. Stock up for another day like this.',
    ])
  })

  test('that earns most the sentence says what', () => {
    expect(saidTwice(atDepth(3, [sold(0, { quantity: 4 }), sold(1, { quantity: 4 })]))).toEqual([
      '1月18日毛利最高的商品之一，赚 ¥16.00，毛利率 40.0%：放到显眼位置，保证有货。',
      'One of the best earners of 18 Jan: ¥16.00, margin 40.0%. Give it the best spot, keep it in stock.',
    ])
  })

  test('the sentence says that nothing is unusual, and what cannot be told', () => {
    expect(saidTwice(daily(() => ({})))).toEqual([
      '1月18日没有发现异常，最近一次卖出是 1月18日。',
      'Nothing unusual on 18 Jan, last sold on 18 Jan.',
    ])
    expect(saidTwice(atDepth(5, [sold(2), quietOrder(0)]))).toEqual([
      '1月18日没有发现异常，最近一次卖出是 1月16日，当天没有记录说明库存，断没断货看不出，历史只有 5 天，要 14 天才能比两周。',
      'Nothing unusual on 18 Jan, last sold on 16 Jan, no line of that day tells its stock, so nobody can tell whether it ran out, 5 days of history, two weeks compare from 14.',
    ])
    expect(said(atDepth(5, [sold(0, { quantity: 0 })]))).toMatch('数据里还没有卖出过')
  })

  test('of a day without orders nothing is judged', () => {
    expect(saidTwice(atDepth(5, [sold(2)]))).toEqual([
      '门店 1月18日没有订单，无法判断。',
      'The store had no orders on 18 Jan: nothing to judge by.',
    ])
  })
})

test('what costs most today leads, what else was found is named after it', () => {
  const orders = daily((ago) => ({
    quantity: ago < 7 ? 2 : 6,
    stock: ago === 0 ? 0 : 30,
    price: ago === 0 ? 1 : 10,
  }))
  expect(said(orders)).toMatch(/^近 7 天每天卖 2 件.*（同时：价格异常、缺货、利润率下滑）：/)
  const dearer = orders.map((order) =>
    order.orderedAt.startsWith(D)
      ? { ...order, lines: order.lines.map((line) => ({ ...line, costMicro: 90_000_000 })) }
      : order,
  )
  expect(said(dearer)).toMatch(/^1月18日有 1 笔卖得低于进价，亏 ¥88.00.*（同时：销量下滑、缺货/)
})
