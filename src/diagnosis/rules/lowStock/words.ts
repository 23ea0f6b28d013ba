import {
  HOT_STOCK_MIN_PIECES,
  LOW_STOCK_COVER_DAYS,
  LOW_STOCK_MIN_SALE_DAYS,
  RESTOCK_DAYS,
  WEEK_DAYS,
} from '../../thresholds'
import { type Lang, type RuleWords, UNITS } from '../../words'

interface OwnWords extends RuleWords {
  amount: string
  withinOneDay: string
}

export const words: Record<Lang, OwnWords> = {
  zh: {
    name: '即将断货',
    what: `卖得动、库存撑不过 ${LOW_STOCK_COVER_DAYS} 天的商品`,
    action: '提前补',
    hint: '先补今天就会卖完的',
    todo: '今天下单补货',
    none: '没有快断货的商品',
    unit: UNITS.zh.products,
    amount: '每日毛利风险',
    withinOneDay: '撑不过 1 天',
    changes: {
      new: (n) => `新增 ${n}`,
      ongoing: (n) => `前一天也是 ${n}`,
      gone: (n) => `已补上 ${n}`,
      notSeen: (n) => `当日未见 ${n}`,
    },
    why: {
      plain: `最近卖得动、照这个速度 ${LOW_STOCK_COVER_DAYS} 天之内就会卖完的商品；真断了货，每天就少赚它们平时一天的毛利。`,
      formula: [
        `看近 ${WEEK_DAYS} 天：Σ销量 ≥ ${HOT_STOCK_MIN_PIECES} 件，且至少 ${LOW_STOCK_MIN_SALE_DAYS} 天有卖出`,
        `当日库存 > 0，且 ${WEEK_DAYS} × 库存 ≤ ${LOW_STOCK_COVER_DAYS} × Σ销量（还能卖 ${LOW_STOCK_COVER_DAYS} 天或更短）`,
        `每日毛利风险 = Σ这些商品近 ${WEEK_DAYS} 天的毛利 ÷ ${WEEK_DAYS}`,
        `建议补货 = ${RESTOCK_DAYS} 天的销量 − 库存，向上取整，至少 1 件`,
      ],
      inputs: [['需要历史', `${WEEK_DAYS} 天`]],
    },
  },
  en: {
    name: 'Running low',
    what: `Selling, with stock for ${LOW_STOCK_COVER_DAYS} days or less`,
    action: 'Order early',
    hint: 'start with what will be gone today',
    todo: 'Order it today',
    none: 'Nothing is running low',
    unit: UNITS.en.products,
    amount: 'Profit at risk per day',
    withinOneDay: 'Gone within a day',
    changes: {
      new: (n) => `New ${n}`,
      ongoing: (n) => `Also the day before ${n}`,
      gone: (n) => `Restocked ${n}`,
      notSeen: (n) => `Not seen that day ${n}`,
    },
    why: {
      plain: `Products that keep selling and will be gone within ${LOW_STOCK_COVER_DAYS} days at this pace. Once they are out, each day costs you what they usually earn in a day.`,
      formula: [
        `Of the last ${WEEK_DAYS} days: Σ quantity ≥ ${HOT_STOCK_MIN_PIECES}, sold on ${LOW_STOCK_MIN_SALE_DAYS} days or more`,
        `Stock on the day > 0, and ${WEEK_DAYS} × stock ≤ ${LOW_STOCK_COVER_DAYS} × Σ quantity: it lasts ${LOW_STOCK_COVER_DAYS} days or less`,
        `Gross profit at risk per day = Σ gross profit of these products in the ${WEEK_DAYS} days ÷ ${WEEK_DAYS}`,
        `Restock = ${RESTOCK_DAYS} days of sales minus the stock, rounded up, at least 1`,
      ],
      inputs: [['Needs history', `${WEEK_DAYS} days`]],
    },
  },
}
