import type { ComponentChildren } from 'preact'
import type { Diagnosis } from '../../diagnosis/diagnosis'
import { KPI_NAMES, type KpiMeasure, kpiNamed } from '../../diagnosis/kpi/measures'
import type { Kpi } from '../../diagnosis/kpi/sums'
import { Sparkline } from '../chart/sparkline'
import { Icon, type IconName } from '../components/icons'
import { Money } from '../components/parts'
import { Unknown } from '../components/unknown'
import { count, money, points, rate, UNKNOWN } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import type { Words } from '../i18n/words'
import { ordersHref } from '../links'
import type { Scope } from '../target'
import { type Comparison, compare, type KpiPast, pastOf } from './kpiComparison'
import { StockNote } from './stockNote'
import { WhyKpis } from './why'

/** The day's figures: six numbers, each with the one that explains it, and how it stands against the days before. */

interface KpiStripProps {
  diagnosis: Pick<
    Diagnosis,
    'businessDate' | 'stores' | 'history' | 'coverage' | 'onlyChannel' | 'stockSnapshot' | 'frozenStockSince'
  >
  kpi: Kpi
  /** Of the orders behind the figures. */
  listScope: Scope
  locale: Locale
}

export function KpiStrip({ diagnosis, kpi, listScope, locale }: KpiStripProps) {
  const { words, lang } = locale
  const past = pastOf(diagnosis.history ?? [], diagnosis.businessDate)
  const below = (
    <>
      <StockNote diagnosis={diagnosis} locale={locale} />
      <Unknowns diagnosis={diagnosis} words={words} />
      <WhyKpis diagnosis={diagnosis} kpi={kpi} locale={locale} />
    </>
  )
  return (
    <KpiFrame locale={locale} why={below}>
      {KPI_NAMES.map((name) => {
        const measure = kpiNamed(name)
        return (
          <div key={name}>
            <dt>
              <a href={ordersHref(measure.listedBy, listScope, lang)}>
                {measure.words[lang].name}
                <Icon name="right" />
              </a>
            </dt>
            <dd>
              <b>
                <Figure unit={measure.unit} value={measure.of(kpi)} words={words} />
              </b>
              <Note measure={measure} kpi={kpi} locale={locale} />
              <Against
                label={words.kpi.dayBefore}
                change={compare(name, kpi, past.dayBefore)}
                words={words}
              />
              <Against
                label={words.kpi.mean(past.week.length)}
                change={compare(name, kpi, past.week)}
                words={words}
              />
              <Fortnight measure={measure} past={past} locale={locale} />
            </dd>
          </div>
        )
      })}
    </KpiFrame>
  )
}

/** What the figures do not know: said beside them, for they look the same. */
function Unknowns({ diagnosis, words }: Pick<KpiStripProps, 'diagnosis'> & { words: Words }) {
  const { coverage, onlyChannel } = diagnosis
  // Counted for all channels together.
  if (!coverage || onlyChannel !== undefined) return null
  const { withoutPrice, ordersWithoutFee } = coverage
  return (
    <>
      {withoutPrice > 0 && <p class="note">{words.kpi.withoutPrice(count(withoutPrice))}</p>}
      {ordersWithoutFee > 0 && <p class="note">{words.kpi.withoutFee(count(ordersWithoutFee))}</p>}
    </>
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
function figureText(unit: KpiMeasure['unit'], value: number | null): string {
  if (value === null) return UNKNOWN
  return unit === 'money' ? money(value) : unit === 'rate' ? rate(value) : count(value)
}

interface FigureProps {
  unit: KpiMeasure['unit']
  value: number | null
  words: Words
}

function Figure({ unit, value, words }: FigureProps) {
  if (value === null) return <Unknown why={words.kpi.unknown} />
  if (unit === 'money') return <Money fen={value} />
  return <>{figureText(unit, value)}</>
}

/** The figure that explains another one. */
function Note({ measure, kpi, locale }: { measure: KpiMeasure; kpi: Kpi; locale: Locale }) {
  const { note, words } = measure
  const text = figureText(note.unit, note.of(kpi))
  return (
    <span class="explained">
      {words[locale.lang].note}{' '}
      <span>{text === UNKNOWN ? <Unknown why={locale.words.kpi.unknown} /> : text}</span>
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
function Fortnight({ measure, past, locale }: { measure: KpiMeasure; past: KpiPast; locale: Locale }) {
  const values = past.fortnight.map((day) => (day ? measure.of(day) : null))
  const known = values.filter((value) => value !== null)
  const text = (value: number | undefined) => figureText(measure.unit, value ?? null)
  return (
    <Sparkline
      values={values}
      label={locale.words.kpi.line({
        figure: measure.words[locale.lang].name,
        days: values.length,
        known: known.length,
        min: text(known.length ? Math.min(...known) : undefined),
        max: text(known.length ? Math.max(...known) : undefined),
        last: text(known.at(-1)),
      })}
    />
  )
}
