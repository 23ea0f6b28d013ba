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
import type { whyZh } from './whyZh'

const TREND: Explanation['inputs'][number] = [
  'More / fewer',
  `over ${TREND_CHANGE_PERCENT}% above / below the mean of those of the ${TREND_DAYS} days before that have orders`,
]
const TWO_WEEKS: Explanation['inputs'][number] = [
  'The two weeks',
  `recent = D−6…D, prior = D−13…D−7, where D is the day; needs ${2 * WEEK_DAYS} days of history`,
]
const GONE = 'Recovered: products that were found on the day before and no longer are.'

/** The formulas of the page in English; the export's columns keep their Chinese names beside them. */
export const whyEn: typeof whyZh = {
  title: 'Why this number',
  unused: (lines) => `Not used, of the day’s ${lines} order lines: `,
  allUsed: (lines) => `All ${lines} order lines of the day are used.`,
  reasons: {
    consumables: (n) => `${n} of consumables (耗材)`,
    notices: (n) => `${n} notices or giveaways`,
    unsold: (n) => `${n} not sold`,
    withoutCost: (n) => `${n} without a cost`,
    withoutStock: (n) => `${n} without a stock`,
  },
  ordersWithoutCost: (n) =>
    `${n} orders below 0 whose gross profit is exactly 0 (costs are missing, nobody can tell)`,
  invalidOrders: (n) => `the lines of ${n} orders that are not valid`,
  unusedOrders: (orders) => `Not used: ${orders}.`,
  rows: 'Row by row',
  amounts: {
    grossProfit: 'Gross profit',
    serviceFee: '− Platform fee',
    deliveryFee: '− Courier fee',
    rebate: '+ Rebate',
    netProfit: '= Net profit (the amounts above are rounded each: they may be some fen off)',
    revenue: 'Revenue',
    gmv: 'List value',
    marketing: 'Marketing spend',
  },
  kpis: {
    formula: [
      'Orders = valid orders: on a fee channel, one with Σ platform fee (平台服务费) ≤ 0 is a test or was cancelled. The other figures are over valid orders only.',
      'Revenue = Σ price paid (实收价格) × quantity (月售)',
      'Gross profit = Σ 利润额; net profit = Σ 利润额 − Σ platform fee (平台服务费) − courier fee (物流配送费) + Σ rebate (企客后返)',
      'Net margin = net profit ÷ revenue; per order = revenue ÷ orders',
      'List value = Σ list price (商品原价) × quantity over lines with a list price > 0, plus the bag fee (打包袋金额) and the delivery fee paid (用户支付配送费) of orders with such a line',
      'Marketing spend = of those orders 满减金额 + 商品减免金额 + 新客减免金额 + 商家代金券 + 商家承担部分券 + 满赠金额 + 商家其他优惠; marketing rate = spend ÷ list value',
    ],
    inputs: [
      ['Fee channels', [...FEE_CHANNELS].join(', ')],
      [
        'Comparison',
        `with the day before, and with the mean of those of the ${WEEK_DAYS} days before that have data; the mean of net margin, per order and marketing is that of the sums`,
      ],
    ],
  },
  rules: {
    lossOrders: {
      formula: [
        'Net profit = Σ gross profit (利润额) − Σ platform fee (平台服务费) − courier fee (物流配送费) + Σ rebate (企客后返), each order rounded to the fen',
        'Counts orders of the day with a net profit < 0 and a gross profit ≠ 0, for 0 means that costs are missing',
        'Lost = Σ(−net profit)',
      ],
      inputs: [TREND],
    },
    deliveryCost: {
      formula: [
        'Net delivery cost = courier fee (物流配送费) − (delivery fee paid (用户支付配送费) − its discount (配送费减免金额)) − Σ rebate (企客后返), each order rounded to the fen',
        `Counts orders of the day with a net delivery cost > ¥${DELIVERY_LIMIT_YUAN.toFixed(2)}`,
        `Above the limit = Σ(net delivery cost − ¥${DELIVERY_LIMIT_YUAN.toFixed(2)})`,
      ],
      inputs: [TREND, ['Distances', `bounds ${DISTANCE_BAND_KM.join(', ')} km, upper bound included`]],
    },
    stockouts: {
      formula: [
        `Looks at the w = min(${WEEK_DAYS}, days of history) days up to the day`,
        'Counts products with Σ quantity > 0 in the w days, a line on the day, and a stock of 0 on the last line of the day',
        'Gross profit at risk a day = Σ gross profit of these products in the w days ÷ w',
        'Off the list: products that were out on the day before and are no longer counted; one without a line on the day shows no stock, which does not mean that it was restocked',
      ],
      inputs: [
        ['Needs history', '2 days'],
        [
          'Out for days',
          `${PERSISTENT_STOCKOUT_DAYS} days or more in a row, looking back at most ${WALK_BACK_DAYS} days; a day without a line, or with stock, ends the row`,
        ],
      ],
    },
    belowCost: {
      formula: [
        'Loss of a sale = cost (商品采购成本) − price paid (实收价格) × quantity (月售), rounded to the fen',
        'Counts lines of products of the day with a quantity > 0 and a loss > 0; the number is of products, not of lines',
        'Lost = Σ loss of the sales',
      ],
      inputs: [['Severe', `paid less than ${SEVERE_LOSS_PERCENT_OF_COST}% of the cost`]],
    },
    salesDrop: {
      formula: [
        `Daily average = Σ quantity ÷ ${WEEK_DAYS}, rounded to 0.1`,
        `Counts products with a prior average ≥ ${SALES_DROP_MIN_PRIOR} and (prior − recent) ÷ prior > ${SALES_DROP_PERCENT}%`,
        GONE,
      ],
      inputs: [TWO_WEEKS],
    },
    marginDrop: {
      formula: [
        'Rate = gross profit ÷ revenue',
        `Counts products with lines in both weeks, a recent quantity ≥ ${MARGIN_DROP_MIN_QUANTITY}, a prior rate > 0, and recent − prior < −${MARGIN_DROP_POINTS.toFixed(1)} points`,
        'Missed = Σ(prior rate × recent revenue − recent gross profit), each product rounded to the fen',
        GONE,
      ],
      inputs: [TWO_WEEKS, ['Drops', `bounds ${DROP_TIER_POINTS.join(', ')} points, upper bound included`]],
    },
    slowMoving: {
      formula: [
        `Counts products whose last sale was exactly ${Object.values(SLOW_MOVING_DAYS).join(', ')} days ago and whose last known stock is > 0`,
        'Cost tied up = Σ stock × unit cost, each product rounded to the fen; unit cost = Σ cost ÷ Σ quantity over all its sales so far',
        'A product appears once, on the day on which it falls due: so there is no new or recovered against the day before',
      ],
      inputs: [
        [
          'New / ongoing / severe',
          `${SLOW_MOVING_DAYS.new} / ${SLOW_MOVING_DAYS.ongoing} / ${SLOW_MOVING_DAYS.severe} days`,
        ],
      ],
    },
    newProducts: {
      formula: [
        `Counts products with a sale on the day and none in D−${NEW_PRODUCT_SILENT_DAYS}…D−1`,
        'Revenue and gross profit = theirs of the day',
      ],
      inputs: [['Needs history', `${NEW_PRODUCT_SILENT_DAYS + 1} days`]],
    },
    hotProducts: {
      formula: [
        'Growth = (quantity − the day before’s) ÷ the day before’s; 100.0% where the day before’s is ≤ 0',
        `Counts products with a quantity ≥ ${HOT_MIN_QUANTITY} on the day and a growth > ${HOT_GROWTH_PERCENT}%`,
        `Lists the first ${TOP_LIST_LENGTH}, by growth, then quantity`,
      ],
      inputs: [
        ['Needs', 'an order on the day before'],
        [
          'Growing for days',
          `${SUSTAINED_GROWTH_DAYS} days or more, each above the day before; looking back at most ${WALK_BACK_DAYS} days`,
        ],
      ],
    },
    topProfit: {
      formula: [
        `The ${TOP_PROFIT_PRODUCTS} products with the largest gross profit of the day, of those with a gross profit > 0 and a quantity ≥ ${TOP_PROFIT_MIN_QUANTITY}; lists the first ${TOP_LIST_LENGTH}`,
        'Gross profit = Σ theirs; margin = gross profit ÷ revenue',
      ],
      inputs: [],
    },
  },
}
