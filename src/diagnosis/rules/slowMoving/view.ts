import { addDays } from '../../businessDate'
import { moneyValue, quantityValue, textValue } from '../../cardSummary'
import { count, date, type Label, label, money, quantity } from '../../cell'
import { LIST_COLUMNS } from '../../listColumns'
import type { RuleView } from '../../rule'
import { type FindingContext, listOf, productCell } from '../../ruleList'
import { UNITS } from '../../words'
import {
  isKnown,
  type LevelFigures,
  type LevelOutcome,
  SLOW_MOVING_LEVELS,
  type SlowMovingFigures,
} from './levels'
import type { SlowMover } from './rule'
import { words } from './words'

const LEVEL_LABELS: Record<SlowMover['level'], Label> = {
  new: 'unsoldForDays',
  ongoing: 'unsoldForAWeek',
  severe: 'unsoldForTwoWeeks',
  stale: 'unsoldForLonger',
}

/** Levels to act on: three days without a sale are no alarm, and stand on the card alone. A product is of one level only, so they add up. */
const ALARMS = SLOW_MOVING_LEVELS.filter((level) => level !== 'new')

/** Over the levels that know. */
function sumOver(figures: SlowMovingFigures, of: (level: LevelFigures) => number): number {
  return ALARMS.reduce((total, level) => total + (isKnown(figures[level]) ? of(figures[level]) : 0), 0)
}

/** Stores that a level leaves out of what the others sum to; none where it says itself that nobody knows. */
function lackingStores(level: LevelOutcome): number {
  return isKnown(level) ? (level.storesWithoutData ?? 0) : 0
}

export const view: RuleView<SlowMover, SlowMovingFigures> = {
  iconPath: 'M7 3h10M7 21h10M8 3v4l4 5 4-5V3M8 21v-4l4-5 4 5v4',
  leftOut: ['consumables', 'notices', 'unsold', 'withoutCost', 'withoutStock'],
  card(figures, lang) {
    const { amount, levels, tooShort, withoutCost, partly } = words[lang]
    const unknown = sumOver(figures, (level) => level.withoutCost ?? 0)
    const lacking = Math.max(...SLOW_MOVING_LEVELS.map((name) => lackingStores(figures[name])))
    const notes = [unknown > 0 && withoutCost(unknown), lacking > 0 && partly(lacking)].filter(Boolean)
    return {
      count: sumOver(figures, (level) => level.count),
      aside: { label: amount, value: moneyValue(sumOver(figures, (level) => level.amountFen)) },
      details: [
        {
          kind: 'levels',
          levels: SLOW_MOVING_LEVELS.map((name) => {
            const level = figures[name]
            return {
              name: levels[name],
              values: isKnown(level)
                ? [quantityValue(level.count, UNITS[lang].items), moneyValue(level.amountFen)]
                : [textValue(tooShort(level.needDays))],
            }
          }),
          ...(notes.length > 0 ? { note: notes.join(words[lang].noteSeparator) } : {}),
        },
      ],
    }
  },
  usualHeightPx: 182,
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
          en: { title: words.en.amount, unknown: 'Unknown: the cost is missing' },
        },
      },
    },
    sortedBy: 'tiedUpCost',
    takenAlong: ['stock', 'daysSinceLastSale', 'tiedUpCost'],
    lists: ({ level }: SlowMover) => level !== 'new',
    daysOverlap: true,
    total: (figures: SlowMovingFigures) => ({
      count: sumOver(figures, (level) => level.count),
      amountFen: sumOver(figures, (level) => level.amountFen),
    }),
    cells: (finding: SlowMover, context: FindingContext) => ({
      product: productCell(context),
      level: label(LEVEL_LABELS[finding.level]),
      lastSale: date(addDays(context.window.businessDate, -finding.daysSinceLastSale)),
      daysSinceLastSale: count(finding.daysSinceLastSale),
      stock: quantity(finding.stockMilli),
      tiedUpCost: money(finding.amountFen),
    }),
  }),
  words,
}
