import type { Diagnosis } from '../../src/diagnosis/diagnosis'
import type { KpiDay } from '../../src/diagnosis/kpi/history'
import { RULE_NAMES, ruleNamed } from '../../src/diagnosis/rules/index'
import type { StoreRow } from '../../src/diagnosis/storeRow'
import type { Task } from '../../src/diagnosis/tasks'
import { type CardView, FIRST_VIEW, type ShellView } from '../../src/ui/home/view'
import { windowOf } from '../diagnosis/build'

/** The real figures of one store on 2026-01-18, as the rules give them. */

type Rules = NonNullable<Diagnosis['rules']>

export const SHELL: ShellView = {
  ...FIRST_VIEW,
  ...{ lang: 'zh', signedIn: true, origin: 'https://shop.example', stores: [], date: null, channel: null },
}

/** A day on which nothing is wrong and nothing stands out. */
export const CALM = Object.fromEntries(
  RULE_NAMES.map((name) => [name, { status: 'ok', ...ruleNamed(name).figures([], windowOf([])) }]),
) as Rules

const BELOW_COST = [
  { name: '老坛酸菜牛肉面', stores: 1, lines: 11, amountFen: 1678 },
  { name: '燕京U8', stores: 1, lines: 4, amountFen: 920 },
]

export const BUSY: Rules = {
  ...CALM,
  lossOrders: {
    status: 'ok',
    count: 39,
    amountFen: 6715,
    channels: [
      ['美团共橙', 22],
      ['饿了么', 17],
    ],
    trend: {
      direction: 'worse',
      previousAverage: 22.3,
      previousAverageSixths: 134,
      previousDays: 3,
      changePercent: 75,
    },
    levers: {
      ...{ productDiscount: 21, coupons: 9, orderDiscount: 1, otherDiscount: 0 },
      ...{ deliveryDiscount: 12, belowCost: 14, none: 6 },
    },
    ordersWithoutCost: 0,
  },
  deliveryCost: {
    status: 'ok',
    count: 8,
    amountFen: 560,
    channels: [['美团共橙', 8]],
    trend: {
      direction: 'flat',
      previousAverage: 6.3,
      previousAverageSixths: 38,
      previousDays: 3,
      changePercent: 26,
    },
    distances: [2, 3, 2, 1],
  },
  stockouts: {
    status: 'ok',
    count: 98,
    amountFen: 10917,
    hot: { count: 12, amountFen: 6200 },
    persistent: 9,
    new: 71,
    unseen: 18,
    channels: [
      ['美团共橙', 56],
      ['饿了么', 33],
      ['收银机订单', 7],
      ['京东到家', 1],
      ['闪购小程序', 1],
    ],
  },
  lowStock: {
    status: 'ok',
    count: 14,
    amountFen: 4210,
    withinOneDay: 5,
    channels: [['美团共橙', 14]],
  },
  belowCost: {
    status: 'ok',
    lines: 97,
    count: 55,
    amountFen: 11374,
    severeLines: 72,
    causes: { listPrice: 2, promotion: 90, discount: 4, unknown: 1 },
    top: BELOW_COST,
    products: [...BELOW_COST, { name: '可口可乐', stores: 1, lines: 2, amountFen: 96 }],
  },
  salesDrop: { status: 'ok', count: 29, channels: [['饿了么', 29]] },
  marginDrop: { status: 'ok', count: 56, amountFen: 31476, tiers: [36, 13, 1, 6] },
  slowMoving: {
    status: 'ok',
    new: { count: 188, amountFen: 552673 },
    ongoing: { count: 150, amountFen: 363274 },
    severe: { count: 81, amountFen: 143214, withoutCost: 4 },
    stale: { count: 9, amountFen: 20110 },
  },
  orderValueBands: {
    status: 'ok',
    count: 2,
    amountFen: 14520,
    bands: [0, 15, 20, 25, 30, 50].map((fromYuan) => ({
      fromYuan,
      orders: 120,
      lossOrders: fromYuan < 20 ? 60 : 5,
      netProfitFen: fromYuan < 20 ? -7260 : 40_000,
      storesLosing: fromYuan < 20 ? 1 : 0,
      storesLosingFen: fromYuan < 20 ? 7260 : 0,
    })),
  },
  newProducts: { status: 'ok', count: 230, revenueFen: 288576, profitFen: 106528 },
  hotProducts: {
    status: 'ok',
    count: 7,
    quantity: 89,
    sustained: 2,
    top: [{ name: '咪咪虾条', store: '示例门店21', productId: 1, quantity: 21, growthPct: 266.7 }],
  },
  topProfit: {
    status: 'ok',
    count: 10,
    profitFen: 23308,
    top: [
      {
        name: '雪花清爽',
        store: '示例门店21',
        productId: 2,
        profitFen: 4474,
        profitMicro: 44740000,
        quantity: 5,
        marginPct: 32.6,
      },
    ],
  },
}

