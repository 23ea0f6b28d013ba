import { atStakeFen } from '../../atStake'
import { moneyValue, quantityValue } from '../../cardSummary'
import { count, money, quantity, text } from '../../cell'
import { LIST_COLUMNS, titled } from '../../listColumns'
import { restockPieces } from '../../restock'
import type { RuleView } from '../../rule'
import { type FindingContext, listOf, productCell } from '../../ruleList'
import { UNITS } from '../../words'
import type { Stockout, StockoutsFigures } from './rule'
import { words } from './words'

/** New and ongoing need evidence: what nobody saw the days before is neither. */
const SINCE_CHANGES = { today: 'new', earlier: 'ongoing', unseen: undefined } as const

export const view: RuleView<Stockout, StockoutsFigures> = {
  iconPath: 'M4 8l8-4.5L20 8v8l-8 4.5L4 16zM4 8l8 4.5L20 8M12 12.5v8',
  leftOut: ['consumables', 'notices', 'withoutStock'],
  card(figures, lang) {
    const { amount, hot, hotAmount, persistent, newlyOut, unseen } = words[lang]
    const { products } = UNITS[lang]
    return {
      count: figures.count,
      aside: { label: amount, value: moneyValue(atStakeFen(figures.amountFen)) },
      details: [
        {
          kind: 'facts',
          facts: [
            ...(figures.hot
              ? [
                  { label: hot, value: quantityValue(figures.hot.count, products) },
                  { label: hotAmount, value: moneyValue(atStakeFen(figures.hot.amountFen)) },
                ]
              : []),
            { label: persistent, value: quantityValue(figures.persistent, products) },
            { label: newlyOut, value: quantityValue(figures.new, products) },
            ...(figures.unseen === 0
              ? []
              : [{ label: unseen, value: quantityValue(figures.unseen, products) }]),
          ],
        },
        { kind: 'channels', channels: figures.channels },
      ],
    }
  },
  usualHeightPx: 282,
  list: listOf({
    columns: {
      product: LIST_COLUMNS.product,
      category: LIST_COLUMNS.category,
      store: LIST_COLUMNS.store,
      quantity: LIST_COLUMNS.quantityLastWeek,
      daysOut: {
        unit: 'days',
        words: {
          zh: { title: '缺货天数', unknown: '未知：库存是导出时的快照，看不出缺了几天' },
          en: { title: 'Days out', unknown: 'Unknown: the stock is a snapshot from the export' },
        },
      },
      channel: LIST_COLUMNS.mainChannel,
      profitAtStake: { words: titled('每日毛利风险', 'At risk per day') },
      restock: LIST_COLUMNS.restock,
    },
    sortedBy: 'profitAtStake',
    takenAlong: ['restock', 'daysOut'],
    total: (figures: StockoutsFigures) => ({
      count: figures.count,
      amountFen: atStakeFen(figures.amountFen),
    }),
    cells: (finding: Stockout, context: FindingContext) => ({
      product: productCell({ ...context, change: SINCE_CHANGES[finding.since ?? 'unseen'] }),
      quantity: quantity(finding.quantityMilli),
      daysOut: count(finding.daysOut),
      channel: text(finding.channel),
      profitAtStake: money(atStakeFen(finding.dailyProfitFen)),
      restock: count(restockPieces(finding.quantityMilli, finding.windowDays, finding.stockMilli)),
    }),
  }),
  words,
}
