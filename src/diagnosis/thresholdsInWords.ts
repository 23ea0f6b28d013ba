import {
  DELIVERY_COST_LIMIT_FEN,
  DISTANCE_BAND_METRES,
  HOT_GROWTH_TENTHS,
  MARGIN_DROP_TENTHS,
  MARGIN_DROP_TIER_TENTHS,
  SALES_DROP_MIN_PRIOR_TENTHS,
  TREND_CHANGE_PERCENT,
  TREND_DAYS,
  WEEK_DAYS,
} from './thresholds'
import type { Explanation, Lang, ProductChangeWords } from './words'

/** The thresholds in the units that the rules' words speak of, so that the words cannot drift from the rules. */

export const DELIVERY_LIMIT_YUAN = DELIVERY_COST_LIMIT_FEN / 100
export const MARGIN_DROP_POINTS = MARGIN_DROP_TENTHS / 10
export const HOT_GROWTH_PERCENT = HOT_GROWTH_TENTHS / 10
/** As the rule compares it: with one decimal. */
export const SALES_DROP_MIN_PRIOR = (SALES_DROP_MIN_PRIOR_TENTHS / 10).toFixed(1)
export const DISTANCE_BAND_KM = DISTANCE_BAND_METRES.map((metres) => metres / 1000)
export const DROP_TIER_POINTS = MARGIN_DROP_TIER_TENTHS.map((tenths) => tenths / 10)

/** Names the bands between bounds; the last has no upper bound. */
type NameBand = (from: number, to: number | undefined) => string

function bands(bounds: readonly number[], name: NameBand): string[] {
  return bounds.map((from, i) => name(from, bounds[i + 1]))
}

/** Names of the bands of distance, in kilometres. */
export function distanceBands(name: NameBand): string[] {
  return bands([0, ...DISTANCE_BAND_KM], name)
}

/** Names of the bands of a margin's drop, in percentage points. */
export function dropBands(name: NameBand): string[] {
  return bands([MARGIN_DROP_POINTS, ...DROP_TIER_POINTS], name)
}

/** What a trend compares. */
export const TREND_INPUT: Readonly<Record<Lang, Explanation['inputs'][number]>> = {
  zh: ['增多 / 减少', `比前 ${TREND_DAYS} 天有单日的日均多 / 少 ${TREND_CHANGE_PERCENT}% 以上`],
  en: [
    'More / fewer',
    `over ${TREND_CHANGE_PERCENT}% above / below the mean of those of the ${TREND_DAYS} days before that have orders`,
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
  en: 'Recovered: products that were found on the day before and no longer are.',
}

/** Changes of a list that it is good to stand on. */
export const ON_THE_LIST: Readonly<Record<Lang, ProductChangeWords>> = {
  zh: { new: (n) => `新上榜 ${n}`, ongoing: (n) => `仍在榜 ${n}`, gone: (n) => `退榜 ${n}` },
  en: { new: (n) => `New ${n}`, ongoing: (n) => `Still ${n}`, gone: (n) => `Gone ${n}` },
}
