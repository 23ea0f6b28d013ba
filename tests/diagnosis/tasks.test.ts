import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { diagnoseStore } from '../../src/diagnosis/diagnose'
import type { Order } from '../../src/diagnosis/order'
import { examine } from '../../src/diagnosis/rule'
import type { RuleName } from '../../src/diagnosis/rules/index'
import {
  combineStakes,
  mergeSmall,
  mergeTasks,
  type Stake,
  stakesOf,
  type Task,
  type TaskPlace,
  tasksOf,
  usualNetProfitFen,
} from '../../src/diagnosis/tasks'
import { atDepth, order, quietOrder, sale, windowOf } from './build'
import { ruleNamed } from './fields'

function stakes(name: RuleName, orders: Order[]): Stake[] {
  const [rule, window] = [ruleNamed(name), windowOf(orders)]
  return stakesOf(name, rule, window, examine(rule, window))
}

/** A stake of this much, on product 1 where not said otherwise. */
function stake(amountFen: number, parts: Partial<Stake> = {}): Stake {
  const subject = { kind: 'product', productId: 1 } as const
  return { rule: 'belowCost', subject, amountFen, advise: () => null, findings: [], also: [], ...parts }
}

const product = (productId: number) => ({ kind: 'product', productId }) as const
const anOrder = (orderId: string) => ({ kind: 'order', orderId, channel: '甲' }) as const

/** All that the diagnosis of a store with these orders says is to do. */
function diagnosed(orders: Order[], store = '店') {
  const figures = diagnoseStore(windowOf(orders, { store }))
  if (!figures) throw new Error('The store has no order on D.')
  return figures
}

const amounts = (list: readonly { amountFen: number }[]) => list.map(({ amountFen }) => amountFen)
const rules = (tasks: readonly Task[]) => tasks.map(({ rule }) => rule)

describe('what is at stake', () => {
  test('of an order is what it cost', () => {
    expect(stakes('lossOrders', [order({ id: 'A-1', channel: '甲', delivery: 5 })])).toMatchObject([
      { rule: 'lossOrders', subject: anOrder('A-1'), amountFen: 100, also: [] },
    ])
  })

  test('of a product is that of all of its lines together', () => {
    const orders = [sale(0, { cost: 11 }), sale(0, { cost: 12 }), sale(0, { product: '雪碧', cost: 12 })]
    expect(stakes('belowCost', orders)).toMatchObject([
      { subject: product(1), amountFen: 300, findings: { length: 2 } },
      { subject: product(2), amountFen: 200 },
    ])
  })

  test.each<[RuleName, string, Order[], number]>([
    ['deliveryCost', 'what lies above the limit', [order({ delivery: 9 })], 300],
    ['stockouts', 'the profit of a day', atDepth(7, [sale(0, { quantity: 7, stock: 0 })]), 400],
    ['lowStock', 'the profit of a day that it may not last', atDepth(7, lastsADay(1)), 686],
    ['salesDrop', 'the daily profit of the missing units', atDepth(14, [sale(10, { quantity: 70 })]), 4000],
    ['marginDrop', 'a seventh of what the week missed', atDepth(14, thinner()), 143],
  ])('for %s is %s', (name, _, orders, amountFen) => {
    expect(amounts(stakes(name, orders))).toEqual([amountFen])
  })

  test.each<[string, RuleName, Order[]]>([
    ['a stockout of a product that lost money', 'stockouts', atDepth(2, [sale(0, { cost: 11, stock: 0 })])],
    ['a stockout of one that earned nothing', 'stockouts', atDepth(2, [sale(0, { cost: 10, stock: 0 })])],
    ['stock that lasts more than a day: it can be ordered tomorrow', 'lowStock', atDepth(7, lastsADay(3))],
    ['a drop in sales of unknown profit', 'salesDrop', atDepth(14, [sale(10, { quantity: 70, cost: null })])],
    ['a rule that cannot know', 'salesDrop', [sale(0, { quantity: 70 })]],
    ['good news', 'topProfit', [sale(0, { quantity: 70 })]],
    ['bands of order values', 'orderValueBands', losingBand()],
    ['nothing found', 'lossOrders', [order()]],
    [
      'an order that only lost because of a sale below cost',
      'lossOrders',
      [order({ lines: [{ cost: 12 }] })],
    ],
  ])('is nothing of %s', (_, name, orders) => {
    expect(stakes(name, orders)).toEqual([])
  })

  test('of what several rules found stands once, for what it costs most, with the other rules named', () => {
    const found = [
      stake(10, { rule: 'salesDrop', subject: product(7) }),
      stake(30, { rule: 'stockouts', subject: product(7) }),
      stake(20, { rule: 'salesDrop', subject: product(8) }),
      // An order is no product, whatever its number.
      stake(15, { rule: 'lossOrders', subject: anOrder('7') }),
    ]
    expect(combineStakes(found).map(({ rule, amountFen, also }) => [rule, amountFen, also])).toEqual([
      ['stockouts', 30, ['salesDrop']],
      ['salesDrop', 20, []],
      ['lossOrders', 15, []],
    ])
  })

  test('of equal amounts stands under the first rule by name, whatever was found first', () => {
    const found = [stake(10, { rule: 'stockouts' }), stake(10, { rule: 'marginDrop' })]
    for (const each of [found, found.toReversed()]) {
      expect(combineStakes(each)).toMatchObject([{ rule: 'marginDrop', also: ['stockouts'] }])
    }
  })
})

