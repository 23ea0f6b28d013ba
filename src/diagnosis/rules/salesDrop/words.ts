import { SALES_DROP_MIN_PRIOR_TENTHS, SALES_DROP_PERCENT, WEEK_DAYS } from '../../thresholds'
import { RECOVERED, TWO_WEEKS_INPUT } from '../../thresholdsInWords'
import { type Lang, type RuleWords, UNITS } from '../../words'

/** As the rule compares it: with one decimal. */
const SALES_DROP_MIN_PRIOR = (SALES_DROP_MIN_PRIOR_TENTHS / 10).toFixed(1)

export const words: Record<Lang, RuleWords> = {
  zh: {
    name: '销量下滑',
    what: `日均销量比前 ${WEEK_DAYS} 天少 ${SALES_DROP_PERCENT}% 以上`,
    action: '排查',
    hint: '看是否断货、涨价、被下架，或排名掉了',
    todo: '查是否断货、涨价、下架或掉排名',
    none: '销量平稳',
    unit: UNITS.zh.products,
    why: {
      plain: `最近 ${WEEK_DAYS} 天平均一天卖几件，和再往前 ${WEEK_DAYS} 天比；本来就卖得少的不比，少了 ${SALES_DROP_PERCENT}% 以上的列出来。`,
      formula: [
        `日均 = Σ销量 ÷ ${WEEK_DAYS}，四舍五入到 0.1`,
        `计入前 ${WEEK_DAYS} 天日均 ≥ ${SALES_DROP_MIN_PRIOR}，且 (前 − 近) ÷ 前 > ${SALES_DROP_PERCENT}% 的商品`,
        RECOVERED.zh,
      ],
      inputs: [TWO_WEEKS_INPUT.zh],
    },
  },
  en: {
    name: 'Sales drop',
    what: `Daily sales down by more than ${SALES_DROP_PERCENT}%`,
    action: 'Find out why',
    hint: 'out of stock, more expensive, delisted, or ranked lower?',
    todo: 'Check stock, price, listing and ranking',
    none: 'Sales are steady',
    unit: UNITS.en.products,
    why: {
      plain: `How many sold per day in the last ${WEEK_DAYS} days, compared with the ${WEEK_DAYS} days before. Products that sold few to begin with are left out; those down by more than ${SALES_DROP_PERCENT}% are listed.`,
      formula: [
        `Daily average = Σ quantity ÷ ${WEEK_DAYS}, rounded to 0.1`,
        `Counts products with a prior average ≥ ${SALES_DROP_MIN_PRIOR} and (prior − recent) ÷ prior > ${SALES_DROP_PERCENT}%`,
        RECOVERED.en,
      ],
      inputs: [TWO_WEEKS_INPUT.en],
    },
  },
}
