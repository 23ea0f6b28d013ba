import type { Diagnosis } from '../../src/diagnosis/diagnosis'
import type { CardView, ShellView } from '../../src/ui/view'

/** The real figures of one store on 2026-01-18, as the rules give them. */

type Rules = NonNullable<Diagnosis['rules']>

export const SHELL: ShellView = { lang: 'zh', nonce: 'n0nce', stores: [], date: null }

export const BUSY: Rules = {
  lossOrders: {
    status: 'ok',
    count: 39,
    amountFen: 6715,
    channels: [
      ['美团共橙', 22],
      ['饿了么', 17],
    ],
    trend: { direction: 'worse', previousAverage: 22.3, previousAverageSixths: 134 },
  },
  deliveryCost: {
    status: 'ok',
    count: 8,
    amountFen: 560,
    channels: [['美团共橙', 8]],
    trend: { direction: 'flat', previousAverage: 6.3, previousAverageSixths: 38 },
    distances: [2, 3, 2, 1],
  },
  stockouts: {
    status: 'ok',
    count: 98,
    amountFen: 10917,
    persistent: 9,
    new: 71,
    channels: [
      ['美团共橙', 56],
      ['饿了么', 33],
      ['收银机订单', 7],
      ['京东到家', 1],
      ['闪购小程序', 1],
    ],
  },
  belowCost: { status: 'ok', lines: 97, count: 55, amountFen: 11374, severeLines: 72 },
  salesDrop: { status: 'ok', count: 29, channels: [['饿了么', 29]] },
  marginDrop: { status: 'ok', count: 56, amountFen: 31476, tiers: [36, 13, 1, 6] },
  slowMoving: {
    status: 'ok',
    new: { count: 188, amountFen: 552673 },
    ongoing: { count: 150, amountFen: 363274 },
    severe: { count: 81, amountFen: 143214, withoutCost: 4 },
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

const NO_TREND = { direction: 'none', previousAverage: null, previousAverageSixths: null } as const
const NONE = { count: 0, amountFen: 0 }

/** A day on which nothing is wrong and nothing stands out. */
export const CALM: Rules = {
  lossOrders: { status: 'ok', ...NONE, channels: [], trend: NO_TREND },
  deliveryCost: { status: 'ok', ...NONE, channels: [], trend: NO_TREND },
  stockouts: { status: 'ok', ...NONE, persistent: 0, new: 0, channels: [] },
  belowCost: { status: 'ok', ...NONE, lines: 0, severeLines: 0 },
  salesDrop: { status: 'ok', count: 0, channels: [] },
  marginDrop: { status: 'ok', ...NONE, tiers: [0, 0, 0, 0] },
  slowMoving: { status: 'ok', new: NONE, ongoing: NONE, severe: NONE },
  newProducts: { status: 'ok', count: 0, revenueFen: 0, profitFen: 0 },
  hotProducts: { status: 'ok', count: 0, quantity: 0, sustained: 0, top: [] },
  topProfit: { status: 'ok', count: 0, profitFen: 0, top: [] },
}

export const DIAGNOSIS: Diagnosis = {
  businessDate: '2026-01-18',
  stores: ['示例门店21'],
  absent: [],
  failed: [],
  computedAt: '2026-01-18T22:05:03.120Z',
  checkedAt: '2026-01-19T00:06:00.000Z',
  source: 'cache',
  kpi: {
    orders: 303,
    allOrders: 309,
    revenueFen: 800741,
    grossProfitFen: 281639,
    netProfitFen: 117300,
    gmvFen: 1075561,
    marketingFen: 147500,
  },
  rules: BUSY,
  history: null,
  coverage: null,
  changes: null,
  actions: null,
}

type Ready = Extract<CardView, { status: 'ready' }>

/** A card of the fixture, with some of its diagnosis replaced. */
export function ready(diagnosis: Partial<Diagnosis> = {}, view: Partial<Ready> = {}): Ready {
  return {
    status: 'ready',
    diagnosis: { ...DIAGNOSIS, ...diagnosis },
    directory: [
      { store: '示例门店02', lastDate: '2026-01-18' },
      { store: '示例门店21', lastDate: '2026-01-18' },
    ],
    nowIso: '2026-01-19T00:08:00.000Z',
    ...view,
  }
}
