import type { ComponentChildren } from 'preact'
import type { Coverage } from '../../diagnosis/coverage'
import type { Diagnosis } from '../../diagnosis/diagnosis'
import { KPI_NAMES, kpiNamed } from '../../diagnosis/kpi/measures'
import type { Kpi } from '../../diagnosis/kpi/sums'
import type { LeftOut } from '../../diagnosis/rule'
import { type RuleName, ruleNamed } from '../../diagnosis/rules/index'
import type { Explanation } from '../../diagnosis/words'
import { count, money } from '../i18n/format'
import type { Locale } from '../i18n/locale'

/** Why a figure is what it is: its formula in words, the thresholds in it, and what it could not use. */

/** KPIs count all lines; a line without a cost knows no profit. */
const LEFT_OUT_OF_KPIS: readonly LeftOut[] = ['withoutCost']

interface WhyRuleProps {
  rule: RuleName
  /** Of the rule; null where it cannot know. */
  figures: object | null
  diagnosis: Pick<Diagnosis, 'coverage' | 'onlyChannel'>
  /** The rows that its number is the sum of; absent where it has none. */
  listHref?: string | undefined
  locale: Locale
}

/** Why a rule says what it says. */
export function WhyRule({ rule, figures, diagnosis, listHref, locale }: WhyRuleProps) {
  const { why } = locale.words
  const { byChannel, view } = ruleNamed(rule)
  const { plain, formula, inputs, ordersLeftOut } = view.words[locale.lang].why
  const orders = (figures && view.ordersLeftOut?.(figures)) || 0
  return (
    <Why locale={locale} plain={plain} formula={formula} inputs={inputs}>
      {listHref !== undefined && (
        <p>
          <a href={listHref}>{why.rows}</a>
        </p>
      )}
      <Unused
        coverage={byChannel ? coverageOf(diagnosis) : diagnosis.coverage}
        reasons={view.leftOut}
        orders={(orders > 0 && ordersLeftOut?.(count(orders))) || null}
        locale={locale}
      />
    </Why>
  )
}

interface WhyKpisProps {
  diagnosis: Pick<Diagnosis, 'coverage' | 'onlyChannel'>
  kpi: Kpi
  locale: Locale
}

/** Why the figures of the day are what they are: their formulas, and the amounts that go into them. */
export function WhyKpis({ diagnosis, kpi, locale }: WhyKpisProps) {
  const { lang } = locale
  const { why } = locale.words
  const measures = KPI_NAMES.map(kpiNamed)
  const amounts = measures
    .flatMap((measure) => measure.amounts)
    .map((amount) => [amount.words[lang], money(amount.of(kpi))] as const)
  const invalid = kpi.allOrders - kpi.orders
  return (
    <Why
      locale={locale}
      plain={why.kpiPlain}
      formula={measures.flatMap((measure) => measure.words[lang].formula)}
      inputs={[...why.kpiInputs, ...amounts]}
    >
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

/** The closed box, for the skeleton. */
export function WhyClosed({ locale }: { locale: Locale }) {
  return (
    <div class="why">
      <p>{locale.words.why.title}</p>
    </div>
  )
}

function Why({
  plain,
  formula,
  inputs,
  locale,
  children,
}: Explanation & { locale: Locale; children: ComponentChildren }) {
  const { title, terms } = locale.words.why
  // What the formulas speak of and a shop does not.
  const glossed = terms.filter(([term]) => formula.some((line) => line.includes(term)))
  const named = [...glossed, ...inputs]
  return (
    <details class="why">
      <summary>{title}</summary>
      <p class="plain">{plain}</p>
      <ul>
        {formula.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {named.length > 0 && (
        <dl>
          {named.map(([name, value]) => (
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
