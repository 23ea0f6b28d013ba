import type { RunRecord } from '../../src/data/runs'
import type { OrderDetail } from '../../src/details/orderDetail'
import type { ProductDayDetail, ProductDetail } from '../../src/details/productDetail'
import { addDays } from '../../src/diagnosis/businessDate'
import type { Cell } from '../../src/diagnosis/cell'
import type { ListName } from '../../src/diagnosis/lists/index'
import { toMilli } from '../../src/diagnosis/quantity'
import { RULES, type RuleName } from '../../src/diagnosis/rules/index'
import { columnIds } from '../../src/lists/columns'
import { defaultOrder } from '../../src/lists/listQuery'
import type { StoreFreshness } from '../../src/status/freshness'
import { type DatabaseFill, type Status, standingOf } from '../../src/status/status'
import type { RowView, RuleListRows } from '../../src/ui/list/view'
import type { StoreStatus } from '../../src/ui/status/view'
import type {
  ListTarget,
  OrderTarget,
  PageShell,
  PageTarget,
  ProductTarget,
  StatusTarget,
} from '../../src/ui/target'

export const RULE_NAMES = Object.keys(RULES) as RuleName[]
export const STORE = '示例门店21'
/** Of the site, in links that are sent along. */
export const ORIGIN = 'https://shop.example'
export const DATE = '2026-01-18'
export const DIRECTORY = [
  { store: '示例门店02', firstDate: '2026-01-05', lastDate: DATE },
  { store: STORE, firstDate: '2025-12-20', lastDate: DATE },
]

/** A page's shell around a target. */
export function shellOf<Target extends PageTarget>(
  target: Target,
  lang: 'zh' | 'en' = 'zh',
): PageShell<Target> & { origin: string } {
  return { lang, signedIn: true, target, origin: ORIGIN }
}

/** A list as it opens, with some of its query and scope replaced. */
export function listTarget(
  rule: ListName,
  query: Partial<ListTarget['query']> = {},
  scope: Partial<ListTarget['scope']> = {},
): ListTarget {
  return {
    page: 'list',
    scope: { stores: [STORE], date: DATE, ...scope },
    query: {
      rule,
      days: 1,
      search: '',
      channels: [],
      categories: [],
      page: 1,
      ...defaultOrder(rule),
      ...query,
    },
  }
}

/** A value of every column, of the kind that the lists put there. */
export const CELLS: Record<string, Exclude<Cell, null>> = {
  date: { kind: 'date', date: DATE },
  store: { kind: 'text', text: STORE },
  channel: { kind: 'text', text: '美团共橙' },
  category: { kind: 'text', text: '饮品' },
  product: { kind: 'product', productId: 144, name: '可口可乐 330ml' },
  code: { kind: 'text', text: '210034' },
  order: { kind: 'order', orderId: '660906543317' },
  time: { kind: 'time', time: '2026-01-18T23:18:09' },
  timeSlot: { kind: 'label', label: 'dinner' },
  revenue: { kind: 'money', fen: 123456 },
  cost: { kind: 'money', fen: 2034 },
  marketing: { kind: 'money', fen: 1002 },
  serviceFee: { kind: 'money', fen: 181 },
  deliveryFee: { kind: 'money', fen: 510 },
  rebate: { kind: 'money', fen: 20 },
  grossProfit: { kind: 'money', fen: 95 },
  netProfit: { kind: 'money', fen: -596 },
  netDeliveryCost: { kind: 'money', fen: 850 },
  excess: { kind: 'money', fen: 250 },
  distance: { kind: 'count', value: 6230 },
  hints: {
    kind: 'reasons',
    reasons: [
      { code: 'far', value: 6230 },
      { code: 'night', value: 23 },
    ],
  },
  quantity: { kind: 'count', value: 21 },
  previousQuantity: { kind: 'count', value: 2 },
  daysOut: { kind: 'count', value: 4 },
  profitAtStake: { kind: 'money', fen: 800 },
  restock: { kind: 'count', value: 9 },
  unitPrice: { kind: 'money', fen: 99 },
  unitCost: { kind: 'money', fen: 347 },
  loss: { kind: 'money', fen: 248 },
  lowestPrice: { kind: 'money', fen: 365 },
  cause: { kind: 'label', label: 'promotion' },
  severity: { kind: 'label', label: 'severe' },
  cover: { kind: 'tenths', tenths: 14 },
  band: { kind: 'text', text: '15–20' },
  orders: { kind: 'count', value: 112 },
  lossOrders: { kind: 'count', value: 60 },
  lossShare: { kind: 'rate', tenths: 536 },
  priorDaily: { kind: 'tenths', tenths: 34 },
  recentDaily: { kind: 'tenths', tenths: 7 },
  salesChange: { kind: 'rate', tenths: -767 },
  lostProfit: { kind: 'money', fen: 1125 },
  priorMargin: { kind: 'rate', tenths: 160 },
  recentMargin: { kind: 'rate', tenths: 38 },
  marginChange: { kind: 'points', tenths: -122 },
  missedProfit: { kind: 'money', fen: 6462 },
  reasons: {
    kind: 'reasons',
    reasons: [
      { code: 'priceUp', value: 52 },
      { code: 'outOfStock', value: 2 },
    ],
  },
  level: { kind: 'label', label: 'unsoldForAWeek' },
  lastSale: { kind: 'date', date: '2026-01-15' },
  daysSinceLastSale: { kind: 'count', value: 3 },
  stock: { kind: 'count', value: 93 },
  tiedUpCost: { kind: 'money', fen: 50148 },
  validity: { kind: 'label', label: 'invalid' },
  gmv: { kind: 'money', fen: 2290 },
  growth: { kind: 'rate', tenths: 2667 },
  streak: { kind: 'count', value: 2 },
  margin: { kind: 'rate', tenths: 326 },
}

