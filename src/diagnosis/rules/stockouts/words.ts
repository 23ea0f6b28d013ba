import {
  FROZEN_STOCK_MIN_PRODUCTS,
  FROZEN_STOCK_PERCENT,
  HOT_STOCK_MIN_PIECES,
  PERSISTENT_STOCKOUT_DAYS,
  RESTOCK_DAYS,
  STOCKOUT_HISTORY_DAYS,
  WALK_BACK_DAYS,
  WEEK_DAYS,
} from '../../thresholds'
import { type Lang, plural, type RuleWords, UNITS } from '../../words'

interface OwnWords extends RuleWords {
  amount: string
  hot: string
  hotAmount: string
  persistent: string
  newlyOut: string
  unseen: string
}

export const words: Record<Lang, OwnWords> = {
  zh: {
    name: '缺货',
    what: `近 ${WEEK_DAYS} 天有销量、库存为 0 的商品`,
    action: '补货',
    hint: '先补热销的，再补毛利风险大的',
    todo: '今天补货，并核对线上库存',
    none: '库存充足',
    unit: UNITS.zh.products,
    amount: '每日毛利风险',
    amountOfDays: '各天毛利风险合计',
    hot: `热销缺货（一天 1 件以上）`,
    hotAmount: '热销的每日毛利风险',
    persistent: `连续缺货 ≥ ${PERSISTENT_STOCKOUT_DAYS} 天`,
    newlyOut: '当日新缺货',
    unseen: '不知从哪天起',
    changes: {
      new: (n) => `前一天没列出 ${n}`,
      ongoing: (n) => `前一天也缺 ${n}`,
      gone: (n) => `已补上 ${n}`,
      notSeen: (n) => `当日未见 ${n}`,
    },
    why: {
      plain: '最近卖过、当日库存是 0 的商品；它们平时一天赚多少毛利，断货一天就少赚多少。',
      formula: [
        `看到当日为止的 w = min(${WEEK_DAYS}, 历史天数) 天`,
        `计入 w 天内 Σ销量 > 0、当日有商品行、且当日最后一行库存 ≤ 0 的商品（超卖也算）`,
        '每日毛利风险 = Σ这些商品 w 天内的毛利 ÷ w',
        `热销：w 天内卖出 ${HOT_STOCK_MIN_PIECES} 件以上；不满 ${WEEK_DAYS} 天历史不区分`,
        `当日新缺货：之前 ${WALK_BACK_DAYS} 天里最后一次看到的库存 > 0；一次都没看到，就不知从哪天起`,
        '已补上：前一天缺货、当日有库存 > 0 的商品行；当日没有商品行的只能说当日未见',
        `库存是导出时的快照：当日卖出、两天都有库存的商品不少于 ${FROZEN_STOCK_MIN_PRODUCTS} 个，且 ${FROZEN_STOCK_PERCENT}% 以上两天库存相同，就说明两天出自同一次导出，看不出缺了几天、哪些是新缺的`,
        `建议补货 = ${RESTOCK_DAYS} 天的销量 − 库存，向上取整，至少 1 件`,
      ],
      inputs: [
        ['需要历史', `${STOCKOUT_HISTORY_DAYS} 天`],
        [
          '连续缺货',
          `连续 ${PERSISTENT_STOCKOUT_DAYS} 天以上；从当日往回最多看 ${WALK_BACK_DAYS} 天，没有商品行或有库存的一天即中断`,
        ],
      ],
    },
  },
  en: {
    name: 'Out of stock',
    what: `Sold in the last ${WEEK_DAYS} days, now out`,
    action: 'Restock',
    hint: 'best sellers first, then whatever earns most',
    todo: 'Restock today and check the stock shown online',
    none: 'Nothing is out of stock',
    unit: UNITS.en.products,
    amount: 'Profit at risk per day',
    amountOfDays: 'Profit at risk over these days',
    hot: 'Best sellers (1+ a day)',
    hotAmount: 'At risk per day in best sellers',
    persistent: `Out for ${PERSISTENT_STOCKOUT_DAYS}+ days`,
    newlyOut: 'Newly out that day',
    unseen: 'Out, unknown since when',
    changes: {
      new: (n) => `Not listed the day before ${n}`,
      ongoing: (n) => `Also out the day before ${n}`,
      gone: (n) => `Restocked ${n}`,
      notSeen: (n) => `Not seen that day ${n}`,
    },
    why: {
      plain:
        'Products that sold lately and are now out of stock. What they usually earn in a day is what each day without them costs you.',
      formula: [
        `Looks at the w = min(${WEEK_DAYS}, days of history) days up to the day`,
        'Counts products with Σ quantity > 0 in the w days, a line on the day, and a stock of 0 or less on the last line of the day (oversold is out too)',
        'Gross profit at risk per day = Σ gross profit of these products in the w days ÷ w',
        `Best sellers: ${HOT_STOCK_MIN_PIECES} or more in the w days; not singled out with less than ${WEEK_DAYS} days of history`,
        `Newly out: the last stock seen in the ${WALK_BACK_DAYS} days before was > 0; where none was seen, it is unknown since when`,
        'Restocked: out on the day before, and a line with stock > 0 on the day; without a line, all that can be said is that it was not seen',
        `Stock is as of the export: where ${FROZEN_STOCK_MIN_PRODUCTS} or more products sold on the day with a known stock on both days, and ${FROZEN_STOCK_PERCENT}% or more of them show the same stock, both days came from one export, and how long something has been out cannot be told`,
        `Restock = ${RESTOCK_DAYS} days of sales minus the stock, rounded up, at least 1`,
      ],
      inputs: [
        ['Needs history', `${STOCKOUT_HISTORY_DAYS} ${plural('day', 'days')(STOCKOUT_HISTORY_DAYS)}`],
        [
          'Out for days',
          `${PERSISTENT_STOCKOUT_DAYS} days or more in a row, looking back at most ${WALK_BACK_DAYS} days; a day without a line, or with stock, ends the run`,
        ],
      ],
    },
  },
}