describe('the tasks of a store', () => {
  const window = windowOf([sale(0, { product: '可乐' }), sale(0, { product: '雪碧' })], { store: '店' })

  test('are one a product, with its name, store and number, most at stake first', () => {
    const { tasks, small } = tasksOf(
      [stake(100, { subject: product(1) }), stake(300, { subject: product(2), also: ['stockouts'] })],
      window,
    )
    const place = { store: '店', code: null, category: '', orders: null, advice: null }
    expect(tasks).toEqual([
      {
        ...{ rule: 'belowCost', kind: 'product', name: '雪碧', amountFen: 300, also: ['stockouts'] },
        places: [{ ...place, productId: 2, amountFen: 300 }],
      },
      {
        ...{ rule: 'belowCost', kind: 'product', name: '可乐', amountFen: 100, also: [] },
        places: [{ ...place, productId: 1, amountFen: 100 }],
      },
    ])
    expect(small).toEqual({ count: 0, amountFen: 0 })
  })

  test('are one for all orders of a rule, advised of all of them', () => {
    const advised: number[] = []
    const loss = (id: string, amountFen: number, also: string[] = []): Stake =>
      stake(amountFen, {
        rule: 'lossOrders',
        subject: anOrder(id),
        also,
        advise: (cause) => {
          advised.push(cause.length)
          return null
        },
      })
    const delivery = stake(150, { rule: 'deliveryCost', subject: anOrder('4') })
    const { tasks } = tasksOf(
      [loss('1', 60), loss('2', 50, ['deliveryCost']), loss('3', 50), delivery],
      window,
    )
    expect(tasks).toMatchObject([
      { rule: 'lossOrders', kind: 'orders', name: null, amountFen: 160, also: ['deliveryCost'] },
      { rule: 'deliveryCost', kind: 'orders', name: null, amountFen: 150, also: [] },
    ])
    expect(tasks[0]?.places).toMatchObject([{ orders: 3, productId: null, amountFen: 160 }])
    expect(advised).toEqual([3])
  })

  test('have no name where the window knows none, until it is looked up', () => {
    expect(tasksOf([stake(100, { subject: product(9) })], window).tasks).toMatchObject([{ name: null }])
  })

  test('leave out what is below one yuan, and count it', () => {
    const found = [100, 99, 1].map((amountFen, i) => stake(amountFen, { subject: product(i) }))
    expect(tasksOf(found, window)).toMatchObject({
      tasks: [{ amountFen: 100 }],
      small: { count: 2, amountFen: 100 },
    })
  })

  test('leave out what is below half a percent of what the store usually earns a day', () => {
    // 300 元 a day: half a percent is 1.50.
    const rich = windowOf([order(), ...[1, 2, 3].map((daysAgo) => sale(daysAgo, { price: 300, cost: 0 }))])
    expect(usualNetProfitFen(rich)).toBe(30_000)
    const found = [150, 149].map((amountFen, i) => stake(amountFen, { subject: product(i) }))
    expect(tasksOf(found, rich)).toMatchObject({
      tasks: [{ amountFen: 150 }],
      small: { count: 1, amountFen: 149 },
    })
  })

  test('weigh the orders of a rule together: many small losses are a task', () => {
    const found = [40, 40, 40].map((amountFen, i) =>
      stake(amountFen, { rule: 'lossOrders', subject: anOrder(String(i)) }),
    )
    expect(tasksOf(found, window)).toMatchObject({ tasks: [{ amountFen: 120 }], small: { count: 0 } })
  })

  test('leave orders that only lost because of a sale below cost to the products that were sold so', () => {
    const { tasks } = diagnosed([order({ lines: [{ cost: 12 }] })])
    expect(tasks).toMatchObject([{ rule: 'belowCost', kind: 'product', name: '可乐', amountFen: 200 }])
  })
})

