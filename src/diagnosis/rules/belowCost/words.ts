import { SEVERE_LOSS_PERCENT_OF_COST, WEEK_DAYS } from '../../thresholds'
import { type Lang, plural, type RuleWords, UNITS } from '../../words'
import type { BelowCostCause } from './cause'

interface OwnWords extends RuleWords {
  amount: string
  lines: string
  severity: string
  severeLines: string
  otherLines: string
  causes: Record<BelowCostCause | 'title', string>
  stores: (count: number) => string
  /** @param products beside those that are named */
  products: (products: number) => string
}

export const words: Record<Lang, OwnWords> = {
  zh: {
    name: '价格异常',
    what: '当日低于成本卖出的商品',
    action: '核价',
    hint: '先问一句：引流品还是定错价？引流的定个上限，定错的改价，成本录错的改成本',
    todo: '引流品还是定错价？定个上限，或改价、改成本',
    none: '售价正常',
    unit: UNITS.zh.products,
    amount: '亏损金额',
    lines: '低于成本的销售',
    severity: '严重程度',
    severeLines: `严重：不到成本的 ${SEVERE_LOSS_PERCENT_OF_COST}%`,
    otherLines: '其余',
    causes: {
      title: '怎么亏的',
      listPrice: '原价就低于成本',
      promotion: '活动价低于成本',
      discount: '优惠减到成本以下',
      unknown: '没有实售价，看不出',
    },
    stores: () => '家店',
    products: (n) => `另有 ${n} 个商品，见清单`,
    changes: {
      new: (n) => `新增 ${n}`,
      ongoing: (n) => `前一天也亏 ${n}`,
      gone: (n) => `不再亏 ${n}`,
      notSeen: (n) => `当日没卖 ${n}`,
    },
    why: {
      plain: '卖价不到成本的每一笔都算，差多少就是亏多少，加起来就是亏损金额。',
      formula: [
        '每笔亏损 = 商品采购成本 − 实收价格 × 月售，四舍五入到分',
        '计入当日销量 > 0 且亏损 > 0 的商品行；个数按商品计，不按行计',
        '亏损金额 = Σ每笔亏损',
        '怎么亏的：商品原价 × 月售 < 成本，是原价低于成本；否则商品实售价 × 月售 < 成本，是活动价；否则是订单的优惠减下来的',
        `至少卖 = 单位成本 ÷ (1 − 这个渠道近 ${WEEK_DAYS} 天的平台费率)，进位到分；平台费率 = 有效单的 Σ平台服务费 ÷ Σ实收额`,
        '按商品：几家店里同名的商品合在一起，亏得多的在前',
      ],
      inputs: [['严重', `实收不到成本的 ${SEVERE_LOSS_PERCENT_OF_COST}%`]],
    },
  },
  en: {
    name: 'Sold below cost',
    what: 'Products sold for less than they cost',
    action: 'Check prices',
    hint: 'loss leader or wrong price? Cap a loss leader, fix a wrong price or a wrong cost',
    todo: 'Loss leader or wrong price? Cap it, reprice it, or fix the cost',
    none: 'No sales below cost',
    unit: UNITS.en.products,
    amount: 'Lost',
    lines: 'Sales below cost',
    severity: 'By severity',
    severeLines: `Severe: below ${SEVERE_LOSS_PERCENT_OF_COST}% of cost`,
    otherLines: 'Others',
    causes: {
      title: 'What caused the loss',
      listPrice: 'List price below cost',
      promotion: 'Promotion below cost',
      discount: 'Order discounts',
      unknown: 'Unknown: no sale price',
    },
    stores: plural('store', 'stores'),
    products: (n) => `${n} more in the list`,
    changes: {
      new: (n) => `New ${n}`,
      ongoing: (n) => `Also the day before ${n}`,
      gone: (n) => `No longer losing ${n}`,
      notSeen: (n) => `Not sold that day ${n}`,
    },
    why: {
      plain: 'Every sale for less than the goods cost. What each falls short of its cost is added up.',
      formula: [
        'Loss of a sale = cost (商品采购成本) − price paid (实收价格) × quantity (月售), rounded to the fen',
        'Counts lines of products of the day with a quantity > 0 and a loss > 0; the number is of products, not of lines',
        'Lost = Σ loss of the sales',
        'What caused the loss: the list price if list price (商品原价) × quantity < cost; else a promotion if price on sale (商品实售价) × quantity < cost; else the order’s discounts',
        `Sell for at least = unit cost ÷ (1 − the channel’s fee rate of the last ${WEEK_DAYS} days), rounded up to the fen; fee rate = Σ platform fee ÷ Σ revenue of valid orders`,
        'By product: the same name in several stores is one row, largest loss first',
      ],
      inputs: [['Severe', `paid less than ${SEVERE_LOSS_PERCENT_OF_COST}% of the cost`]],
    },
  },
}
