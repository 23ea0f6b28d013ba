import { moneyValue, quantityValue, textValue } from '../../cardSummary'
import { count, money, rate, text } from '../../cell'
import { LIST_COLUMNS, titled } from '../../listColumns'
import { rateTenths } from '../../money'
import type { RuleView } from '../../rule'
import { listOf } from '../../ruleList'
import { ORDER_VALUE_BANDS_YUAN } from '../../thresholds'
import { UNITS } from '../../words'
import type { LosingBand, OrderValueBandsFigures } from './rule'
import { words } from './words'

/** `15–20`, in yuan; the last band has no end. */
function bandName(fromYuan: number): string {
  const at = ORDER_VALUE_BANDS_YUAN.indexOf(fromYuan)
  const toYuan = ORDER_VALUE_BANDS_YUAN[at + 1]
  return toYuan === undefined ? `${fromYuan}+` : `${fromYuan}–${toYuan}`
}

export const view: RuleView<LosingBand, OrderValueBandsFigures> = {
  iconPath: 'M4 20V10h4v10M10 20V4h4v16M16 20v-7h4v7M3 20h18',
  leftOut: ['withoutCost'],
  card(figures, lang) {
    const { amount, note, storesLosing } = words[lang]
    return {
      count: figures.count,
      aside: { label: amount, value: moneyValue(figures.amountFen) },
      details: [
        {
          kind: 'levels',
          levels: figures.bands.map((band) => ({
            name: words[lang].band(bandName(band.fromYuan)),
            values: [
              quantityValue(band.orders, UNITS[lang].orders),
              moneyValue(band.netProfitFen),
              band.storesLosing > 0 ? quantityValue(band.storesLosing, storesLosing) : textValue(''),
            ],
          })),
          note,
        },
      ],
    }
  },
  usualHeightPx: 296,
  list: listOf({
    columns: {
      band: { kind: 'text', words: titled('客单价（元）', 'Order value (¥)') },
      store: LIST_COLUMNS.store,
      orders: { words: titled('订单数', 'Orders') },
      lossOrders: { words: titled('其中亏损', 'Of them losing') },
      lossShare: { words: titled('亏损占比', 'Share losing') },
      loss: { words: titled(words.zh.amount, words.en.amount) },
    },
    sortedBy: 'loss',
    takenAlong: ['orders', 'lossOrders', 'loss'],
    daysOverlap: true,
    total: (figures: OrderValueBandsFigures) => ({ count: figures.count, amountFen: figures.amountFen }),
    cells: (finding: LosingBand) => ({
      band: text(bandName(finding.fromYuan)),
      orders: count(finding.orders),
      lossOrders: count(finding.lossOrders),
      lossShare: rate(rateTenths(finding.lossOrders, finding.orders)),
      loss: money(-finding.netProfitFen),
    }),
  }),
  words,
}
