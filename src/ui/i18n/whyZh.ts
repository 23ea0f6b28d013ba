import type { RuleName } from '../../diagnosis/rules/index'
import {
  FEE_CHANNELS,
  HOT_MIN_QUANTITY,
  MARGIN_DROP_MIN_QUANTITY,
  NEW_PRODUCT_SILENT_DAYS,
  PERSISTENT_STOCKOUT_DAYS,
  SALES_DROP_PERCENT,
  SEVERE_LOSS_PERCENT_OF_COST,
  SLOW_MOVING_DAYS,
  SUSTAINED_GROWTH_DAYS,
  TOP_LIST_LENGTH,
  TOP_PROFIT_MIN_QUANTITY,
  TOP_PROFIT_PRODUCTS,
  TREND_CHANGE_PERCENT,
  TREND_DAYS,
  WALK_BACK_DAYS,
  WEEK_DAYS,
} from '../../diagnosis/thresholds'
import type { Explanation } from './explanation'
import {
  DELIVERY_LIMIT_YUAN,
  DISTANCE_BAND_KM,
  DROP_TIER_POINTS,
  HOT_GROWTH_PERCENT,
  MARGIN_DROP_POINTS,
  SALES_DROP_MIN_PRIOR,
} from './limits'

const TREND: Explanation['inputs'][number] = [
  '增多 / 减少',
  `比前 ${TREND_DAYS} 天有单日的日均多 / 少 ${TREND_CHANGE_PERCENT}% 以上`,
]
const TWO_WEEKS: Explanation['inputs'][number] = [
  '两段 7 天',
  `近 ${WEEK_DAYS} 天 = D−6…D，前 ${WEEK_DAYS} 天 = D−13…D−7（D 为当日），需要 ${2 * WEEK_DAYS} 天历史`,
]
const GONE = '已恢复：前一天有、当日不再有的商品。'

