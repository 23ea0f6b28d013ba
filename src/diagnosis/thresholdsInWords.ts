import { TREND_CHANGE_PERCENT, TREND_DAYS, WEEK_DAYS } from './thresholds'
import type { Explanation, Lang, ProductChangeWords } from './words'

/** What several rules say of their thresholds and changes, so that the words cannot drift from the rules. */

/** What a trend compares. */
export const TREND_INPUT: Readonly<Record<Lang, Explanation['inputs'][number]>> = {
  zh: [
    '比前几天',
    `和前 ${TREND_DAYS} 天里有订单的各天的日均比；多出 ${TREND_CHANGE_PERCENT}% 以上标红，少了 ${TREND_CHANGE_PERCENT}% 以上标绿，以内不标色`,
  ],
  en: [
    'Trend',
    `against the average of those of the ${TREND_DAYS} days before that have orders; red above +${TREND_CHANGE_PERCENT}%, green below −${TREND_CHANGE_PERCENT}%, neutral in between`,
  ],
}

/** Which weeks a rule compares. */
export const TWO_WEEKS_INPUT: Readonly<Record<Lang, Explanation['inputs'][number]>> = {
  zh: [
    '两段 7 天',
    `近 ${WEEK_DAYS} 天 = D−6…D，前 ${WEEK_DAYS} 天 = D−13…D−7（D 为当日），需要 ${2 * WEEK_DAYS} 天历史`,
  ],
  en: [
    'The two weeks',
    `recent = D−6…D, prior = D−13…D−7, where D is the day; needs ${2 * WEEK_DAYS} days of history`,
  ],
}

export const RECOVERED: Readonly<Record<Lang, string>> = {
  zh: '已恢复：前一天有、当日不再有的商品。',
  en: 'Recovered: products found the day before that no longer are.',
}

/** Changes of a list that it is good to stand on. */
export const ON_THE_LIST: Readonly<Record<Lang, ProductChangeWords>> = {
  zh: {
    new: (n) => `新上榜 ${n}`,
    ongoing: (n) => `仍在榜 ${n}`,
    gone: (n) => `退榜 ${n}`,
    notSeen: (n) => `当日没卖 ${n}`,
  },
  en: {
    new: (n) => `New ${n}`,
    ongoing: (n) => `Still ${n}`,
    gone: (n) => `Dropped off ${n}`,
    notSeen: (n) => `Not seen that day ${n}`,
  },
}
