import { SLOW_MOVING_DAYS, STALE_AFTER_DAYS } from '../../thresholds'
import { type Lang, plural, type RuleWords, UNITS } from '../../words'
import type { SlowMovingLevel } from './levels'

interface OwnWords extends RuleWords {
  amount: string
  levels: Record<SlowMovingLevel, string>
  tooShort: (days: number) => string
  withoutCost: (products: number) => string
  /** @param stores whose history is too short for some of the levels */
  partly: (stores: number) => string
  noteSeparator: string
}

const DAYS = Object.values(SLOW_MOVING_DAYS)

export const words: Record<Lang, OwnWords> = {
  zh: {
    name: '滞销商品',
    what: `有库存，${SLOW_MOVING_DAYS.ongoing} 天以上没卖出`,
    action: '清货',
    hint: `压钱多的先打折清仓，刚满 ${SLOW_MOVING_DAYS.ongoing} 天的先换陈列`,
    todo: '打折或换陈列，清掉库存',
    none: '没有滞销品',
    unit: UNITS.zh.products,
    amount: '占用成本',
    unranked: '滞销占用是压在库存里的钱，不是今天亏掉的，因此不参与排序。',
    levels: {
      new: `刚满 ${SLOW_MOVING_DAYS.new} 天（先留意，不计入）`,
      ongoing: `刚满 ${SLOW_MOVING_DAYS.ongoing} 天`,
      severe: `刚满 ${SLOW_MOVING_DAYS.severe} 天`,
      stale: `超过 ${STALE_AFTER_DAYS} 天`,
    },
    tooShort: (days) => `要 ${days} 天历史才知道`,
    withoutCost: (n) => `其中 ${n} 个成本未知，未计金额`,
    partly: (n) => `${n} 家门店历史不够，有的档没算进去`,
    noteSeparator: '；',
    why: {
      plain: '货还在、却很久没卖出的商品。占用成本是压在这些货里的进货钱，不是亏掉的钱。',
      formula: [
        `计入最后已知库存 > 0、最后一次卖出恰好在 ${DAYS.join('、')} 天前或更早于 ${STALE_AFTER_DAYS} 天的商品；刚满 ${SLOW_MOVING_DAYS.new} 天的只在卡片上列出，不进清单，也不计入个数和金额`,
        '占用成本 = Σ库存 × 单位成本，每个商品四舍五入到分；单位成本 = 到当日为止全部销售的 Σ成本 ÷ Σ销量',
        `满 ${DAYS.join('、')} 天只在那一天出现一次，超过 ${STALE_AFTER_DAYS} 天的一直在列，卖出为止；因此不与前一天比`,
      ],
      inputs: [
        ['各档需要的历史', `${DAYS.map((days) => days + 1).join(' / ')} / ${STALE_AFTER_DAYS + 2} 天`],
      ],
    },
  },
  en: {
    name: 'Slow-moving',
    what: `In stock, not sold for ${SLOW_MOVING_DAYS.ongoing} days or more`,
    action: 'Clear',
    hint: `mark down what ties up the most money; give new shelf space to what just reached ${SLOW_MOVING_DAYS.ongoing} days`,
    todo: 'Mark it down or move it, clear the stock',
    none: 'Nothing is slow-moving',
    unit: UNITS.en.products,
    amount: 'Cost tied up',
    unranked: 'Money tied up in slow stock is not lost today, so it is not ranked.',
    levels: {
      new: `${SLOW_MOVING_DAYS.new} days (not counted yet)`,
      ongoing: `${SLOW_MOVING_DAYS.ongoing} days`,
      severe: `${SLOW_MOVING_DAYS.severe} days`,
      stale: `Over ${STALE_AFTER_DAYS} days`,
    },
    tooShort: (days) => `needs ${days} days of history`,
    withoutCost: (n) => `${n} without a known cost, not in the amount`,
    partly: (n) => `${n} ${plural('store', 'stores')(n)} with too little history, missing from some levels`,
    noteSeparator: '; ',
    why: {
      plain:
        'Stock that has not sold for a while. The cost tied up is the money sitting in that stock, not a loss.',
      formula: [
        `Counts products whose last known stock is > 0 and whose last sale was exactly ${DAYS.join(', ')} days ago, or more than ${STALE_AFTER_DAYS}; those at ${SLOW_MOVING_DAYS.new} days are shown on the card only, not in the count, the amount or the list`,
        'Cost tied up = Σ stock × unit cost, each product rounded to the fen; unit cost = Σ cost ÷ Σ quantity over all its sales so far',
        `A product is at ${DAYS.join(', ')} days on one day only, and over ${STALE_AFTER_DAYS} days until it sells, so there is no comparison with the day before`,
      ],
      inputs: [
        [
          'History each level needs',
          `${DAYS.map((days) => days + 1).join(' / ')} / ${STALE_AFTER_DAYS + 2} days`,
        ],
      ],
    },
  },
}