/** The formulas of the page in Chinese, with the names that the export's columns have. */
export const whyZh = {
  title: '为什么是这个数',
  unused: (lines: string) => `当日 ${lines} 行订单明细中没有用上：`,
  allUsed: (lines: string) => `当日 ${lines} 行订单明细全部用上。`,
  reasons: {
    consumables: (n: string) => `耗材 ${n} 行`,
    notices: (n: string) => `提示/赠品 ${n} 行`,
    unsold: (n: string) => `未成交 ${n} 行`,
    withoutCost: (n: string) => `缺成本 ${n} 行`,
    withoutStock: (n: string) => `缺库存 ${n} 行`,
  },
  ordersWithoutCost: (n: string) => `净利润为负而毛利恰为 0（缺成本，无法判断）的订单 ${n} 单`,
  invalidOrders: (n: string) => `无效订单 ${n} 单的各行`,
  unusedOrders: (orders: string) => `没有用上：${orders}。`,
  rows: '逐行查看',
  amounts: {
    grossProfit: '毛利',
    serviceFee: '− 平台服务费',
    deliveryFee: '− 物流配送费',
    rebate: '+ 企客后返',
    netProfit: '= 净利润（以上各项分别舍入到分，可差几分）',
    revenue: '实收额',
    gmv: '原价',
    marketing: '营销费',
  },
  kpis: {
    formula: [
      '订单数 = 有效订单：收费渠道上 Σ平台服务费 ≤ 0 的是测试单或取消单，不算。以下各项只算有效订单。',
      '实收额 = Σ实收价格 × 月售',
      '毛利 = Σ利润额；净利润 = Σ利润额 − Σ平台服务费 − 物流配送费 + Σ企客后返',
      '净利率 = 净利润 ÷ 实收额；客单价 = 实收额 ÷ 订单数',
      '原价 = Σ商品原价 × 月售（原价 > 0 的行），加上有这种行的订单的打包袋金额和用户支付配送费',
      '营销费 = 这些订单的满减金额、商品减免金额、新客减免金额、商家代金券、商家承担部分券、满赠金额、商家其他优惠之和；营销费率 = 营销费 ÷ 原价',
    ],
    inputs: [
      ['收费渠道', [...FEE_CHANNELS].join('、')],
      [
        '对比',
        `较前一天、较前 ${WEEK_DAYS} 天里有数据的各天的均值；净利率、客单价、营销费率的均值是各天合计后再相除`,
      ],
    ],
  } as Explanation,
  rules: {
    lossOrders: {
      formula: [
        '净利润 = Σ利润额 − Σ平台服务费 − 物流配送费 + Σ企客后返，每单四舍五入到分',
        '计入当日净利润 < 0 且毛利 ≠ 0 的订单；毛利为 0 说明缺成本',
        '亏损金额 = Σ(−净利润)',
      ],
      inputs: [TREND],
    },
    deliveryCost: {
      formula: [
        '配送净成本 = 物流配送费 − (用户支付配送费 − 配送费减免金额) − Σ企客后返，每单四舍五入到分',
        `计入当日配送净成本 > ${DELIVERY_LIMIT_YUAN.toFixed(2)} 元的订单`,
        `超出部分 = Σ(配送净成本 − ${DELIVERY_LIMIT_YUAN.toFixed(2)} 元)`,
      ],
      inputs: [TREND, ['配送距离', `分界 ${DISTANCE_BAND_KM.join('、')} km，含上界`]],
    },
    stockouts: {
      formula: [
        `看到当日为止的 w = min(${WEEK_DAYS}, 历史天数) 天`,
        '计入 w 天内 Σ销量 > 0、当日有商品行、且当日最后一行库存为 0 的商品',
        '每日毛利风险 = Σ这些商品 w 天内的毛利 ÷ w',
        '恢复或无单：前一天缺货、当日不再计入的商品；当日没有商品行就看不到库存，不等于已补货',
      ],
      inputs: [
        ['需要历史', '2 天'],
        [
          '连续缺货',
          `连续 ${PERSISTENT_STOCKOUT_DAYS} 天以上；从当日往回最多看 ${WALK_BACK_DAYS} 天，没有商品行或有库存的一天即中断`,
        ],
      ],
    },
    belowCost: {
      formula: [
        '每笔亏损 = 商品采购成本 − 实收价格 × 月售，四舍五入到分',
        '计入当日销量 > 0 且亏损 > 0 的商品行；个数按商品计，不按行计',
        '亏损金额 = Σ每笔亏损',
      ],
      inputs: [['严重', `实收不到成本的 ${SEVERE_LOSS_PERCENT_OF_COST}%`]],
    },
    salesDrop: {
      formula: [
        `日均 = Σ销量 ÷ ${WEEK_DAYS}，四舍五入到 0.1`,
        `计入前 ${WEEK_DAYS} 天日均 ≥ ${SALES_DROP_MIN_PRIOR}，且 (前 − 近) ÷ 前 > ${SALES_DROP_PERCENT}% 的商品`,
        GONE,
      ],
      inputs: [TWO_WEEKS],
    },
    marginDrop: {
      formula: [
        '毛利率 = 毛利 ÷ 实收',
        `计入两段都有商品行、近 ${WEEK_DAYS} 天销量 ≥ ${MARGIN_DROP_MIN_QUANTITY}、前 ${WEEK_DAYS} 天毛利率 > 0，且近 − 前 < −${MARGIN_DROP_POINTS.toFixed(1)} 个点的商品`,
        `少赚毛利 = Σ(前 ${WEEK_DAYS} 天毛利率 × 近 ${WEEK_DAYS} 天实收 − 近 ${WEEK_DAYS} 天毛利)，每个商品四舍五入到分`,
        GONE,
      ],
      inputs: [TWO_WEEKS, ['下滑幅度', `分界 ${DROP_TIER_POINTS.join('、')} 个点，含上界`]],
    },
    slowMoving: {
      formula: [
        `计入最后一次卖出恰好在 ${Object.values(SLOW_MOVING_DAYS).join('、')} 天前、且最后已知库存 > 0 的商品`,
        '占用成本 = Σ库存 × 单位成本，每个商品四舍五入到分；单位成本 = 到当日为止全部销售的 Σ成本 ÷ Σ销量',
        '商品只在到期的那一天出现一次，因此不与前一天比新增和恢复',
      ],
      inputs: [
        [
          '新增 / 持续 / 严重',
          `${SLOW_MOVING_DAYS.new} / ${SLOW_MOVING_DAYS.ongoing} / ${SLOW_MOVING_DAYS.severe} 天`,
        ],
      ],
    },
    newProducts: {
      formula: [
        `计入当日有卖出、而 D−${NEW_PRODUCT_SILENT_DAYS}…D−1 没有卖出的商品`,
        '销售额、毛利 = 它们当日之和',
      ],
      inputs: [['需要历史', `${NEW_PRODUCT_SILENT_DAYS + 1} 天`]],
    },
    hotProducts: {
      formula: [
        '涨幅 = (当日销量 − 前一天销量) ÷ 前一天销量；前一天销量 ≤ 0 时记 100.0%',
        `计入当日销量 ≥ ${HOT_MIN_QUANTITY} 且涨幅 > ${HOT_GROWTH_PERCENT}% 的商品`,
        `列出前 ${TOP_LIST_LENGTH} 名：先比涨幅，再比销量`,
      ],
      inputs: [
        ['需要', '前一天有订单'],
        [
          '连续增长',
          `连续 ${SUSTAINED_GROWTH_DAYS} 天以上，每天都比前一天卖得多；从当日往回最多看 ${WALK_BACK_DAYS} 天`,
        ],
      ],
    },
    topProfit: {
      formula: [
        `当日毛利 > 0 且销量 ≥ ${TOP_PROFIT_MIN_QUANTITY} 的商品里，毛利最高的 ${TOP_PROFIT_PRODUCTS} 个；列出前 ${TOP_LIST_LENGTH} 名`,
        '毛利合计 = Σ它们的毛利；毛利率 = 毛利 ÷ 实收',
      ],
      inputs: [],
    },
  } satisfies Record<RuleName, Explanation> as Record<RuleName, Explanation>,
}
