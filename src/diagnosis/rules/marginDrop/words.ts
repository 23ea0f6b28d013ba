import { bandNames } from '../../bands'
import {
  MARGIN_DROP_MIN_PIECES,
  MARGIN_DROP_TENTHS,
  MARGIN_DROP_TIER_TENTHS,
  WEEK_DAYS,
} from '../../thresholds'
import { RECOVERED, TWO_WEEKS_INPUT } from '../../thresholdsInWords'
import { type Lang, type RuleWords, UNITS } from '../../words'

interface OwnWords extends RuleWords {
  amount: string
  tiers: { label: string; bands: readonly string[] }
}

const MARGIN_DROP_POINTS = MARGIN_DROP_TENTHS / 10
const POINTS = MARGIN_DROP_POINTS.toFixed(1)
const DROP_TIER_POINTS = MARGIN_DROP_TIER_TENTHS.map((tenths) => tenths / 10)
const DROP_BOUNDS = [MARGIN_DROP_POINTS, ...DROP_TIER_POINTS]

export const words: Record<Lang, OwnWords> = {
  zh: {
    name: '利润率下滑',
    what: `毛利率比前 ${WEEK_DAYS} 天低 ${MARGIN_DROP_POINTS} 个点以上`,
    action: '核价',
    hint: '对比进价与活动力度，从降得最多的改起',
    todo: '对比进价与活动力度，调回售价',
    none: '利润率稳定',
    unit: UNITS.zh.products,
    amount: `近 ${WEEK_DAYS} 天少赚毛利`,
    tiers: {
      label: '下滑幅度',
      bands: bandNames(DROP_BOUNDS, (from, to) => (to === undefined ? `超 ${from} 点` : `${from}–${to} 点`)),
    },
    why: {
      plain: `最近 ${WEEK_DAYS} 天每卖 100 元赚几元，和再往前 ${WEEK_DAYS} 天比；少了 ${MARGIN_DROP_POINTS} 元以上的列出来。少赚的，是照原来的毛利率这 ${WEEK_DAYS} 天本来还能多赚的钱。`,
      formula: [
        '毛利率 = 毛利 ÷ 实收',
        `计入两段都有商品行、近 ${WEEK_DAYS} 天销量 ≥ ${MARGIN_DROP_MIN_PIECES}、前 ${WEEK_DAYS} 天毛利率 > 0，且近 − 前 < −${POINTS} 个点的商品`,
        `少赚毛利 = Σ(前 ${WEEK_DAYS} 天毛利率 × 近 ${WEEK_DAYS} 天实收 − 近 ${WEEK_DAYS} 天毛利)，每个商品四舍五入到分`,
        RECOVERED.zh,
      ],
      inputs: [TWO_WEEKS_INPUT.zh, ['下滑幅度', `分界 ${DROP_TIER_POINTS.join('、')} 个点，含上界`]],
    },
  },
  en: {
    name: 'Margin drop',
    what: `Gross margin down by more than ${MARGIN_DROP_POINTS} points`,
    action: 'Review prices',
    hint: 'compare with costs and promotions, largest drop first',
    todo: 'Compare costs and discounts, then reprice',
    none: 'Margins are stable',
    unit: UNITS.en.products,
    amount: `Profit missed in ${WEEK_DAYS} days`,
    tiers: {
      label: 'By drop',
      bands: bandNames(DROP_BOUNDS, (from, to) => (to === undefined ? `> ${from} pts` : `${from}–${to} pts`)),
    },
    why: {
      plain: `What each ¥100 of sales earned in the last ${WEEK_DAYS} days, compared with the ${WEEK_DAYS} days before. Products that earn over ¥${MARGIN_DROP_POINTS} less are listed, with what they would have earned at the old margin.`,
      formula: [
        'Rate = gross profit ÷ revenue',
        `Counts products with lines in both weeks, a recent quantity ≥ ${MARGIN_DROP_MIN_PIECES}, a prior rate > 0, and recent − prior < −${POINTS} points`,
        'Missed = Σ(prior rate × recent revenue − recent gross profit), each product rounded to the fen',
        RECOVERED.en,
      ],
      inputs: [
        TWO_WEEKS_INPUT.en,
        ['Drops', `split at ${DROP_TIER_POINTS.join(', ')} points, each belonging to the band below`],
      ],
    },
  },
}
