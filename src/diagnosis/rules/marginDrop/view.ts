import { bandShares, moneyValue } from '../../cardSummary'
import { money, quantity, rate } from '../../cell'
import { LAST_WEEK, LIST_COLUMNS, PRODUCT_COLUMNS, titled, WEEK_BEFORE } from '../../listColumns'
import { toFen } from '../../money'
import { reasonsFor } from '../../reasons'
import type { RuleView } from '../../rule'
import { type FindingContext, listOf, mainChannelCell, productCell } from '../../ruleList'
import { RECENT_WEEK } from '../../weeks'
import type { MarginDrop, MarginDropFigures } from './rule'
import { words } from './words'

const RING = 'a2 2 0 1 0 4 0 2 2 0 1 0-4 0'

export const view: RuleView<MarginDrop, MarginDropFigures> = {
  iconPath: `M18.5 5.5l-13 13M5 7${RING}M15 17${RING}`,
  leftOut: ['consumables', 'notices', 'withoutCost'],
  card(figures, lang) {
    const { amount, tiers } = words[lang]
    return {
      count: figures.count,
      aside: { label: amount, value: moneyValue(figures.amountFen) },
      details: [
        {
          kind: 'shares',
          label: tiers.label,
          ramp: 'levels',
          shares: bandShares(tiers.bands, figures.tiers),
        },
      ],
    }
  },
  usualHeightPx: 157,
  list: listOf({
    columns: {
      ...PRODUCT_COLUMNS,
      quantity: LIST_COLUMNS.quantityLastWeek,
      revenue: { words: titled(`${LAST_WEEK.zh}实收额`, `Revenue, ${LAST_WEEK.en}`) },
      priorMargin: { words: titled(`${WEEK_BEFORE.zh}毛利率`, `Margin, ${WEEK_BEFORE.en}`) },
      recentMargin: { words: titled(`${LAST_WEEK.zh}毛利率`, `Margin, ${LAST_WEEK.en}`) },
      marginChange: { words: titled('毛利率变化', 'Change') },
      missedProfit: { words: titled(`${LAST_WEEK.zh}少赚毛利`, `Missed, ${LAST_WEEK.en}`) },
      reasons: LIST_COLUMNS.reasons,
    },
    sortedBy: 'missedProfit',
    takenAlong: ['marginChange', 'missedProfit', 'reasons'],
    daysOverlap: true,
    total: (figures: MarginDropFigures) => ({ count: figures.count, amountFen: figures.amountFen }),
    cells: (finding: MarginDrop, context: FindingContext) => ({
      product: productCell(context),
      channel: mainChannelCell(context, RECENT_WEEK),
      quantity: quantity(finding.recent.quantityMilli),
      revenue: money(toFen(finding.recent.revenueMicro)),
      priorMargin: rate(finding.prior.rateTenths),
      recentMargin: rate(finding.recent.rateTenths),
      marginChange: { kind: 'points', tenths: -finding.dropTenths },
      missedProfit: money(finding.amountFen),
      reasons: context.history
        ? { kind: 'reasons', reasons: reasonsFor(context.history, context.window) }
        : null,
    }),
  }),
  words,
}