type HistoryRow = [date: string, ...amounts: number[]]

const HISTORY_ROWS: HistoryRow[] = [
  ['2026-01-05', 176, 178, 432871, 154904, 66236, 583757, 74492],
  ['2026-01-06', 179, 183, 529421, 193347, 91858, 691195, 79644],
  ['2026-01-07', 181, 187, 509113, 189440, 90459, 674806, 86196],
  ['2026-01-08', 187, 192, 541511, 197976, 87536, 714819, 91477],
  ['2026-01-09', 203, 203, 534481, 191845, 89744, 697815, 81817],
  ['2026-01-10', 216, 221, 583394, 214412, 99328, 769690, 94380],
  ['2026-01-11', 223, 227, 571612, 197200, 85226, 769437, 101974],
  ['2026-01-12', 192, 197, 463189, 170026, 73704, 611026, 70472],
  ['2026-01-13', 173, 181, 468608, 165160, 75556, 610711, 73088],
  ['2026-01-14', 195, 196, 468116, 159039, 64032, 644094, 95780],
  ['2026-01-15', 219, 222, 550670, 187132, 80436, 736229, 95842],
  ['2026-01-16', 235, 244, 533158, 186443, 74429, 726239, 101365],
  ['2026-01-17', 247, 249, 653321, 220915, 94396, 878591, 123265],
  ['2026-01-18', 303, 309, 800741, 281639, 117300, 1075561, 147500],
]

/** Two weeks without a gap. */
export const HISTORY: KpiDay[] = HISTORY_ROWS.map(
  ([
    date,
    orders = 0,
    allOrders = 0,
    revenueFen = 0,
    grossProfitFen = 0,
    netProfitFen = 0,
    gmvFen = 0,
    marketingFen = 0,
  ]) => ({
    date,
    orders,
    allOrders,
    revenueFen,
    grossProfitFen,
    netProfitFen,
    gmvFen,
    marketingFen,
    serviceFeeFen: 0,
    deliveryFeeFen: 0,
    rebateFen: 0,
  }),
)

/** Tasks of products and of orders, of today and of the week, and enough of today to hide one. */
export const TASKS: Task[] = [
  productTask('belowCost', 47, '老坛酸菜牛肉面', 1678),
  ordersTask('lossOrders', 9, 1671, ['deliveryCost']),
  productTask('salesDrop', 460, '燕京U8', 1125),
  productTask('marginDrop', 3, '可口可乐', 923),
  productTask('stockouts', 4079, '娃哈哈', 800),
  productTask('lowStock', 12, '农夫山泉', 700),
]

/** A task on one product of one store. */
export function productTask(
  rule: string,
  productId: number,
  name: string | null,
  amountFen: number,
  place: Partial<Task['places'][number]> = {},
): Task {
  return {
    ...{ rule, kind: 'product', name, amountFen, also: [] },
    places: [
      {
        ...{
          store: '示例门店21',
          productId,
          code: null,
          category: '',
          orders: null,
          amountFen,
          advice: null,
        },
        ...place,
      },
    ],
  }
}

