import { atStakeFen } from '../../atStake'
import { moneyValue, quantityValue } from '../../cardSummary'
import { count, money, quantity, tenths, text } from '../../cell'
import { LIST_COLUMNS, titled } from '../../listColumns'
import { restockPieces } from '../../restock'
import type { RuleView } from '../../rule'
import { type FindingContext, listOf, productCell } from '../../ruleList'
import { WEEK_DAYS } from '../../thresholds'
import { UNITS } from '../../words'
import { coverTenths } from './cover'
import type { LowStock, LowStockFigures } from './rule'
import { words } from './words'

export const view: RuleView<LowStock, LowStockFigures> = {
  iconPath: 'M4 8l8-4.5L20 8v8l-8 4.5L4 16zM8 13.5h8M12 13.5v4',
  leftOut: ['consumables', 'notices', 'withoutStock'],
  card(figures, lang) {
    const { amount, withinOneDay } = words[lang]
    return {
      count: figures.count,
      aside: { label: amount, value: moneyValue(atStakeFen(figures.amountFen)) },
      details: [
        {
          kind: 'facts',
          facts: [{ label: withinOneDay, value: quantityValue(figures.withinOneDay, UNITS[lang].products) }],
        },
        { kind: 'channels', channels: figures.channels },
      ],
    }
  },
  usualHeightPx: 182,
  list: listOf({
    columns: {
      product: LIST_COLUMNS.product,
      category: LIST_COLUMNS.category,
      store: LIST_COLUMNS.store,
      stock: LIST_COLUMNS.stock,
      quantity: LIST_COLUMNS.quantityLastWeek,
      cover: { unit: 'days', words: titled('还能卖', 'Lasts') },
      channel: LIST_COLUMNS.mainChannel,
      profitAtStake: { words: titled('每日毛利风险', 'At risk per day') },
      restock: LIST_COLUMNS.restock,
    },
    sortedBy: 'profitAtStake',
    takenAlong: ['restock', 'stock', 'cover'],
    daysOverlap: true,
    total: (figures: LowStockFigures) => ({ count: figures.count, amountFen: atStakeFen(figures.amountFen) }),
    cells: (finding: LowStock, context: FindingContext) => ({
      product: productCell(context),
      stock: quantity(finding.stockMilli),
      quantity: quantity(finding.quantityMilli),
      cover: tenths(coverTenths(finding)),
      channel: text(finding.channel),
      profitAtStake: money(atStakeFen(finding.dailyProfitFen)),
      restock: count(restockPieces(finding.quantityMilli, WEEK_DAYS, finding.stockMilli)),
    }),
  }),
  words,
}