/** A row with a value in every column, some of them replaced. */
export function rowOf(cells: Partial<RowView['cells']> = {}, row: Partial<RowView> = {}): RowView {
  return {
    store: STORE,
    date: DATE,
    subject: { kind: 'product', productId: 144 },
    cells: { ...CELLS, ...cells },
    ...row,
  }
}

/** A list of some rows, with every column that it may have. */
export function listOf(rule: ListName, list: Partial<RuleListRows> = {}): RuleListRows {
  const rows = list.rows ?? [rowOf()]
  return {
    rule,
    businessDate: DATE,
    days: 1,
    columns: ['date', ...columnIds(rule)],
    rows,
    total: { count: rows.length, amountFen: 11374 },
    choices: { channels: ['美团共橙', '饿了么'], categories: ['饮品'] },
    orderProducts: [],
    storesWithoutData: [],
    storesFrozen: [],
    lacksDayBefore: false,
    storesWithoutOrders: [],
    damagedDays: [],
    storesOutOfReach: [],
    subjects: 1,
    known: true,
    daysOverlap: false,
    ...list,
  }
}

export const ORDER_TARGET: OrderTarget = { page: 'order', store: STORE, orderId: '660906543317', date: null }

const LINE = {
  productId: 7,
  name: '康师傅 冰红茶 1L/瓶',
  category: '饮品',
  quantityMilli: 2000,
  unitPriceFen: 394,
  listPriceFen: 320,
  costFen: 465,
  revenueFen: 788,
  grossProfitFen: 323,
  stockMilli: 7000,
  merchandise: true,
}

/** A loss-making order, line by line. */
export const ORDER: OrderDetail = {
  store: STORE,
  order: {
    orderId: '660906543317',
    orderedAt: '2026-01-18T23:18:09',
    channel: '美团共橙',
    deliveryFeeMicro: 5_100_000,
    userDeliveryFeeMicro: 6_000_000,
    deliveryDiscountMicro: 5_000_000,
    bagFeeMicro: 1_000_000,
    marketingMicro: [0, 10_010_000, 0, 0, 10_000, 0, 0],
    distanceMetres: 6_230,
    lines: [],
  },
  valid: true,
  lines: [
    LINE,
    { ...LINE, name: '购物袋', productId: null, category: '耗材', merchandise: false },
    { ...LINE, name: '金牌售后', productId: null, category: '', merchandise: false, stockMilli: null },
    { ...LINE, name: '老坛酸菜', costFen: null, grossProfitFen: null },
  ],
  profitSteps: [
    { step: 'grossProfit', amountFen: 95 },
    { step: 'serviceFee', amountFen: -181 },
    { step: 'deliveryFee', amountFen: -510 },
    { step: 'rebate', amountFen: 0 },
  ],
  netProfitFen: -596,
  netDeliveryCostFen: 410,
  linesWithoutProfit: 0,
}

export const PRODUCT_TARGET: ProductTarget = { page: 'product', store: STORE, productId: 144, date: null }

/** Thirty days of which only some are known, by days before the last. */
export function daysOf(known: Record<number, Partial<ProductDayDetail>>): ProductDayDetail[] {
  return Array.from({ length: 30 }, (_, i) => ({
    date: addDays(DATE, i - 29),
    sales: null,
    stockShared: false,
    open: true,
    findings: [],
    ...known[29 - i],
  }))
}