/** A task on the orders of one store. */
export function ordersTask(rule: string, orders: number, amountFen: number, also: string[] = []): Task {
  return { ...productTask(rule, 0, null, amountFen, { productId: null, orders }), kind: 'orders', also }
}

export const STORE_ROW: StoreRow = {
  store: '示例门店21',
  kpi: { orders: 303, allOrders: 309, revenueFen: 800741, netProfitFen: 117300 },
  weekdayBefore: { orders: 223, allOrders: 227, revenueFen: 571612, netProfitFen: 85226 },
  week: {
    current: { orders: 1545, revenueFen: 3_937_803, netProfitFen: 579_853 },
    prior: { orders: 1334, revenueFen: 3_702_401, netProfitFen: 610_387 },
    netProfitChange: 'flat',
  },
  atStakeFen: 6897,
  usualNetProfitFen: 80_485,
  found: { lossOrders: 39, deliveryCost: 8, stockouts: 98, lowStock: 14, belowCost: 55 },
  ...{ isOver: true, doubt: null, stock: 'moving', productsWithoutCost: 0, missingDays: 0 },
}

export const DIAGNOSIS: Diagnosis = {
  businessDate: '2026-01-18',
  stores: ['示例门店21'],
  absent: [],
  failed: [],
  computedAt: '2026-01-18T22:05:03.120Z',
  checkedAt: '2026-01-19T00:06:00.000Z',
  source: 'cache',
  partial: false,
  notOver: [],
  doubtful: [],
  kpi: {
    orders: 303,
    allOrders: 309,
    revenueFen: 800741,
    grossProfitFen: 281639,
    netProfitFen: 117300,
    gmvFen: 1075561,
    marketingFen: 147500,
    serviceFeeFen: 50_000,
    deliveryFeeFen: 120_339,
    rebateFen: 6_000,
  },
  rules: BUSY,
  history: HISTORY,
  coverage: {
    ...{ lines: 1243, consumables: 0, notices: 144, unsold: 15, withoutCost: 7, withoutStock: 0 },
    ...{ withoutPrice: 0, ordersWithoutFee: 0 },
  },
  channels: [
    ['美团共橙', 143],
    ['饿了么', 123],
  ],
  changes: {
    lossOrders: { kind: 'days', counts: [39, 34, 35, 27, 23, 19, 18, 35] },
    stockouts: { kind: 'products', new: 71, ongoing: 27, recovered: 2, notSeen: 86 },
    salesDrop: { kind: 'products', new: 15, ongoing: 14, recovered: 5 },
  },
  week: {
    current: { orders: 1545, revenueFen: 3_937_803, netProfitFen: 579_853 },
    prior: { orders: 1334, revenueFen: 3_702_401, netProfitFen: 610_387 },
    netProfitChange: 'flat',
  },
  stockSnapshot: { frozen: 0, moving: 1, unknown: 0 },
  tasks: TASKS,
  smallFindings: { count: 0, amountFen: 0 },
  storeRows: [STORE_ROW],
}

/** What there is on a day on which no store of the scope has an order. */
export const NOTHING: Partial<Diagnosis> = {
  stores: [],
  kpi: null,
  rules: null,
  history: null,
  coverage: null,
  channels: null,
  changes: null,
  week: null,
  stockSnapshot: null,
  tasks: null,
  smallFindings: null,
  storeRows: null,
}

type Ready = Extract<CardView, { status: 'ready' }>

/** A card of the fixture, with some of its diagnosis replaced. */
export function ready(diagnosis: Partial<Diagnosis> = {}, view: Partial<Ready> = {}): Ready {
  return {
    status: 'ready',
    diagnosis: { ...DIAGNOSIS, ...diagnosis },
    directory: [
      { store: '示例门店02', firstDate: '2026-01-05', lastDate: '2026-01-16' },
      { store: '示例门店21', firstDate: '2025-12-20', lastDate: '2026-01-18' },
    ],
    nowIso: '2026-01-19T00:08:00.000Z',
    ...view,
  }
}