describe('what a store usually earns a day', () => {
  const earning = (...yuanADay: number[]) =>
    yuanADay.flatMap((profit, i) => sale(i + 1, { price: 100, cost: 100 - profit }))

  test('is the mean of the seven days before, and of no other', () => {
    expect(usualNetProfitFen(windowOf([order(), ...earning(1, 2, 3, 4, 5, 6, 7, 90)]))).toBe(400)
  })

  test('is of the days that have orders, and unknown where there are none', () => {
    expect(usualNetProfitFen(windowOf([order(), quietOrder(6), ...earning(3)]))).toBe(150)
    expect(usualNetProfitFen(windowOf([order(), quietOrder(8)]))).toBeNull()
  })
})

describe('the advice', () => {
  const advice = (name: RuleName, orders: Order[]) => {
    const window = windowOf(orders)
    const { tasks } = tasksOf(combineStakes(stakes(name, orders)), window)
    return tasks.map(({ places: [place] }) => place?.advice)
  }

  test('on a product that is out says how much to order, and since how many days it is out', () => {
    const out = [sale(2, { quantity: 14, stock: 0 }), sale(1, { stock: 0 }), sale(0, { stock: -1 })]
    // 16 in seven days: 6.9 in three, and one was sold that was not there.
    expect(advice('stockouts', atDepth(7, out))).toEqual([
      { kind: 'restock', pieces: 8, daysOut: 3, isSnapshot: false },
    ])
  })

  test('on a product that runs out says how much to order, and what is left', () => {
    // Twelve in seven days: 5.1 in three, less one.
    expect(advice('lowStock', atDepth(7, lastsADay(1)))).toEqual([
      { kind: 'restockSoon', pieces: 5, stockMilli: 1000 },
    ])
  })

  test('on a product below cost names the price that would not lose, of the sale that lost most', () => {
    const fee = { channel: '饿了么' }
    const orders = [
      sale(0, { price: 9, cost: 10, serviceFee: 1 }, fee),
      sale(0, { price: 8, list: 9, cost: 10, serviceFee: 0.7 }, fee),
    ]
    // A tenth of 17 is the platform's: 10 / 0.9, rounded up.
    expect(advice('belowCost', orders)).toEqual([
      { kind: 'reprice', atLeastFen: 1112, nowFen: 800, cause: 'listPrice', since: '2026-01-18' },
    ])
  })

  test.each<[string, number[], number[], string]>([
    ['the first of the days in a row', [0, 1, 2], [], '2026-01-16'],
    ['over days on which it was not sold', [0, 3, 5], [], '2026-01-13'],
    ['the day after the last sale that did not lose', [0, 1, 5], [3], '2026-01-17'],
    ['a day with both: it lost', [0, 1, 2], [1], '2026-01-16'],
    ['the first day that is looked at', [0, 15, 16], [], '2026-01-03'],
  ])('on a product below cost says since when: %s', (_, lossDays, goodDays, since) => {
    const orders = [
      ...lossDays.map((daysAgo) => sale(daysAgo, { cost: 20 })),
      ...goodDays.map((daysAgo) => sale(daysAgo, { cost: 5 })),
    ]
    expect(advice('belowCost', orders)).toMatchObject([{ since }])
  })

  test('does not let a sale of unknown cost end the row of days below cost', () => {
    const orders = [sale(0, { cost: 20 }), sale(1, { cost: null, price: 20 }), sale(2, { cost: 20 })]
    expect(advice('belowCost', orders)).toMatchObject([{ since: '2026-01-16' }])
  })

  test('on orders names what alone would have kept how many of them from losing', () => {
    const marketing = [0, 0, 0, 1.5, 0, 0, 0]
    const orders = [order({ delivery: 5, marketing }), order({ delivery: 5 })]
    expect(advice('lossOrders', orders)).toMatchObject([
      { kind: 'spare', levers: { coupons: 1, productDiscount: 0, belowCost: 0, none: 1 } },
    ])
  })

  test('on what a week sold less, or earned less, names what changed', () => {
    expect(advice('marginDrop', atDepth(14, thinner()))).toMatchObject([{ kind: 'reasons', reasons: [] }])
    const dearer = [
      sale(10, { quantity: 70, price: 10, list: 10 }),
      sale(2, { quantity: 1, price: 12, list: 12 }),
    ]
    expect(advice('salesDrop', atDepth(14, dearer))).toMatchObject([
      { kind: 'reasons', reasons: [{ code: 'priceUp', value: 200 }] },
    ])
  })

  test('on dear deliveries is none: the rule’s words say all', () => {
    expect(advice('deliveryCost', [order({ delivery: 9 })])).toEqual([null])
  })
})