/** @param quantity and stock in pieces */
export function salesOf(quantity: number, stock: number | null, marginTenths: number | null = 305) {
  return {
    quantityMilli: toMilli(quantity),
    revenueFen: quantity * 1000,
    unitPriceFen: quantity > 0 ? 1000 : null,
    unitCostFen: marginTenths === null || quantity <= 0 ? null : 1000 - marginTenths,
    withKnownProfit: {
      revenueMicro: marginTenths === null ? 0 : quantity * 10_000_000,
      grossProfitMicro: quantity * 10_000 * (marginTenths ?? 0),
    },
    marginTenths,
    stockMilli: stock === null ? null : toMilli(stock),
  }
}

export const PRODUCT: ProductDetail = {
  store: STORE,
  product: { productId: 144, name: '可口可乐 330ml', category: '饮品' },
  code: { kind: 'storeCode', code: '10086' },
  businessDate: DATE,
  situation: {
    status: 'found',
    lead: {
      rule: 'stockouts',
      findings: [
        {
          productId: 144,
          stockMilli: 0,
          quantityMilli: 12_000,
          grossProfitMicro: 30_000_000,
          windowDays: 7,
          dailyProfitFen: 429,
          daysOut: 3,
          since: 'earlier',
          channel: '美团共橙',
        },
      ],
    },
    stake: { amountFen: 429, advice: { kind: 'restock', pieces: 6, daysOut: 3, isSnapshot: false } },
    streak: { days: 3, atLeast: false },
    also: ['belowCost'],
  },
  restock: { status: 'order', pieces: 6 },
  elsewhere: { stores: [], more: 0, storesOutOfReach: [] },
  days: daysOf({
    3: { sales: salesOf(4, 6) },
    2: { sales: salesOf(6, 0), findings: ['stockouts'] },
    0: { sales: salesOf(2, 0, -20), findings: ['stockouts', 'belowCost'] },
  }),
}

export const STATUS_TARGET: StatusTarget = { page: 'status' }

const RUN: RunRecord = {
  id: 12,
  trigger: 'cron',
  cron: '*/5 * * * *',
  scheduledAt: '2026-01-19T00:05:00.000Z',
  startedAt: '2026-01-19T00:05:00.000Z',
  finishedAt: '2026-01-19T00:05:01.176Z',
  outcome: 'done',
  stores: 10,
  shards: 0,
  failures: [],
  readable: 11,
  elapsedMs: 1176,
  rowsRead: 16078,
  rowsWritten: 22,
}

export function runOf(run: Partial<RunRecord>): RunRecord {
  return { ...RUN, ...run }
}

export function storeOf(store: Partial<StoreStatus>): StoreStatus {
  const versions = { dataVersion: 15, cardVersion: 15 }
  return {
    store: STORE,
    firstDate: '2025-12-20',
    lastDate: DATE,
    cardDate: DATE,
    ...versions,
    standing: standingOf({ ...versions, ...store } as typeof versions),
    computedAt: '2026-01-19T00:05:00.000Z',
    edge: 'cache',
    ...store,
  }
}

/** A store whose orders are all in, with some of it replaced. */
export function freshnessOf(store: Partial<StoreFreshness> = {}): StoreFreshness {
  return {
    store: STORE,
    lastCompleteDate: DATE,
    missingDates: [],
    doubtfulDates: [],
    upToDate: true,
    ...store,
  }
}

/** A database that answers. */
type AnsweringDatabase = Extract<DatabaseFill, { status: 'answers' }>

export function databaseOf(database: Partial<AnsweringDatabase> = {}): AnsweringDatabase {
  return {
    database: 'DB',
    status: 'answers',
    bytes: 2_400_000_000,
    limitBytes: 10_000_000_000,
    fullness: 'roomy',
    growth: { status: 'growing', bytesPerDay: 20_000_000, fullOn: '2027-03-04' },
    ...database,
  }
}

export const SYSTEM: Status = {
  checkedAt: '2026-01-19T00:08:00.000Z',
  storeCount: 1,
  orders: [freshnessOf()],
  storesOutOfReach: [],
  schedule: {
    status: 'onTime',
    cron: '*/5 * * * *',
    lastAt: new Date('2026-01-19T00:05:00.000Z'),
    nextAt: new Date('2026-01-19T00:10:00.000Z'),
  },
  runs: [RUN],
  cards: { current: 1, behind: 0, withoutCard: 0 },
  stores: [storeOf({})],
  givenUp: [],
  databases: [databaseOf()],
}

/** A text that tries to be markup, is long, and turns the direction around. */
export const HOSTILE = `</style><script>alert(1)</script>"'&amp; onload="x" \u202e${'长'.repeat(300)}`
