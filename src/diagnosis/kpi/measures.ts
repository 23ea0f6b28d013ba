import type { OrdersColumn } from '../lists/orders/view'
import { type Fen, moneyEach, shareTenths } from '../money'
import type { Lang } from '../words'
import type { Kpi } from './sums'

/** A figure of the day, in its unit; null where it is unknown. Rates are in tenths of a percent, money in fen. */
interface Figure {
  of(kpi: Kpi): number | null
  unit: 'count' | 'money' | 'rate'
}

/** A KPI: what it is, the figure that explains it, and what the page says of both. */
export interface KpiMeasure extends Figure {
  /** The mean of a ratio over some days is the ratio of the sums; that of a total is its sum by the number of days. */
  isRatio: boolean
  /** Whether more is better; absent where it depends: a larger basket may be a smaller crowd. */
  moreIsBetter?: true
  /** The figure that explains it. */
  note: Figure
  /** What the list of orders behind it is sorted by: most of what it is made of first. */
  listedBy: OrdersColumn
  /** The amounts that go into it, as they are added up. */
  amounts: readonly { of(kpi: Kpi): Fen; words: Readonly<Record<Lang, string>> }[]
  words: Readonly<Record<Lang, { name: string; note: string; formula: readonly string[] }>>
}

function known(value: number): number | null {
  return Number.isSafeInteger(value) ? value : null
}

/** The KPIs, in the order of the page. */
const KPIS = {
  orders: {
    of: (kpi) => known(kpi.orders),
    unit: 'count',
    isRatio: false,
    moreIsBetter: true,
    note: { of: (kpi) => known(kpi.allOrders - kpi.orders), unit: 'count' },
    listedBy: 'time',
    amounts: [],
    words: {
      zh: {
        name: '订单数',
        note: '无效订单',
        formula: [
          '订单数 = 有效订单：收费渠道上 Σ平台服务费 ≤ 0 的是测试单或取消单，不算。以下各项只算有效订单。',
        ],
      },
      en: {
        name: 'Orders',
        note: 'Invalid',
        formula: [
          'Orders = valid orders: on a fee channel, one with Σ platform fee (平台服务费) ≤ 0 is a test or was cancelled. The other figures are over valid orders only.',
        ],
      },
    },
  },
  revenue: {
    of: (kpi) => known(kpi.revenueFen),
    unit: 'money',
    isRatio: false,
    moreIsBetter: true,
    note: { of: (kpi) => known(kpi.gmvFen), unit: 'money' },
    listedBy: 'revenue',
    amounts: [],
    words: {
      zh: { name: '实收额', note: '原价', formula: ['实收额 = Σ实收价格 × 月售'] },
      en: {
        name: 'Revenue',
        note: 'List',
        formula: ['Revenue = Σ price paid (实收价格) × quantity (月售)'],
      },
    },
  },
  netProfit: {
    of: (kpi) => known(kpi.netProfitFen),
    unit: 'money',
    isRatio: false,
    moreIsBetter: true,
    note: { of: (kpi) => known(kpi.grossProfitFen), unit: 'money' },
    listedBy: 'netProfit',
    amounts: [
      { of: (kpi) => kpi.grossProfitFen, words: { zh: '毛利', en: 'Gross profit' } },
      { of: (kpi) => kpi.serviceFeeFen, words: { zh: '− 平台服务费', en: '− Platform fee' } },
      { of: (kpi) => kpi.deliveryFeeFen, words: { zh: '− 物流配送费', en: '− Courier fee' } },
      { of: (kpi) => kpi.rebateFen, words: { zh: '+ 企客后返', en: '+ Rebate' } },
      {
        of: (kpi) => kpi.netProfitFen,
        words: {
          zh: '= 净利润（以上各项分别舍入到分，可差几分）',
          en: '= Net profit (each amount above is rounded by itself, so they may be a few fen off)',
        },
      },
    ],
    words: {
      zh: {
        name: '净利润',
        note: '毛利',
        formula: ['毛利 = Σ利润额；净利润 = Σ利润额 − Σ平台服务费 − 物流配送费 + Σ企客后返'],
      },
      en: {
        name: 'Net profit',
        note: 'Gross',
        formula: [
          'Gross profit = Σ 利润额; net profit = Σ 利润额 − Σ platform fee (平台服务费) − courier fee (物流配送费) + Σ rebate (企客后返)',
        ],
      },
    },
  },
  netMargin: {
    of: (kpi) => shareTenths(kpi.netProfitFen, kpi.revenueFen),
    unit: 'rate',
    isRatio: true,
    moreIsBetter: true,
    note: { of: (kpi) => shareTenths(kpi.grossProfitFen, kpi.revenueFen), unit: 'rate' },
    listedBy: 'netProfit',
    amounts: [{ of: (kpi) => kpi.revenueFen, words: { zh: '实收额', en: 'Revenue' } }],
    words: {
      zh: {
        name: '净利率',
        note: '毛利率',
        formula: ['净利率 = 净利润 ÷ 实收额；客单价 = 实收额 ÷ 订单数'],
      },
      en: {
        name: 'Net margin',
        note: 'Gross',
        formula: ['Net margin = net profit ÷ revenue; average order = revenue ÷ orders'],
      },
    },
  },
  perOrder: {
    of: (kpi) => moneyEach(kpi.revenueFen, kpi.orders),
    unit: 'money',
    isRatio: true,
    note: { of: (kpi) => moneyEach(kpi.netProfitFen, kpi.orders), unit: 'money' },
    listedBy: 'revenue',
    amounts: [],
    words: {
      zh: { name: '客单价', note: '单均净利', formula: [] },
      en: { name: 'Avg order', note: 'Net per order', formula: [] },
    },
  },
  marketingRate: {
    of: (kpi) => shareTenths(kpi.marketingFen, kpi.gmvFen),
    unit: 'rate',
    isRatio: true,
    note: { of: (kpi) => known(kpi.marketingFen), unit: 'money' },
    listedBy: 'marketing',
    amounts: [
      { of: (kpi) => kpi.gmvFen, words: { zh: '原价', en: 'List value' } },
      { of: (kpi) => kpi.marketingFen, words: { zh: '营销费', en: 'Marketing spend' } },
    ],
    words: {
      zh: {
        name: '营销费率',
        note: '营销费',
        formula: [
          '原价 = Σ商品原价 × 月售（原价 > 0 的行），加上有这种行的订单的打包袋金额和用户支付配送费',
          '营销费 = 这些订单的满减金额、商品减免金额、新客减免金额、商家代金券、商家承担部分券、满赠金额、商家其他优惠之和；营销费率 = 营销费 ÷ 原价',
        ],
      },
      en: {
        name: 'Marketing',
        note: 'Spent',
        formula: [
          'List value = Σ list price (商品原价) × quantity over lines with a list price > 0, plus the bag fee (打包袋金额) and the delivery fee paid (用户支付配送费) of orders with such a line',
          'Marketing spend = of those orders 满减金额 + 商品减免金额 + 新客减免金额 + 商家代金券 + 商家承担部分券 + 满赠金额 + 商家其他优惠; marketing rate = spend ÷ list value',
        ],
      },
    },
  },
} as const satisfies Record<string, KpiMeasure>

export type KpiName = keyof typeof KPIS

/** In the order of the page. */
export const KPI_NAMES = Object.keys(KPIS) as KpiName[]

/** A KPI of a name, seen as any of them. */
export function kpiNamed(name: KpiName): KpiMeasure {
  return KPIS[name]
}
