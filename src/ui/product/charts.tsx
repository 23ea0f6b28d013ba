import type { ProductDayDetail } from '../../details/productDetail'
import { sectionOf } from '../../diagnosis/rules/index'
import { barsOf } from '../chart/bars'
import { dotsOf, type LineChart, lineOf, linesOf, pathOf } from '../chart/line'
import { type Extent, extentOf, type Series } from '../chart/scale'
import { money, pieces, rate, shortDate, UNKNOWN } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import { ruleWords } from '../i18n/ruleWords'
import { DayHints, DayNames, type LineName, Plot } from './plot'
import { daysWithSharedStock, quantityOf, rulesFound, stockOf } from './summary'

/**
 * A product's days as small charts, one below the other, each with a scale of its own: what a unit brings and what it costs share
 * one, for what lies between them is what is earned.
 */

interface ChartsProps {
  days: readonly ProductDayDetail[]
  locale: Locale
}

type Sales = NonNullable<ProductDayDetail['sales']>

/** One measure of the days. */
interface Measure {
  id: 'quantity' | 'revenue' | 'price' | 'cost' | 'margin' | 'stock'
  title: string
  of: (sales: Sales, day: ProductDayDetail) => number | null
  text: (value: number) => string
}

export function Charts({ days, locale }: ChartsProps) {
  const { product } = locale.words
  const quantity: Measure = { id: 'quantity', title: product.quantity, of: quantityOf, text: pieces }
  const revenue: Measure = {
    id: 'revenue',
    title: product.revenueChart,
    of: (sales) => sales.revenueFen,
    text: money,
  }
  const margin: Measure = {
    id: 'margin',
    title: product.marginChart,
    of: (sales) => sales.marginTenths,
    text: rate,
  }
  const stock: Measure = {
    id: 'stock',
    title: product.stockChart,
    of: (_, day) => stockOf(day),
    text: pieces,
  }
  const price: Measure = { id: 'price', title: product.price, of: (sales) => sales.unitPriceFen, text: money }
  const cost: Measure = { id: 'cost', title: product.cost, of: (sales) => sales.unitCostFen, text: money }
  const hint = (day: ProductDayDetail) => hintOf(day, [price, cost, quantity, stock, revenue, margin], locale)
  return (
    <div class="charts">
      <PriceAndCost price={price} cost={cost} days={days} hint={hint} locale={locale} />
      {[quantity, stock, revenue, margin].map((measure) => (
        <MeasureChart key={measure.id} measure={measure} days={days} hint={hint} locale={locale} />
      ))}
      <Findings days={days} locale={locale} />
      <DayNames days={days} lang={locale.lang} />
      <p class="note">{product.legend}</p>
    </div>
  )
}

interface HintedProps extends ChartsProps {
  /** What a pointer that rests on a day is told. */
  hint: (day: ProductDayDetail) => string
}

interface PriceAndCostProps extends HintedProps {
  price: Measure
  cost: Measure
}

/** What a unit brought and what it cost, as two lines on one scale, each with its name and its last value. */
function PriceAndCost({ price, cost, days, hint, locale }: PriceAndCostProps) {
  const { product, listSeparator } = locale.words
  const prices = days.map((day) => valueOn(day, price))
  const costs = days.map((day) => valueOn(day, cost))
  const chart = linesOf([prices, costs], { withZero: false })
  const isBelowCost = (at: number) => (prices[at] ?? Number.POSITIVE_INFINITY) < (costs[at] ?? 0)
  const daysBelow = days.filter((_, at) => isBelowCost(at)).length
  const told = [toldOf(price, prices, locale), toldOf(cost, costs, locale)]
  if (daysBelow > 0) told.push(product.daysBelowCost(daysBelow))
  return (
    <figure class="chart price-cost">
      <figcaption>
        {product.priceAndCost}
        {daysBelow > 0 && <span class="negative">{product.soldBelowCost}</span>}
      </figcaption>
      <Plot
        days={days}
        scale={chart && <Scale domain={chart.domain} text={money} />}
        label={told.join(listSeparator)}
        names={chart && namesOf(chart.lines, [product.priceLine, product.costLine])}
      >
        {chart && <PriceAndCostLines lines={chart.lines} isBelowCost={isBelowCost} />}
        <DayHints days={days} hint={hint} />
      </Plot>
      <ul class="line-key" aria-hidden="true">
        <LineKey name="price" title={product.priceLine} series={prices} />
        <LineKey name="cost" title={product.costLine} series={costs} />
      </ul>
    </figure>
  )
}

/** The names of two lines at the last mark of each, away from each other. */
function namesOf(lines: readonly LineChart['runs'][], texts: readonly string[]): LineName[] {
  const ends = lines.map((runs) => runs.at(-1)?.at(-1))
  return ends.flatMap((end, i) => {
    const other = ends[1 - i]
    // Of two at one height the first stands above.
    const above = other ? end !== undefined && (end.y < other.y || (end.y === other.y && i === 0)) : true
    return end ? [{ x: end.x, y: end.y, text: texts[i] ?? '', above }] : []
  })
}

interface PriceAndCostLinesProps {
  lines: readonly LineChart['runs'][]
  isBelowCost: (index: number) => boolean
}

function PriceAndCostLines({ lines: [prices = [], costs = []], isBelowCost }: PriceAndCostLinesProps) {
  const [below, above] = [true, false].map((is) =>
    prices.flat().filter(({ index }) => isBelowCost(index) === is),
  )
  return (
    <>
      {costs.map((run) => (
        <path key={run[0]?.index} class="line cost" d={pathOf(run)} />
      ))}
      <path class="dots cost" d={dotsOf(costs.flat())} />
      {prices.map((run) => (
        <path key={run[0]?.index} class="line" d={pathOf(run)} />
      ))}
      <path class="dots" d={dotsOf(above ?? [])} />
      <path class="dots bad" d={dotsOf(below ?? [])} />
    </>
  )
}

/** A line as it is drawn, with its name and its last known value. */
function LineKey({ name, title, series }: { name: 'price' | 'cost'; title: string; series: Series }) {
  const last = series.findLast((value) => value !== null) ?? null
  return (
    <li class={name}>
      <svg viewBox="0 0 22 10" aria-hidden="true">
        <path class={`line ${name}`} d="M0 5H22" />
        <path class={`dots ${name}`} d="M11 5h0" />
      </svg>
      {title} <b>{last === null ? UNKNOWN : money(last)}</b>
    </li>
  )
}

/** A measure in words: how many days, from what to what. */
function toldOf({ title, text }: Measure, series: Series, { words }: Locale): string {
  const extent = extentOf(series)
  const known = series.filter((value) => value !== null).length
  return extent
    ? words.product.chartLabel(title, known, text(extent.min), text(extent.max))
    : words.product.emptyChart(title)
}

/** Sums of a day stand as bars on 0; what a day has on average, or at its end, is a line. */
const ADDED_UP: ReadonlySet<Measure['id']> = new Set(['quantity', 'revenue'])

interface MeasureChartProps extends HintedProps {
  measure: Measure
}

function MeasureChart({ measure, days, hint, locale }: MeasureChartProps) {
  const { product } = locale.words
  const series = days.map((day) => valueOn(day, measure))
  const shared = measure.id === 'stock' ? daysWithSharedStock(days) : 0
  const drawing = ADDED_UP.has(measure.id) ? barDrawing(series) : lineDrawing(series, measure)
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
        label={toldOf(measure, series, locale)}
      >
        {drawing?.children}
        <DayHints days={days} hint={hint} />
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
  const chart = lineOf(series, { withZero: true })
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
