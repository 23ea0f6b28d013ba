import type { ProductDayDetail } from '../../details/productDetail'
import { sectionOf } from '../../diagnosis/rules/index'
import { barsOf } from '../chart/bars'
import { dotsOf, type LineChart, lineOf, pathOf } from '../chart/line'
import { type Extent, extentOf, type Series } from '../chart/scale'
import { money, pieces, rate, shortDate } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import { ruleWords } from '../i18n/ruleWords'
import { DayHints, DayNames, Plot } from './plot'
import { daysWithSharedStock, quantityOf, rulesFound, stockOf } from './summary'

/** A product's days as small charts, one below the other, each with a scale of its own: no two share an axis. */

interface ChartsProps {
  days: readonly ProductDayDetail[]
  locale: Locale
}

type Sales = NonNullable<ProductDayDetail['sales']>

/** One measure of the days. */
interface Measure {
  id: 'quantity' | 'revenue' | 'price' | 'margin' | 'stock'
  title: string
  of: (sales: Sales, day: ProductDayDetail) => number | null
  text: (value: number) => string
}

export function Charts({ days, locale }: ChartsProps) {
  const { product } = locale.words
  const measures: Measure[] = [
    { id: 'quantity', title: product.quantity, of: quantityOf, text: pieces },
    { id: 'revenue', title: product.revenueChart, of: (sales) => sales.revenueFen, text: money },
    { id: 'price', title: product.price, of: (sales) => sales.unitPriceFen, text: money },
    { id: 'margin', title: product.marginChart, of: (sales) => sales.marginTenths, text: rate },
    { id: 'stock', title: product.stockChart, of: (_, day) => stockOf(day), text: pieces },
  ]
  return (
    <div class="charts">
      {measures.map((measure) => (
        <MeasureChart key={measure.id} measure={measure} measures={measures} days={days} locale={locale} />
      ))}
      <Findings days={days} locale={locale} />
      <DayNames days={days} lang={locale.lang} />
      <p class="note">{product.legend}</p>
    </div>
  )
}

/** Sums of a day stand as bars on 0; what a day has on average, or at its end, is a line. */
const ADDED_UP: ReadonlySet<Measure['id']> = new Set(['quantity', 'revenue'])

interface MeasureChartProps extends ChartsProps {
  measure: Measure
  /** All of them, for what a pointer is told. */
  measures: readonly Measure[]
}

function MeasureChart({ measure, measures, days, locale }: MeasureChartProps) {
  const { product } = locale.words
  const series = days.map((day) => valueOn(day, measure))
  const shared = measure.id === 'stock' ? daysWithSharedStock(days) : 0
  const extent = extentOf(series)
  const drawing = ADDED_UP.has(measure.id) ? barDrawing(series) : lineDrawing(series, measure)
  const known = series.filter((value) => value !== null).length
  return (
    <figure class={`chart ${measure.id}`}>
      <figcaption>
        {measure.title}
        {series.some((value) => value !== null && isBad(measure, value)) && (
          <span class="negative">{measure.id === 'stock' ? product.outOfStock : product.atLoss}</span>
        )}
      </figcaption>
      {shared > 0 && <p class="note">{product.snapshotDays(shared)}</p>}
      <Plot
        days={days}
        scale={drawing && <Scale domain={drawing.domain} text={measure.text} />}
        label={
          extent
            ? product.chartLabel(measure.title, known, measure.text(extent.min), measure.text(extent.max))
            : product.emptyChart(measure.title)
        }
      >
        {drawing?.children}
        <DayHints days={days} hint={(day) => hintOf(day, measures, locale)} />
      </Plot>
    </figure>
  )
}

function valueOn(day: ProductDayDetail, { of }: Measure): number | null {
  return day.sales && of(day.sales, day)
}

/** The ends of a scale; one value where they are the same. */
function Scale({ domain: { min, max }, text }: { domain: Extent; text: (value: number) => string }) {
  return (
    <>
      <span>{text(max)}</span>
      {min < max && <span>{text(min)}</span>}
    </>
  )
}

function barDrawing(series: Series) {
  const chart = barsOf(series)
  return (
    chart && {
      domain: chart.domain,
      children: (
        <>
          <ZeroLine y={chart.zeroY} days={series.length} />
          {chart.bars.map(({ index, y, height }) => (
            // A day without a unit on balance is a mark on the line, unlike a day without a record.
            <rect
              key={index}
              class={height === 0 ? 'bar none' : 'bar'}
              x={index + 0.16}
              width="0.68"
              y={height === 0 ? y - 2 : y}
              height={height || 4}
            />
          ))}
        </>
      ),
    }
  )
}

/** Whether a value is one that somebody must act on. */
function isBad({ id }: Measure, value: number): boolean {
  return id === 'stock' ? value <= 0 : id === 'margin' && value < 0
}

function lineDrawing(series: Series, measure: Measure) {
  const chart = lineOf(series, { withZero: measure.id !== 'price' })
  return (
    chart && {
      domain: chart.domain,
      children: (
        <>
          {chart.zeroY !== undefined && <ZeroLine y={chart.zeroY} days={series.length} />}
          <Lines chart={chart} measure={measure} />
        </>
      ),
    }
  )
}

function ZeroLine({ y, days }: { y: number; days: number }) {
  return <path class="zero" d={`M0 ${y}H${days}`} />
}

function Lines({ chart, measure }: { chart: LineChart; measure: Measure }) {
  const marks = chart.runs.flat()
  const bad = marks.filter(({ value }) => isBad(measure, value))
  return (
    <>
      {chart.runs.map((run) => (
        <path key={run[0]?.index} class="line" d={pathOf(run)} />
      ))}
      <path class="dots" d={dotsOf(marks.filter((mark) => !bad.includes(mark)))} />
      <path class="dots bad" d={dotsOf(bad)} />
    </>
  )
}

function hintOf(day: ProductDayDetail, measures: readonly Measure[], locale: Locale): string {
  const { words, lang } = locale
  const { date, sales, findings } = day
  const lines = measures.map((measure) => {
    const value = valueOn(day, measure)
    return value === null ? undefined : `${measure.title} ${measure.text(value)}`
  })
  const names = findings.map((rule) => ruleWords(rule, locale).name)
  return [shortDate(date, lang), ...(sales ? lines : [words.product.noLine]), ...names]
    .filter(Boolean)
    .join('\n')
}

/** One line of marks for each rule that found the product: its name is its legend. */
function Findings({ days, locale }: ChartsProps) {
  const { words, lang } = locale
  const rules = rulesFound(days)
  const open = days.some((day) => day.open)
  return (
    <figure class="chart findings">
      <figcaption>{words.product.findings}</figcaption>
      {rules.length === 0 && (
        <p class="note">{(open ? words.product.noFindings : words.product.neverOpen)(days.length)}</p>
      )}
      {rules.map((rule) => {
        const { name } = ruleWords(rule, locale)
        const dates = days.filter(({ findings }) => findings.includes(rule))
        return (
          <Plot
            key={rule}
            class={sectionOf(rule) ?? ''}
            days={days}
            scale={name}
            label={`${name}: ${dates.map(({ date }) => shortDate(date, lang)).join(words.listSeparator)}`}
          >
            {days.map(
              ({ date, findings }, i) =>
                findings.includes(rule) && (
                  <rect key={date} class="found-mark" x={i + 0.1} width="0.8" y="18" height="64">
                    <title>{`${shortDate(date, lang)} ${name}`}</title>
                  </rect>
                ),
            )}
          </Plot>
        )
      })}
    </figure>
  )
}
