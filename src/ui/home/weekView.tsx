import type { ComponentChildren } from 'preact'
import type { Diagnosis } from '../../diagnosis/diagnosis'
import { kpiNamed } from '../../diagnosis/kpi/measures'
import { changeTenths, type Fen, moneyEach, shareTenths } from '../../diagnosis/money'
import { WEEK_DAYS } from '../../diagnosis/thresholds'
import type { Week, WeekSums } from '../../diagnosis/week'
import { type Contribution, contributionsInFen } from '../../diagnosis/weekContributions'
import { type Column, DataTable } from '../components/dataTable'
import { Money, Name } from '../components/parts'
import { Unknown } from '../components/unknown'
import { count, dateAfter, growth, money, points, rate, shortDate } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import { JudgedChange } from './judgedChange'

/** The week in figures: beside the week before, and the day beside the same weekday; and what made the change. */

/** Contributions at first sight; the others are behind a click. */
const PARTS_SHOWN = 8

interface WeekViewProps {
  diagnosis: Diagnosis
  week: Week
  locale: Locale
}

export function WeekView({ diagnosis, week, locale }: WeekViewProps) {
  const { words, lang } = locale
  const { weekView } = words.home
  const { businessDate, onlyChannel } = diagnosis
  const from = dateAfter(businessDate, 1 - WEEK_DAYS) ?? businessDate
  const { prior, netProfitChange, storesWithoutData, contributions } = week
  const current = week.comparable ?? week.current
  return (
    <section class="week-view">
      <header>
        <h2>{weekView.title}</h2>
        <p>{weekView.range(shortDate(from, lang), shortDate(businessDate, lang))}</p>
      </header>
      <DataTable
        caption={weekView.title}
        columns={columns(diagnosis, { current, prior, netProfitChange }, locale)}
        rows={MEASURES}
        rowKey={({ name }) => name}
      />
      {netProfitChange === null && <p class="note">{weekView.incomplete}</p>}
      {storesWithoutData !== undefined && prior && (
        <p class="note">{weekView.leftOut(storesWithoutData, money(week.current.netProfitFen))}</p>
      )}
      {netProfitChange !== null && prior && (
        <Contributions
          diagnosis={diagnosis}
          changeFen={current.netProfitFen - prior.netProfitFen}
          parts={contributions}
          locale={locale}
        />
      )}
      {onlyChannel !== undefined && <p class="note">{weekView.narrowed}</p>}
    </section>
  )
}

interface Measure {
  name: 'orders' | 'revenue' | 'netProfit' | 'netMargin' | 'perOrder'
  of: (sums: WeekSums) => number | null
  unit: 'count' | 'money' | 'rate'
}

const MEASURES: readonly Measure[] = [
  { name: 'orders', of: ({ orders }) => orders, unit: 'count' },
  { name: 'revenue', of: ({ revenueFen }) => revenueFen, unit: 'money' },
  { name: 'netProfit', of: ({ netProfitFen }) => netProfitFen, unit: 'money' },
  {
    name: 'netMargin',
    of: ({ netProfitFen, revenueFen }) => shareTenths(netProfitFen, revenueFen),
    unit: 'rate',
  },
  { name: 'perOrder', of: ({ revenueFen, orders }) => moneyEach(revenueFen, orders), unit: 'money' },
]

function columns(
  { kpi, history, businessDate }: Diagnosis,
  { current, prior, netProfitChange }: Pick<Week, 'current' | 'prior' | 'netProfitChange'>,
  locale: Locale,
): Column<Measure>[] {
  const { words, lang } = locale
  const { weekView } = words.home
  const weekday = history?.find(({ date }) => date === dateAfter(businessDate, -WEEK_DAYS)) ?? null
  const figure = (id: string, title: string, sums: WeekSums | null): Column<Measure> => ({
    id,
    title,
    kind: 'number',
    key: id === 'current',
    cell: (measure) => <Figure measure={measure} sums={sums} locale={locale} />,
  })
  return [
    { id: 'measure', title: weekView.measure, cell: ({ name }) => measureName(name, lang) },
    figure('current', weekView.current, current),
    figure('prior', weekView.prior, prior),
    {
      id: 'change',
      title: weekView.change,
      kind: 'number',
      cell: (measure) => (
        <Change measure={measure} current={current} prior={prior} verdict={netProfitChange} locale={locale} />
      ),
    },
    figure('day', weekView.day, kpi),
    figure('weekday', weekView.weekday, weekday),
  ]
}

