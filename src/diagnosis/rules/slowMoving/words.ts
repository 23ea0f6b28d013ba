import { SLOW_MOVING_DAYS } from '../../thresholds'
import { type Lang, type RuleWords, UNITS } from '../../words'

interface OwnWords extends RuleWords {
  amount: string
  levels: Record<keyof typeof SLOW_MOVING_DAYS, string>
  withoutCost: (products: number) => string
}

const DAYS = Object.values(SLOW_MOVING_DAYS)

export const words: Record<Lang, OwnWords> = {
  zh: {
    name: '滞销商品',
    what: `有库存，刚满 ${DAYS.join(' / ')} 天未卖出`,
    action: '清货',
    hint: `满 ${SLOW_MOVING_DAYS.severe} 天的打折清仓，满 ${SLOW_MOVING_DAYS.new} 天的先换陈列`,
    todo: '打折或换陈列，清掉库存',
    none: '无新到期的滞销品',
    unit: UNITS.zh.products,
    amount: '占用成本',
    unranked: '滞销占用是压在库存里的钱，不是今天亏掉的，因此不参与排序。',
    levels: {
      new: `${SLOW_MOVING_DAYS.new} 天 · 新增`,
      ongoing: `${SLOW_MOVING_DAYS.ongoing} 天 · 持续`,
      severe: `${SLOW_MOVING_DAYS.severe} 天 · 严重`,
    },
    withoutCost: (n) => `其中 ${n} 个成本未知，未计金额`,
    why: {
      formula: [
        `计入最后一次卖出恰好在 ${DAYS.join('、')} 天前、且最后已知库存 > 0 的商品`,
        '占用成本 = Σ库存 × 单位成本，每个商品四舍五入到分；单位成本 = 到当日为止全部销售的 Σ成本 ÷ Σ销量',
        '商品只在到期的那一天出现一次，因此不与前一天比新增和恢复',
      ],
      inputs: [['新增 / 持续 / 严重', `${DAYS.join(' / ')} 天`]],
    },
  },
  en: {
    name: 'Slow-moving',
    what: `In stock, unsold for ${DAYS.join(' / ')} days`,
    action: 'Clear',
    hint: `discount those at ${SLOW_MOVING_DAYS.severe} days, move those at ${SLOW_MOVING_DAYS.new}`,
    todo: 'Discount or move it, clear the stock',
    none: 'Nothing newly slow',
    unit: UNITS.en.products,
    amount: 'Cost tied up',
    unranked: 'Cost tied up in slow stock is not lost today, so it is not ranked.',
    levels: {
      new: `${SLOW_MOVING_DAYS.new} days · new`,
      ongoing: `${SLOW_MOVING_DAYS.ongoing} days · ongoing`,
      severe: `${SLOW_MOVING_DAYS.severe} days · severe`,
    },
    withoutCost: (n) => `${n} of unknown cost, not in the amount`,
    why: {
      formula: [
        `Counts products whose last sale was exactly ${DAYS.join(', ')} days ago and whose last known stock is > 0`,
        'Cost tied up = Σ stock × unit cost, each product rounded to the fen; unit cost = Σ cost ÷ Σ quantity over all its sales so far',
        'A product appears once, on the day on which it falls due: so there is no new or recovered against the day before',
      ],
      inputs: [['New / ongoing / severe', `${DAYS.join(' / ')} days`]],
    },
  },
}
