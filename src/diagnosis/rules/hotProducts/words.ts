import {
  HOT_GROWTH_TENTHS,
  HOT_MIN_PIECES,
  SUSTAINED_GROWTH_DAYS,
  TOP_LIST_LENGTH,
  WALK_BACK_DAYS,
} from '../../thresholds'
import { ON_THE_LIST } from '../../thresholdsInWords'
import { type Lang, type RuleWords, UNITS } from '../../words'

interface OwnWords extends RuleWords {
  totalQuantity: string
  sustained: string
}

const HOT_GROWTH_PERCENT = HOT_GROWTH_TENTHS / 10

export const words: Record<Lang, OwnWords> = {
  zh: {
    name: '爆款',
    what: `销量 ≥ ${HOT_MIN_PIECES} 件，且比前一天多 ${HOT_GROWTH_PERCENT}% 以上`,
    action: '备货',
    hint: '按当日销量备足，别在高峰断货',
    todo: '按当日销量备足货',
    none: '当日没有爆款',
    unit: UNITS.zh.products,
    totalQuantity: '合计销量',
    sustained: `连续增长 ≥ ${SUSTAINED_GROWTH_DAYS} 天`,
    changes: ON_THE_LIST.zh,
    why: {
      plain: '当日卖得多、又比前一天多出一大截的商品。',
      formula: [
        '涨幅 = (当日销量 − 前一天销量) ÷ 前一天销量；前一天销量 ≤ 0 时记 100.0%',
        `计入当日销量 ≥ ${HOT_MIN_PIECES} 且涨幅 > ${HOT_GROWTH_PERCENT}% 的商品`,
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
  },
  en: {
    name: 'Hot products',
    what: `${HOT_MIN_PIECES}+ sold, up over ${HOT_GROWTH_PERCENT}% on the day before`,
    action: 'Stock up',
    hint: 'have enough for another day like this, so you do not run out at the peak',
    todo: 'Stock up for another day like this',
    none: 'No hot products',
    unit: UNITS.en.products,
    totalQuantity: 'Sold',
    sustained: `Growing for ${SUSTAINED_GROWTH_DAYS}+ days`,
    changes: ON_THE_LIST.en,
    why: {
      plain: 'Products that sold many that day, and far more than the day before.',
      formula: [
        'Growth = (quantity − the day before’s) ÷ the day before’s; 100.0% where the day before’s is ≤ 0',
        `Counts products with a quantity ≥ ${HOT_MIN_PIECES} on the day and a growth > ${HOT_GROWTH_PERCENT}%`,
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
  },
}