/** A task of one store. */
function task(store: string, parts: Partial<Task> = {}, place: Partial<TaskPlace> = {}): Task {
  const { rule = 'belowCost', kind = 'product', name = '可乐', amountFen = 100, also = [] } = parts
  const isProduct = kind === 'product'
  const here: TaskPlace = {
    ...{ store, productId: isProduct ? 1 : null, code: null, category: '', orders: isProduct ? null : 2 },
    ...{ amountFen, advice: null, ...place },
  }
  return { rule, kind, name: isProduct ? name : null, amountFen, places: [here], also }
}

describe('the tasks of several stores', () => {
  test('are one for a product of one name and one trouble, with its stores, most at stake first', () => {
    const merged = mergeTasks(
      [task('甲', { amountFen: 100, also: ['stockouts'] })],
      [task('乙', { amountFen: 300, also: ['salesDrop', 'stockouts'] }, { productId: 7, code: '690' })],
    )
    expect(merged).toMatchObject([{ name: '可乐', amountFen: 400, also: ['salesDrop', 'stockouts'] }])
    expect(merged[0]?.places).toMatchObject([
      { store: '乙', productId: 7, code: '690', amountFen: 300 },
      { store: '甲', productId: 1, code: null, amountFen: 100 },
    ])
  })

  test('are two where the name or the trouble is another', () => {
    const merged = mergeTasks([task('甲')], [task('乙', { name: '雪碧' }), task('乙', { rule: 'stockouts' })])
    expect(merged).toHaveLength(3)
  })

  test('are never one of products without a name: nobody knows that they are the same', () => {
    const nameless = [task('甲', { name: null }), task('甲', { name: null }, { productId: 2 })]
    expect(mergeTasks(nameless, [task('乙', { name: null })])).toHaveLength(3)
  })

  test('are one for the orders of a rule, and another for those of another', () => {
    const merged = mergeTasks(
      [task('甲', { kind: 'orders', rule: 'lossOrders' })],
      [
        task('乙', { kind: 'orders', rule: 'lossOrders' }),
        task('乙', { kind: 'orders', rule: 'deliveryCost', amountFen: 50 }),
      ],
    )
    expect(rules(merged)).toEqual(['lossOrders', 'deliveryCost'])
    expect(merged[0]?.places.map(({ orders }) => orders)).toEqual([2, 2])
  })

  test('of equal money are in the order of rule, name, store and product, by code points', () => {
    const [basic, astral] = ['\u{F900}', '\u{20BB7}']
    const inOrder = [
      task('甲', { rule: 'a', name: null }, { store: basic }),
      task('甲', { rule: 'a', name: null }, { store: astral }),
      task('甲', { rule: 'a', name: null }, { store: astral, productId: 2 }),
      task('甲', { rule: 'a', name: basic }),
      task('甲', { rule: 'a', name: astral }),
      task('甲', { rule: 'b', name: basic }),
    ]
    expect(mergeTasks(inOrder.toReversed(), [])).toEqual(inOrder)
  })
})