function measureName(name: Measure['name'], lang: Locale['lang']): string {
  return kpiNamed(name).words[lang].name
}

function Figure({ measure, sums, locale }: { measure: Measure; sums: WeekSums | null; locale: Locale }) {
  const value = sums && measure.of(sums)
  if (value === null) return <Unknown why={locale.words.home.storeTable.unknown} />
  if (measure.unit === 'money') return <Money fen={value} />
  return <>{measure.unit === 'rate' ? rate(value) : count(value)}</>
}

interface ChangeProps {
  measure: Measure
  current: WeekSums
  prior: WeekSums | null
  /** Of the net profit. */
  verdict: Week['netProfitChange']
  locale: Locale
}

/** Against the week before: judged is the net profit alone, so that no other has an arrow. */
function Change({ measure, current, prior, verdict, locale }: ChangeProps) {
  const { home, kpi } = locale.words
  const [now, before] = [measure.of(current), prior && measure.of(prior)]
  if (now === null || before === null) return <Unknown why={home.storeTable.unknown} />
  if (measure.unit === 'rate') return <>{kpi.points(points(now - before))}</>
  const tenths = changeTenths(now, before)
  const text = tenths === null ? amountText(measure, now - before) : growth(tenths / 10)
  if (measure.name !== 'netProfit' || verdict === null) return <>{text}</>
  return <JudgedChange verdict={verdict} text={text} locale={locale} />
}

/** A change against nothing, which has no percentage. */
function amountText({ unit }: Measure, change: number): string {
  return unit === 'money' ? money(change) : count(change)
}

interface ContributionsProps {
  diagnosis: Diagnosis
  changeFen: Fen
  parts: Week['contributions']
  locale: Locale
}

function Contributions({ diagnosis, changeFen, parts, locale }: ContributionsProps) {
  const { home, scope } = locale.words
  const { weekView } = home
  const stores = (diagnosis.storeRows ?? []).flatMap(
    ({ store, week: { current, prior, netProfitChange } }) =>
      prior && netProfitChange !== null
        ? [
            {
              label: <Name text={store} fallback={scope.unnamed} />,
              amountFen: current.netProfitFen - prior.netProfitFen,
            },
          ]
        : [],
  )
  const categories = parts
    ? contributionsInFen(parts, changeFen).map(({ of, amountFen }) => ({
        label: partName(of, locale),
        amountFen,
      }))
    : []
  return (
    <div class="contributions">
      <h3>{weekView.contributions}</h3>
      <p class="note">{weekView.contributionsNote}</p>
      <div class="columns">
        {stores.length > 1 && (
          <PartTable title={weekView.byStore} parts={stores} changeFen={changeFen} locale={locale} />
        )}
        {categories.length > 0 && (
          <PartTable title={weekView.byCategory} parts={categories} changeFen={changeFen} locale={locale} />
        )}
      </div>
    </div>
  )
}

function partName(of: Contribution['of'], { words }: Locale): ComponentChildren {
  const { weekView } = words.home
  return of.kind === 'category' ? (
    <Name text={of.category} fallback={weekView.noCategory} />
  ) : (
    weekView[of.kind]
  )
}

interface Part {
  label: ComponentChildren
  amountFen: Fen
}

interface PartTableProps {
  title: string
  parts: readonly Part[]
  changeFen: Fen
  locale: Locale
}

/** The parts of a change, the largest first; what is small stands together, so that all add up. */
function PartTable({ title, parts, changeFen, locale }: PartTableProps) {
  const { weekView } = locale.words.home
  const sorted = parts.toSorted((a, b) => Math.abs(b.amountFen) - Math.abs(a.amountFen))
  const rest = sorted.slice(PARTS_SHOWN)
  const restFen = rest.reduce((sum, { amountFen }) => sum + amountFen, 0)
  const shown: Part[] = [
    ...sorted.slice(0, PARTS_SHOWN),
    ...(rest.length > 0 ? [{ label: weekView.others(rest.length), amountFen: restFen }] : []),
  ]
  return (
    <table class="parts">
      <caption>{title}</caption>
      <thead class="unseen">
        <tr>
          <th scope="col">{weekView.part}</th>
          <th scope="col">{weekView.amount}</th>
        </tr>
      </thead>
      <tbody>
        {shown.map(({ label, amountFen }, i) => (
          <tr key={i}>
            <th scope="row">{label}</th>
            <td>
              <Money fen={amountFen} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{weekView.total}</th>
          <td>
            <Money fen={changeFen} />
          </td>
        </tr>
      </tfoot>
    </table>
  )
}
