import type { ComponentChildren } from 'preact'
import type { Coverage } from '../diagnosis/coverage'
import type { RuleName } from '../diagnosis/rules/index'
import { count } from './format'
import type { Locale } from './locale'
import type { Explanation } from './text/explanation'

/** Why a figure is what it is: its formula in words, the thresholds in it, and what it could not use. */

/** A reason for which lines of the day are left out. */
type LeftOut = Exclude<keyof Coverage, 'lines'>

/** What each rule leaves out. Rules on orders see all lines of an order. */
const LEFT_OUT: Record<RuleName, readonly LeftOut[]> = {
  lossOrders: ['withoutCost'],
  deliveryCost: [],
  stockouts: ['consumables', 'notices', 'withoutStock'],
  belowCost: ['consumables', 'notices', 'unsold', 'withoutCost'],
  salesDrop: ['consumables', 'notices'],
  marginDrop: ['consumables', 'notices', 'withoutCost'],
  slowMoving: ['consumables', 'notices', 'unsold', 'withoutCost', 'withoutStock'],
  newProducts: ['consumables', 'notices', 'unsold', 'withoutCost'],
  hotProducts: ['consumables', 'notices'],
  topProfit: ['consumables', 'notices', 'withoutCost'],
}

/** KPIs count all lines; a line without a cost knows no profit. */
const LEFT_OUT_OF_KPIS: readonly LeftOut[] = ['withoutCost']

interface WhyProps {
  /** null where it was not counted. */
  coverage: Coverage | null
  locale: Locale
}

/** Why a rule says what it says. */
export function WhyRule({ rule, coverage, locale }: WhyProps & { rule: RuleName }) {
  const { formula, inputs } = locale.words.why.rules[rule]
  return (
    <Why locale={locale} formula={formula} inputs={inputs}>
      <Unused coverage={coverage} reasons={LEFT_OUT[rule]} locale={locale} />
    </Why>
  )
}

/** Why the figures of the day are what they are. */
export function WhyKpis({ coverage, locale }: WhyProps) {
  const { formula, inputs } = locale.words.why.kpis
  return (
    <Why locale={locale} formula={formula} inputs={inputs}>
      <Unused coverage={coverage} reasons={LEFT_OUT_OF_KPIS} locale={locale} />
    </Why>
  )
}

/** The closed box, for the skeleton. */
export function WhyClosed({ locale }: { locale: Locale }) {
  return (
    <div class="why">
      <p>{locale.words.why.title}</p>
    </div>
  )
}

function Why({
  formula,
  inputs,
  locale,
  children,
}: Explanation & { locale: Locale; children: ComponentChildren }) {
  return (
    <details class="why">
      <summary>{locale.words.why.title}</summary>
      <ul>
        {formula.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {inputs.length > 0 && (
        <dl>
          {inputs.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {children}
    </details>
  )
}

/** How many lines of the day were not used, and why. */
function Unused({
  coverage,
  reasons,
  locale,
}: {
  coverage: Coverage | null
  reasons: readonly LeftOut[]
  locale: Locale
}) {
  if (!coverage) return null
  const { why, listSeparator } = locale.words
  const unused = reasons.filter((reason) => coverage[reason] > 0)
  const lines = count(coverage.lines)
  if (unused.length === 0) return <p>{why.allUsed(lines)}</p>
  return (
    <p>
      {why.unused(lines)}
      {unused.map((reason) => why.reasons[reason](count(coverage[reason]))).join(listSeparator)}
    </p>
  )
}
