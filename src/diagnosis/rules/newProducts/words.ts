import { NEW_PRODUCT_UNSOLD_DAYS } from '../../thresholds'
import { type Lang, type RuleWords, UNITS } from '../../words'

interface OwnWords extends RuleWords {
  amount: string
  profit: string
  margin: string
}

const HISTORY_DAYS = NEW_PRODUCT_UNSOLD_DAYS + 1

export const words: Record<Lang, OwnWords> = {
  zh: {
    name: '新品首销',
    what: `近 ${NEW_PRODUCT_UNSOLD_DAYS} 天没卖过、当日卖出的商品`,
    action: '跟进',
    hint: '确认库存跟得上，明天看是否继续卖',
    todo: '确认库存跟得上',
    none: '当日没有新品首销',
    unit: UNITS.zh.products,
    amount: '销售额',
    profit: '毛利',
    margin: '毛利率',
    why: {
      plain: `当日卖出、之前整整 ${NEW_PRODUCT_UNSOLD_DAYS} 天一件都没卖过的商品：刚上架的，或很久没动又卖出的。`,
      formula: [
        `计入当日有卖出、而 D−${NEW_PRODUCT_UNSOLD_DAYS}…D−1 没有卖出的商品`,
        '销售额、毛利 = 它们当日之和',
      ],
      inputs: [['需要历史', `${HISTORY_DAYS} 天`]],
    },
  },
  en: {
    name: 'New products',
    what: `First sale in ${NEW_PRODUCT_UNSOLD_DAYS} days`,
    action: 'Follow up',
    hint: 'check the stock, and see whether they sell again tomorrow',
    todo: 'Make sure there is enough stock',
    none: 'No new products sold',
    unit: UNITS.en.products,
    amount: 'Revenue',
    profit: 'Gross profit',
    margin: 'Gross margin',
    why: {
      plain: `Products that sold that day after ${NEW_PRODUCT_UNSOLD_DAYS} days without a sale: newly listed, or back after a long break.`,
      formula: [
        `Counts products with a sale on the day and none in D−${NEW_PRODUCT_UNSOLD_DAYS}…D−1`,
        'Revenue and gross profit = theirs on the day',
      ],
      inputs: [['Needs history', `${HISTORY_DAYS} days`]],
    },
  },
}
