import { SEVERE_LOSS_PERCENT_OF_COST } from '../../thresholds'
import { type Lang, type RuleWords, UNITS } from '../../words'

interface OwnWords extends RuleWords {
  amount: string
  lines: string
  severity: string
  severeLines: string
  otherLines: string
}

export const words: Record<Lang, OwnWords> = {
  zh: {
    name: '价格异常',
    what: '当日低于成本卖出的商品',
    action: '改价',
    hint: '先改严重的；若售价无误，再核对成本录入',
    todo: '把售价提到成本以上，或改正成本',
    none: '售价正常',
    unit: UNITS.zh.products,
    amount: '亏损金额',
    lines: '低于成本的销售',
    severity: '严重程度',
    severeLines: `严重：不到成本的 ${SEVERE_LOSS_PERCENT_OF_COST}%`,
    otherLines: '其余',
    why: {
      formula: [
        '每笔亏损 = 商品采购成本 − 实收价格 × 月售，四舍五入到分',
        '计入当日销量 > 0 且亏损 > 0 的商品行；个数按商品计，不按行计',
        '亏损金额 = Σ每笔亏损',
      ],
      inputs: [['严重', `实收不到成本的 ${SEVERE_LOSS_PERCENT_OF_COST}%`]],
    },
  },
  en: {
    name: 'Sold below cost',
    what: 'Products sold for less than they cost',
    action: 'Reprice',
    hint: 'the severe ones first; if the price is right, check the cost',
    todo: 'Price it above cost, or correct the cost',
    none: 'Prices are sound',
    unit: UNITS.en.products,
    amount: 'Lost',
    lines: 'Sales below cost',
    severity: 'By severity',
    severeLines: `Severe: below ${SEVERE_LOSS_PERCENT_OF_COST}% of cost`,
    otherLines: 'Others',
    why: {
      formula: [
        'Loss of a sale = cost (商品采购成本) − price paid (实收价格) × quantity (月售), rounded to the fen',
        'Counts lines of products of the day with a quantity > 0 and a loss > 0; the number is of products, not of lines',
        'Lost = Σ loss of the sales',
      ],
      inputs: [['Severe', `paid less than ${SEVERE_LOSS_PERCENT_OF_COST}% of the cost`]],
    },
  },
}
