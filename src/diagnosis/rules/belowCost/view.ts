import { moneyValue, quantityValue } from '../../cardSummary'
import { label, money, quantity, text } from '../../cell'
import { LIST_COLUMNS, titled } from '../../listColumns'
import { toFen } from '../../money'
import { fenEach } from '../../quantity'
import type { RuleView } from '../../rule'
import { type FindingContext, listOf, productCell } from '../../ruleList'
import { WEEK_DAYS } from '../../thresholds'
import { UNITS } from '../../words'
import { BELOW_COST_CAUSES } from './cause'
import { lowestPriceFen } from './lowestPrice'
import type { BelowCostFigures, BelowCostSale } from './rule'
import { words } from './words'

export const view: RuleView<BelowCostSale, BelowCostFigures> = {
  iconPath: 'M4 4h8l8.5 8.5-8 8L4 12zM8.5 8.5h.01M15.5 11l-4.5 4.5',
  leftOut: ['consumables', 'notices', 'unsold', 'withoutCost'],
  card(figures, lang) {
    const { amount, lines, severity, severeLines, otherLines, causes, products } = words[lang]
    return {
      count: figures.count,
      aside: { label: amount, value: moneyValue(figures.amountFen) },
      details: [
        { kind: 'facts', facts: [{ label: lines, value: quantityValue(figures.lines, UNITS[lang].sales) }] },
        {
          kind: 'shares',
          label: severity,
          ramp: 'severity',
          shares: [
            { name: severeLines, count: figures.severeLines },
            { name: otherLines, count: figures.lines - figures.severeLines },
          ],
        },
        {
          kind: 'shares',
          label: causes.title,
          ramp: 'kinds',
          shares: BELOW_COST_CAUSES.flatMap((cause) =>
            figures.causes[cause] > 0 ? [{ name: causes[cause], count: figures.causes[cause] }] : [],
          ),
        },
        {
          kind: 'levels',
          levels: figures.top.map(({ name, stores, lines: sales, amountFen }) => ({
            name,
            values: [
              ...(stores > 1 ? [quantityValue(stores, words[lang].stores)] : []),
              quantityValue(sales, UNITS[lang].sales),
              moneyValue(amountFen),
            ],
          })),
          ...(figures.products.length > figures.top.length
            ? { note: products(figures.products.length - figures.top.length) }
            : {}),
        },
      ],
    }
  },
  usualHeightPx: 358,
  list: listOf({
    columns: {
      product: LIST_COLUMNS.product,
      category: LIST_COLUMNS.category,
      order: LIST_COLUMNS.order,
      channel: LIST_COLUMNS.channel,
      store: LIST_COLUMNS.store,
      unitPrice: LIST_COLUMNS.unitPrice,
      unitCost: LIST_COLUMNS.unitCost,
      lowestPrice: {
        words: {
          zh: { title: '至少卖', unknown: `未知：没有这个渠道近 ${WEEK_DAYS} 天的平台费率` },
          en: {
            title: 'Sell for at least',
            unknown: `Unknown: no platform fee known for this channel in ${WEEK_DAYS} days`,
          },
        },
      },
      quantity: LIST_COLUMNS.quantity,
      loss: { words: titled('亏损金额', 'Lost') },
      cause: { kind: 'text', words: titled('原因', 'Cause') },
      severity: { kind: 'text', words: titled('严重程度', 'Severity') },
    },
    sortedBy: 'loss',
    together: {
      merge: {
        channel: 'each',
        unitPrice: 'least',
        unitCost: 'most',
        lowestPrice: 'most',
        quantity: 'sum',
        loss: 'sum',
        severity: 'most',
      },
      alone: ['order', 'channel', 'unitPrice', 'quantity', 'loss'],
    },
    takenAlong: ['lowestPrice', 'unitPrice', 'cause'],
    total: (figures: BelowCostFigures) => ({ count: figures.count, amountFen: figures.amountFen }),
    cells: (finding: BelowCostSale, context: FindingContext) => ({
      product: productCell(context),
      order: { kind: 'order', orderId: finding.orderId },
      channel: text(finding.channel),
      unitPrice: money(toFen(finding.unitPriceMicro)),
      unitCost: money(fenEach(finding.costMicro, finding.quantityMilli)),
      lowestPrice: money(lowestPriceFen(finding, context.window)),
      quantity: quantity(finding.quantityMilli),
      loss: money(finding.lossFen),
      cause: label(finding.cause === 'unknown' ? 'causeUnknown' : finding.cause),
      severity: label(finding.severe ? 'severe' : 'mild'),
    }),
  }),
  words,
}
