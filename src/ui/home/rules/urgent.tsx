import type { BelowCostFigures } from '../../../diagnosis/rules/belowCost'
import type { DeliveryCostFigures } from '../../../diagnosis/rules/deliveryCost'
import type { LossOrdersFigures } from '../../../diagnosis/rules/lossOrders'
import type { StockoutsFigures } from '../../../diagnosis/rules/stockouts'
import { Breakdown, Fact, Facts, Money, Quantity } from '../../components/parts'
import type { Locale } from '../../i18n/locale'
import type { Face } from '../ruleCard'
import { Bands, Channels, TrendLine } from './breakdowns'

/** The faces of 紧急处理. */

export function lossOrdersFace(figures: LossOrdersFigures, locale: Locale): Face {
  const { facts, rules } = locale.words
  return {
    mood: figures.count > 0 ? 'act' : 'good',
    main: <Quantity value={figures.count} unit={rules.lossOrders.unit} />,
    aside: { label: facts.lossAmount, value: <Money fen={figures.amountFen} /> },
    details: (
      <>
        <TrendLine trend={figures.trend} locale={locale} />
        <Channels channels={figures.channels} locale={locale} />
      </>
    ),
  }
}

export function deliveryCostFace(figures: DeliveryCostFigures, locale: Locale): Face {
  const { facts, rules, distances } = locale.words
  return {
    mood: figures.count > 0 ? 'act' : 'good',
    main: <Quantity value={figures.count} unit={rules.deliveryCost.unit} />,
    aside: { label: facts.excess, value: <Money fen={figures.amountFen} /> },
    details: (
      <>
        <TrendLine trend={figures.trend} locale={locale} />
        <Channels channels={figures.channels} locale={locale} />
        {figures.distances && (
          <Bands label={distances.label} bands={distances.bands} counts={figures.distances} />
        )}
      </>
    ),
  }
}

export function stockoutsFace(figures: StockoutsFigures, locale: Locale): Face {
  const { facts, rules, units } = locale.words
  return {
    mood: figures.count > 0 ? 'act' : 'good',
    main: <Quantity value={figures.count} unit={rules.stockouts.unit} />,
    aside: { label: facts.dailyRisk, value: <Money fen={figures.amountFen} /> },
    details: (
      <>
        <Facts>
          <Fact label={facts.persistent}>
            <Quantity value={figures.persistent} unit={units.product} />
          </Fact>
          <Fact label={facts.newlyOut}>
            <Quantity value={figures.new} unit={units.product} />
          </Fact>
        </Facts>
        <Channels channels={figures.channels} locale={locale} />
      </>
    ),
  }
}

export function belowCostFace(figures: BelowCostFigures, locale: Locale): Face {
  const { facts, rules, units } = locale.words
  return {
    mood: figures.count > 0 ? 'act' : 'good',
    main: <Quantity value={figures.count} unit={rules.belowCost.unit} />,
    aside: { label: facts.lossAmount, value: <Money fen={figures.amountFen} /> },
    details: (
      <>
        <Facts>
          <Fact label={facts.lines}>
            <Quantity value={figures.lines} unit={units.line} />
          </Fact>
        </Facts>
        <Breakdown
          label={facts.severity}
          ramp="severity"
          slices={[
            { name: facts.severeLines, count: figures.severeLines },
            { name: facts.otherLines, count: figures.lines - figures.severeLines },
          ]}
        />
      </>
    ),
  }
}
