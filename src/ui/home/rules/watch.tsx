import type { MarginDropFigures } from '../../../diagnosis/rules/marginDrop'
import type { NewProductsFigures } from '../../../diagnosis/rules/newProducts'
import type { SalesDropFigures } from '../../../diagnosis/rules/salesDrop'
import type { SlowMovingFigures, SlowMovingLevel } from '../../../diagnosis/rules/slowMoving'
import { Fact, Facts, Money, Quantity } from '../../components/parts'
import { share } from '../../i18n/format'
import type { Locale } from '../../i18n/locale'
import type { Face } from '../ruleCard'
import { Bands, Channels } from './breakdowns'

/** The faces of 关注观察. */

export function salesDropFace(figures: SalesDropFigures, locale: Locale): Face {
  return {
    mood: figures.count > 0 ? 'act' : 'good',
    main: <Quantity value={figures.count} unit={locale.words.rules.salesDrop.unit} />,
    details: <Channels channels={figures.channels} locale={locale} />,
  }
}

export function marginDropFace(figures: MarginDropFigures, locale: Locale): Face {
  const { facts, rules, tiers } = locale.words
  return {
    mood: figures.count > 0 ? 'act' : 'good',
    main: <Quantity value={figures.count} unit={rules.marginDrop.unit} />,
    aside: { label: facts.missedProfit, value: <Money fen={figures.amountFen} /> },
    details: <Bands label={tiers.label} bands={tiers.bands} counts={figures.tiers} />,
  }
}

/** Worst last: in the order in which a product passes through them. */
const LEVELS: readonly SlowMovingLevel[] = ['new', 'ongoing', 'severe']

export function slowMovingFace(figures: SlowMovingFigures, locale: Locale): Face {
  const { facts, rules, levels } = locale.words
  // A product is of one level only, so the levels add up.
  const sum = (of: (level: SlowMovingFigures[SlowMovingLevel]) => number) =>
    LEVELS.reduce((total, level) => total + of(figures[level]), 0)
  const count = sum((level) => level.count)
  const withoutCost = sum((level) => level.withoutCost ?? 0)
  return {
    mood: count > 0 ? 'act' : 'good',
    main: <Quantity value={count} unit={rules.slowMoving.unit} />,
    aside: { label: facts.boundCost, value: <Money fen={sum((level) => level.amountFen)} /> },
    details: (
      <>
        <table class="levels-table">
          <tbody>
            {LEVELS.map((level) => (
              <tr key={level}>
                <th scope="row">{levels[level]}</th>
                <td>
                  <Quantity value={figures[level].count} unit={locale.words.units.item} />
                </td>
                <td>
                  <Money fen={figures[level].amountFen} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {withoutCost > 0 && <p class="note">{facts.withoutCost(withoutCost)}</p>}
      </>
    ),
  }
}

export function newProductsFace(figures: NewProductsFigures, locale: Locale): Face {
  const { facts, rules } = locale.words
  return {
    mood: figures.count > 0 ? 'act' : 'quiet',
    main: <Quantity value={figures.count} unit={rules.newProducts.unit} />,
    aside: { label: facts.revenue, value: <Money fen={figures.revenueFen} /> },
    details: (
      <Facts>
        <Fact label={facts.profit}>
          <Money fen={figures.profitFen} />
        </Fact>
        <Fact label={facts.margin}>{share(figures.profitFen, figures.revenueFen)}</Fact>
      </Facts>
    ),
  }
}
