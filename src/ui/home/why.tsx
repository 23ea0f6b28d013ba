import type { ComponentChildren } from 'preact'
import type { Coverage } from '../../diagnosis/coverage'
import type { Diagnosis } from '../../diagnosis/diagnosis'
import type { Kpi } from '../../diagnosis/kpi'
import type { Fen } from '../../diagnosis/money'
import type { OrderSums } from '../../diagnosis/orderSums'
import type { RuleName } from '../../diagnosis/rules/index'
import { seesChannelOnly } from '../channelRules'
import type { Explanation } from '../i18n/explanation'
import { count, money } from '../i18n/format'
import type { Locale } from '../i18n/locale'

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

interface WhyRuleProps {
  rule: RuleName
  diagnosis: Pick<Diagnosis, 'coverage' | 'sums' | 'onlyChannel'>
  /** The rows that its number is the sum of; absent where it has none. */
  listHref?: string | undefined
  locale: Locale
}

/** Why a rule says what it says. */
export function WhyRule({ rule, diagnosis, listHref, locale }: WhyRuleProps) {
  const { why } = locale.words
  const { formula, inputs } = why.rules[rule]
  const orders = rule === 'lossOrders' ? (diagnosis.sums?.ordersWithoutCost ?? 0) : 0
  return (
    <Why locale={locale} formula={formula} inputs={inputs}>
      {listHref !== undefined && (
        <p>
          <a href={listHref}>{why.rows}</a>
        </p>
      )}
      <Unused
        coverage={seesChannelOnly(rule) ? coverageOf(diagnosis) : diagnosis.coverage}
        reasons={LEFT_OUT[rule]}
        orders={orders > 0 ? why.ordersWithoutCost(count(orders)) : null}
        locale={locale}
      />
    </Why>
  )
}

interface WhyKpisProps {
  diagnosis: Pick<Diagnosis, 'coverage' | 'sums' | 'onlyChannel'>
  kpi: Kpi
  locale: Locale
}

/** Why the figures of the day are what they are: their formulas, and the amounts that go into them. */
export function WhyKpis({ diagnosis, kpi, locale }: WhyKpisProps) {
  const { why } = locale.words
  const { formula, inputs } = why.kpis
  const invalid = kpi.allOrders - kpi.orders
  return (
    <Why locale={locale} formula={formula} inputs={[...inputs, ...amountsOf(kpi, diagnosis.sums, locale)]}>
      <Unused
        coverage={coverageOf(diagnosis)}
        reasons={LEFT_OUT_OF_KPIS}
        orders={invalid > 0 ? why.invalidOrders(count(invalid)) : null}
        locale={locale}
      />
    </Why>
  )
}

/** Lines are counted over all channels: of one alone nobody has counted them. */
function coverageOf({ coverage, onlyChannel }: WhyRuleProps['diagnosis']): Coverage | null {
  return onlyChannel === undefined ? coverage : null
}

/** The amounts of the day from gross to net profit, and what its rates are taken of. */
function amountsOf(kpi: Kpi, sums: OrderSums | null, { words }: Locale): Explanation['inputs'] {
  const { amounts } = words.why
  const steps: [name: string, amountFen: Fen][] = sums
    ? [
        [amounts.grossProfit, kpi.grossProfitFen],
        [amounts.serviceFee, sums.serviceFeeFen],
        [amounts.deliveryFee, sums.deliveryFeeFen],
        [amounts.rebate, sums.rebateFen],
        [amounts.netProfit, kpi.netProfitFen],
      ]
    : []
  return [
    ...steps,
    [amounts.revenue, kpi.revenueFen] as const,
    [amounts.gmv, kpi.gmvFen] as const,
    [amounts.marketing, kpi.marketingFen] as const,
  ].map(([name, amountFen]) => [name, money(amountFen)])
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

interface UnusedProps {
  /** null where it was not counted. */
  coverage: Coverage | null
  reasons: readonly LeftOut[]
  /** Whole orders that are left out, in words; null for none. */
  orders: string | null
  locale: Locale
}

/** How many lines of the day were not used, and why. */
function Unused({ coverage, reasons, orders, locale }: UnusedProps) {
  const { why, listSeparator } = locale.words
  const unused = coverage
    ? reasons
        .filter((reason) => coverage[reason] > 0)
        .map((reason) => why.reasons[reason](count(coverage[reason])))
    : []
  const all = orders === null ? unused : [...unused, orders]
  if (!coverage) return orders === null ? null : <p>{why.unusedOrders(orders)}</p>
  const lines = count(coverage.lines)
  if (all.length === 0) return <p>{why.allUsed(lines)}</p>
  return (
    <p>
      {why.unused(lines)}
      {all.join(listSeparator)}
    </p>
  )
}
