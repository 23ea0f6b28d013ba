import type { ComponentChildren } from 'preact'
import type { Diagnosis } from '../../diagnosis/diagnosis'
import type { Kpi } from '../../diagnosis/kpi'
import { Sparkline } from '../chart/sparkline'
import { Icon, type IconName } from '../components/icons'
import { Money } from '../components/parts'
import { Unknown } from '../components/unknown'
import { count, money, moneyEach, points, rate, share, UNKNOWN } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import type { Words } from '../i18n/words'
import {
  type Comparison,
  compare,
  KPI_NAMES,
  type KpiName,
  type KpiPast,
  MEASURES,
  pastOf,
} from './kpiMeasures'
import { WhyKpis } from './why'

/** The day's figures: six numbers, each with the one that explains it, and how it stands against the days before. */

type NoteWord = 'invalid' | 'gmv' | 'grossProfit' | 'grossMargin' | 'profitPerOrder' | 'marketing'

interface KpiStripProps {
  diagnosis: Pick<Diagnosis, 'businessDate' | 'history' | 'coverage' | 'sums' | 'onlyChannel'>
  kpi: Kpi
  locale: Locale
}

export function KpiStrip({ diagnosis, kpi, locale }: KpiStripProps) {
  const { words } = locale
  const past = pastOf(diagnosis.history ?? [], diagnosis.businessDate)
  return (
    <KpiFrame locale={locale} why={<WhyKpis diagnosis={diagnosis} kpi={kpi} locale={locale} />}>
      {KPI_NAMES.map((name) => (
        <div key={name}>
          <dt>{words.kpi[name]}</dt>
          <dd>
            <b>
              <Figure name={name} value={MEASURES[name].of(kpi)} words={words} />
            </b>
            <Note name={name} kpi={kpi} words={words} />
            <Against label={words.kpi.dayBefore} change={compare(name, kpi, past.dayBefore)} words={words} />
            <Against
              label={words.kpi.mean(past.week.length)}
              change={compare(name, kpi, past.week)}
              words={words}
            />
            <Fortnight name={name} past={past} words={words} />
          </dd>
        </div>
      ))}
    </KpiFrame>
  )
}

/** The box of the strip, for the card and its skeleton. */
export function KpiFrame({
  locale,
  why,
  children,
}: {
  locale: Locale
  why: ComponentChildren
  children: ComponentChildren
}) {
  return (
    <section class="kpi-strip" aria-label={locale.words.kpi.label}>
      <dl class="kpis">{children}</dl>
      {why}
    </section>
  )
}

/** A figure in its unit, as text. */
function figureText(name: KpiName, value: number | null): string {
  if (value === null) return UNKNOWN
  const { unit } = MEASURES[name]
  return unit === 'money' ? money(value) : unit === 'rate' ? rate(value) : count(value)
}

function Figure({ name, value, words }: { name: KpiName; value: number | null; words: Words }) {
  if (value === null) return <Unknown why={words.kpi.unknown} />
  if (MEASURES[name].unit === 'money') return <Money fen={value} />
  return <>{figureText(name, value)}</>
}

/** The figure that explains another one. */
function Note({ name, kpi, words }: { name: KpiName; kpi: Kpi; words: Words }) {
  const amount = (fen: number | null) => (fen === null ? UNKNOWN : money(fen))
  const notes: Record<KpiName, [word: NoteWord, value: string]> = {
    orders: ['invalid', count(kpi.allOrders - kpi.orders)],
    revenue: ['gmv', amount(kpi.gmvFen)],
    netProfit: ['grossProfit', amount(kpi.grossProfitFen)],
    netMargin: ['grossMargin', share(kpi.grossProfitFen, kpi.revenueFen)],
    perOrder: ['profitPerOrder', amount(moneyEach(kpi.netProfitFen, kpi.orders))],
    marketingRate: ['marketing', amount(kpi.marketingFen)],
  }
  const [word, value] = notes[name]
  return (
    <span class="explained">
      {words.kpi[word]} <span>{value === UNKNOWN ? <Unknown why={words.kpi.unknown} /> : value}</span>
    </span>
  )
}

const DIRECTION_ICONS: Record<Comparison['direction'], IconName> = { up: 'up', down: 'down', flat: 'level' }

/** How the figure stands against an earlier one. */
function Against({ label, change, words }: { label: string; change: Comparison | null; words: Words }) {
  return (
    <span class="against">
      <span>{label}</span>{' '}
      {change ? (
        <span class={`delta ${change.verdict}`}>
          <Icon name={DIRECTION_ICONS[change.direction]} />
          {words.kpi.direction[change.direction](amountText(change.amount, words))}
        </span>
      ) : (
        <Unknown why={words.kpi.unknown} />
      )}
    </span>
  )
}

function amountText(amount: Comparison['amount'], words: Words): string {
  switch (amount.unit) {
    case 'percent':
      return rate(amount.tenths)
    case 'points':
      return words.kpi.points(points(amount.tenths))
    case 'count':
      return count(amount.value)
    case 'money':
      return money(amount.fen)
  }
}

/** The figure's last two weeks as a line. */
function Fortnight({ name, past, words }: { name: KpiName; past: KpiPast; words: Words }) {
  const values = past.fortnight.map((day) => (day ? MEASURES[name].of(day) : null))
  const known = values.filter((value) => value !== null)
  const text = (value: number | undefined) => figureText(name, value ?? null)
  return (
    <Sparkline
      values={values}
      label={words.kpi.line({
        figure: words.kpi[name],
        days: values.length,
        known: known.length,
        min: text(known.length ? Math.min(...known) : undefined),
        max: text(known.length ? Math.max(...known) : undefined),
        last: text(known.at(-1)),
      })}
    />
  )
}
