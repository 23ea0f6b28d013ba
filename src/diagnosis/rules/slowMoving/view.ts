import { addDays } from '../../businessDate'
import { moneyValue, quantityValue } from '../../cardSummary'
import { count, date, label, money, quantity } from '../../cell'
import { LIST_COLUMNS } from '../../listColumns'
import type { RuleView } from '../../rule'
import { type FindingContext, listOf, productCell } from '../../ruleList'
import { UNITS } from '../../words'
import type { SlowMover, SlowMovingFigures, SlowMovingLevel } from './rule'
import { words } from './words'

/** Worst last: in the order in which a product passes through them. */
const LEVELS: readonly SlowMovingLevel[] = ['new', 'ongoing', 'severe']

/** A product is of one level only, so the levels add up. */
function sumOver(
  figures: SlowMovingFigures,
  of: (level: SlowMovingFigures[SlowMovingLevel]) => number,
): number {
  return LEVELS.reduce((total, level) => total + of(figures[level]), 0)
}

export const view: RuleView<SlowMover, SlowMovingFigures> = {
  iconPath: 'M7 3h10M7 21h10M8 3v4l4 5 4-5V3M8 21v-4l4-5 4 5v4',
  leftOut: ['consumables', 'notices', 'unsold', 'withoutCost', 'withoutStock'],
  card(figures, lang) {
    const { amount, levels, withoutCost } = words[lang]
    const unknown = sumOver(figures, (level) => level.withoutCost ?? 0)
    return {
      count: sumOver(figures, (level) => level.count),
      aside: { label: amount, value: moneyValue(sumOver(figures, (level) => level.amountFen)) },
      details: [
        {
          kind: 'levels',
          levels: LEVELS.map((level) => ({
            name: levels[level],
            values: [
              quantityValue(figures[level].count, UNITS[lang].items),
              moneyValue(figures[level].amountFen),
            ],
          })),
          ...(unknown > 0 ? { note: withoutCost(unknown) } : {}),
        },
      ],
    }
  },
  usualHeightPx: 154.5,
  list: listOf({
    columns: {
      product: LIST_COLUMNS.product,
      category: LIST_COLUMNS.category,
      store: LIST_COLUMNS.store,
      level: { kind: 'text', words: { zh: { title: '程度' }, en: { title: 'Level' } } },
      lastSale: LIST_COLUMNS.lastSale,
      daysSinceLastSale: LIST_COLUMNS.daysSinceLastSale,
      stock: LIST_COLUMNS.stock,
      tiedUpCost: {
        words: {
          zh: { title: words.zh.amount, unknown: '未知：缺成本，算不出占用' },
          en: { title: words.en.amount, unknown: 'Unknown: no cost to reckon with' },
        },
      },
    },
    sortedBy: 'tiedUpCost',
    daysOverlap: true,
    total: (figures: SlowMovingFigures) => ({
      count: sumOver(figures, (level) => level.count),
      amountFen: sumOver(figures, (level) => level.amountFen),
    }),
    cells: (finding: SlowMover, context: FindingContext) => ({
      product: productCell(context),
      level: label(finding.level),
      lastSale: date(addDays(context.window.businessDate, -finding.daysSinceLastSale)),
      daysSinceLastSale: count(finding.daysSinceLastSale),
      stock: quantity(finding.stockMilli),
      tiedUpCost: money(finding.amountFen),
    }),
  }),
  words,
}
