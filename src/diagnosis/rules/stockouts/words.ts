import { PERSISTENT_STOCKOUT_DAYS, STOCKOUT_HISTORY_DAYS, WALK_BACK_DAYS, WEEK_DAYS } from '../../thresholds'
import { type Lang, plural, type RuleWords, UNITS } from '../../words'

interface OwnWords extends RuleWords {
  amount: string
  persistent: string
  newlyOut: string
}

export const words: Record<Lang, OwnWords> = {
  zh: {
    name: '热销缺货',
    what: `近 ${WEEK_DAYS} 天有销量、库存为 0 的商品`,
    action: '补货',
    hint: '先补连续缺货的，再补当日新缺的',
    todo: '今天补货，并核对线上库存',
    none: '库存充足',
    unit: UNITS.zh.products,
    amount: '每日毛利风险',
    amountOfDays: '各天毛利风险合计',
    persistent: `连续缺货 ≥ ${PERSISTENT_STOCKOUT_DAYS} 天`,
    newlyOut: '当日新缺货',
    // A product that did not sell shows no stock: that it is no longer found does not say that it is back.
    changes: {
      new: (n) => `新增 ${n}`,
      ongoing: (n) => `持续 ${n}`,
      gone: (n) => `恢复或无单 ${n}`,
    },
    why: {
      formula: [
        `看到当日为止的 w = min(${WEEK_DAYS}, 历史天数) 天`,
        '计入 w 天内 Σ销量 > 0、当日有商品行、且当日最后一行库存为 0 的商品',
        '每日毛利风险 = Σ这些商品 w 天内的毛利 ÷ w',
        '恢复或无单：前一天缺货、当日不再计入的商品；当日没有商品行就看不到库存，不等于已补货',
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
    what: `Sold within ${WEEK_DAYS} days, now at zero stock`,
    action: 'Restock',
    hint: 'those out for days first, then the new ones',
    todo: 'Restock today and check the stock online',
    none: 'Well stocked',
    unit: UNITS.en.products,
    amount: 'Gross profit at risk a day',
    amountOfDays: 'Gross profit at risk on these days',
    persistent: `Out for ≥ ${PERSISTENT_STOCKOUT_DAYS} days`,
    newlyOut: 'Out since that day',
    changes: {
      new: (n) => `New ${n}`,
      ongoing: (n) => `Ongoing ${n}`,
      gone: (n) => `Off the list ${n}`,
    },
    why: {
      formula: [
        `Looks at the w = min(${WEEK_DAYS}, days of history) days up to the day`,
        'Counts products with Σ quantity > 0 in the w days, a line on the day, and a stock of 0 on the last line of the day',
        'Gross profit at risk a day = Σ gross profit of these products in the w days ÷ w',
        'Off the list: products that were out on the day before and are no longer counted; one without a line on the day shows no stock, which does not mean that it was restocked',
      ],
      inputs: [
        ['Needs history', `${STOCKOUT_HISTORY_DAYS} ${plural('day', 'days')(STOCKOUT_HISTORY_DAYS)}`],
        [
          'Out for days',
          `${PERSISTENT_STOCKOUT_DAYS} days or more in a row, looking back at most ${WALK_BACK_DAYS} days; a day without a line, or with stock, ends the row`,
        ],
      ],
    },
  },
}