/** Tasks of a store, of few names so that stores share them. */
const tasksIn = (store: string): fc.Arbitrary<Task[]> =>
  fc
    .uniqueArray(
      fc.record({
        rule: fc.constantFrom('belowCost', 'stockouts'),
        kind: fc.constantFrom('product', 'product', 'orders'),
        productId: fc.integer({ min: 1, max: 6 }),
        named: fc.boolean(),
        amountFen: fc.integer({ min: 100, max: 103 }),
        also: fc.subarray(['lowStock', 'marginDrop', 'salesDrop']),
      }),
      {
        maxLength: 6,
        selector: ({ rule, kind, productId }) => [rule, kind, kind === 'orders' || productId].join(),
      },
    )
    .map((all) =>
      all.map(({ named, productId, kind, ...rest }) =>
        // Some products of a store share their names, as they do in exports.
        kind === 'orders'
          ? task(store, { ...rest, kind })
          : task(store, { ...rest, name: named ? `名${productId % 3}` : null }, { productId }),
      ),
    )

describe('merging tasks', () => {
  const threeStores = fc.tuple(tasksIn('\u{20BB7}'), tasksIn('\u{F900}'), tasksIn('店'))

  test('gives the same in any grouping, in any order, and after a way through JSON', () => {
    fc.assert(
      fc.property(threeStores, ([a, b, c]) => {
        const left = mergeTasks(mergeTasks(a, b), c)
        expect(mergeTasks(a, mergeTasks(b, c))).toStrictEqual(left)
        expect(mergeTasks(mergeTasks(c, a), b)).toStrictEqual(left)
        expect(mergeTasks(b, a)).toStrictEqual(mergeTasks(a, b))
        const through = (tasks: Task[]): Task[] => JSON.parse(JSON.stringify(tasks))
        expect(mergeTasks(through(mergeTasks(a, b)), through(c))).toStrictEqual(left)
      }),
    )
  })

  test('loses no money and no place, and puts the most at stake first', () => {
    fc.assert(
      fc.property(threeStores, (stores) => {
        const merged = stores.reduce(mergeTasks)
        const sum = (tasks: readonly Task[]) => amounts(tasks).reduce((total, each) => total + each, 0)
        expect(sum(merged)).toBe(sum(stores.flat()))
        for (const { amountFen, places } of merged) {
          expect(amounts(places).reduce((total, each) => total + each, 0)).toBe(amountFen)
        }
        const placesOf = (tasks: readonly Task[]) =>
          tasks.flatMap(({ rule, places }) => places.map((place) => JSON.stringify([rule, place]))).sort()
        expect(placesOf(merged)).toEqual(placesOf(stores.flat()))
        expect(amounts(merged)).toEqual(amounts(merged).toSorted((x, y) => y - x))
      }),
    )
  })

  test('counts what is small in all stores', () => {
    expect(mergeSmall({ count: 1, amountFen: 30 }, { count: 2, amountFen: 99 })).toEqual({
      ...{ count: 3, amountFen: 129 },
    })
  })
})

/** Margins of 40 % and then 30 % on a revenue of 100 元: 10 元 missed. */
function thinner(): Order[] {
  return [sale(10, { quantity: 5, price: 20, profit: 40 }), sale(3, { quantity: 5, price: 20, profit: 30 })]
}

/** Twelve pieces in three days, 1.7 a day of the week, with this many left. */
function lastsADay(stock: number): Order[] {
  return [0, 1, 2].map((daysAgo) => sale(daysAgo, { quantity: 4, stock: daysAgo === 0 ? stock : 20 }))
}

/** A week of orders whose value does not pay for their delivery. */
function losingBand(): Order[] {
  return Array.from({ length: 40 }, (_, i) => order({ daysAgo: i % 7, delivery: 5 }))
}
