import { LOSING_BAND_MIN_ORDERS, WEEK_DAYS } from '../../thresholds'
import { type Lang, plural, type RuleWords } from '../../words'

interface OwnWords extends RuleWords {
  amount: string
  /** @param yuan `15–20` */
  band: (yuan: string) => string
  storesLosing: (stores: number) => string
  note: string
}

export const words: Record<Lang, OwnWords> = {
  zh: {
    name: '客单价分层',
    what: `近 ${WEEK_DAYS} 天稳定亏钱的客单价段`,
    action: '调门槛',
    hint: '把起送价或满减门槛提到亏钱的那一段以上',
    todo: '提高起送价或满减门槛',
    none: '没有稳定亏钱的客单价段',
    unit: () => '段',
    amount: `${WEEK_DAYS} 天亏损`,
    unranked: `客单价分层的亏损是 ${WEEK_DAYS} 天的合计，其中每一单已在亏损订单里，因此不参与排序。`,
    band: (yuan) => `${yuan} 元`,
    storesLosing: () => '家亏',
    note: '含无效单（测试、取消等平台没有收服务费的单）；缺成本的单不算。',
    why: {
      plain: `把最近 ${WEEK_DAYS} 天的订单按实收多少分段，看哪一段总是亏；单数太少、碰巧亏的不算。`,
      formula: [
        `近 ${WEEK_DAYS} 天毛利 ≠ 0 的全部订单（含无效单），按未舍入的实收额分段，含下限`,
        '净利 = 每单净利润（舍入到分）之和',
        `一家店的一段算稳定亏钱：不少于 ${LOSING_BAND_MIN_ORDERS} 单、合计亏损，且亏得超出偶然（单均净利加 2.33 个标准误仍小于 0）`,
        '几家店时逐店判断再相加：一家赚的不会盖住另一家亏的',
      ],
      inputs: [['需要历史', `${WEEK_DAYS} 天`]],
    },
  },
  en: {
    name: 'Order values',
    what: `Order sizes that kept losing money, last ${WEEK_DAYS} days`,
    action: 'Raise the minimum',
    hint: 'set the minimum order, or the discount threshold, above the losing band',
    todo: 'Raise the minimum order or the discount threshold',
    none: 'No order size keeps losing money',
    unit: plural('band', 'bands'),
    amount: `Lost in ${WEEK_DAYS} days`,
    unranked: `Losses by order value cover ${WEEK_DAYS} days and are already among the loss-making orders, so they are not ranked.`,
    band: (yuan) => `¥${yuan}`,
    storesLosing: plural('store losing', 'stores losing'),
    note: 'Includes orders that are not valid (tests and cancellations, without a platform fee); leaves out those whose costs are missing.',
    why: {
      plain: `Orders of the last ${WEEK_DAYS} days, grouped by what was paid, to see which groups keep losing money. Too few orders, or a loss that may be chance, do not count.`,
      formula: [
        `All orders of the last ${WEEK_DAYS} days with a gross profit other than 0 (including those that are not valid), by unrounded revenue, lower bounds included`,
        'Net profit = Σ net profit of the orders, each rounded to the fen',
        `A band of a store keeps losing where it has ${LOSING_BAND_MIN_ORDERS} orders or more, a total below 0, and a loss beyond chance (mean plus 2.33 standard errors below 0)`,
        'Stores are judged one by one and added up, so that gains in one do not hide losses in another',
      ],
      inputs: [['Needs history', `${WEEK_DAYS} days`]],
    },
  },
}
