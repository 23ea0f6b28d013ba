import { TOP_LIST_LENGTH, TOP_PROFIT_MIN_PIECES, TOP_PROFIT_PRODUCTS } from '../../thresholds'
import { ON_THE_LIST } from '../../thresholdsInWords'
import { type Lang, type RuleWords, UNITS } from '../../words'

interface OwnWords extends RuleWords {
  amount: string
  margin: string
}

export const words: Record<Lang, OwnWords> = {
  zh: {
    name: '高利润商品',
    what: '当日毛利最高的商品',
    action: '主推',
    hint: '放到显眼位置，保证有货',
    todo: '放到显眼位置，保证有货',
    none: '当日没有达标的商品',
    unit: UNITS.zh.products,
    amount: '毛利合计',
    margin: '毛利率',
    changes: ON_THE_LIST.zh,
    why: {
      plain: '当日替店里赚毛利最多的商品；只卖出一两件的不算。',
      formula: [
        `当日毛利 > 0 且销量 ≥ ${TOP_PROFIT_MIN_PIECES} 的商品里，毛利最高的 ${TOP_PROFIT_PRODUCTS} 个；列出前 ${TOP_LIST_LENGTH} 名`,
        '毛利合计 = Σ它们的毛利；毛利率 = 毛利 ÷ 实收',
      ],
      inputs: [],
    },
  },
  en: {
    name: 'Top earners',
    what: 'Products with the highest gross profit of the day',
    action: 'Promote',
    hint: 'give them the best spots and keep them in stock',
    todo: 'Give it the best spot, keep it in stock',
    none: 'No products qualify',
    unit: UNITS.en.products,
    amount: 'Gross profit',
    margin: 'margin',
    changes: ON_THE_LIST.en,
    why: {
      plain: 'The products that earned most that day; those that sold only one or two are left out.',
      formula: [
        `The ${TOP_PROFIT_PRODUCTS} products with the largest gross profit of the day, of those with a gross profit > 0 and a quantity ≥ ${TOP_PROFIT_MIN_PIECES}; lists the first ${TOP_LIST_LENGTH}`,
        'Gross profit = Σ theirs; margin = gross profit ÷ revenue',
      ],
      inputs: [],
    },
  },
}
