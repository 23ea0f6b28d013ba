import type { ComponentChildren } from 'preact'
import type { BusinessDate } from '../../diagnosis/businessDate'
import type { Detail, Fact as FactOf, TopProduct, Value } from '../../diagnosis/cardSummary'
import type { ChannelCounts } from '../../diagnosis/channels'
import type { Trend } from '../../diagnosis/trend'
import { Icon, type IconName } from '../components/icons'
import { Breakdown, Fact, Facts, Money, Name, nameOr, Quantity } from '../components/parts'
import { count, growth, pieces, rate, UNKNOWN, wholePercent } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import { productHref } from '../links'

/** The parts of a rule's card, drawn from what the rule says of its figures. */

/** What the products of a top list are of. */
export interface TopContext {
  /** Whether the figures are of more than one store: then each product is named with its own. */
  severalStores: boolean
  date: BusinessDate
  /** The stores that the page is of; none for all. */
  from: readonly string[]
}

interface DetailViewProps {
  detail: Detail
  top: TopContext
  locale: Locale
}

export function DetailView({ detail, top, locale }: DetailViewProps) {
  switch (detail.kind) {
    case 'trend':
      return <TrendLine trend={detail.trend} locale={locale} />
    case 'channels':
      return <Channels channels={detail.channels} locale={locale} />
    case 'shares':
      return <Breakdown label={detail.label} slices={detail.shares} ramp={detail.ramp} />
    case 'facts':
      return (
        <Facts>
          {detail.facts.map(({ label, value }) => (
            <Fact key={label} label={label}>
              <ValueView value={value} />
            </Fact>
          ))}
        </Facts>
      )
    case 'levels':
      return <Levels detail={detail} />
    case 'top':
      return <TopList products={detail.products} context={top} locale={locale} />
    case 'note':
      return <p class="note">{detail.text}</p>
  }
}

/** A value as the card shows it. */
function ValueView({ value }: { value: Value }) {
  switch (value.kind) {
    case 'money':
      return <Money fen={value.fen} />
    case 'quantity':
      return value.value === null ? UNKNOWN : <Quantity value={value.value} unit={value.unit} />
    case 'rate':
    case 'growth':
    case 'text':
      return <>{valueText(value)}</>
  }
}

/** A value in a line of text. */
function valueText(value: Exclude<Value, { kind: 'money' }>): string {
  switch (value.kind) {
    case 'quantity':
      return value.value === null ? UNKNOWN : `${pieces(value.value)} ${value.unit(value.value)}`
    case 'rate':
      return value.tenths === null ? UNKNOWN : rate(value.tenths)
    case 'growth':
      return growth(value.tenths / 10)
    case 'text':
      return value.text
  }
}

function noteText(note: TopProduct['notes'][number]): string {
  return 'label' in note ? `${note.label} ${valueText(note.value)}` : valueText(note)
}

const CHANNELS_SHOWN = 3

/** The three largest channels, and the rest as one. */
function Channels({ channels, locale }: { channels: ChannelCounts; locale: Locale }) {
  const { label, other, unknown } = locale.words.channels
  const slices = channels
    .slice(0, CHANNELS_SHOWN)
    .map(([name, n]) => ({ name: nameOr(name, unknown), count: n }))
  const rest = channels.slice(CHANNELS_SHOWN)
  if (rest.length) slices.push({ name: other, count: rest.reduce((sum, [, n]) => sum + n, 0) })
  return <Breakdown label={label} slices={slices} ramp="kinds" />
}

const TREND_ICONS: Record<Trend['direction'], IconName | undefined> = {
  worse: 'up',
  better: 'down',
  flat: 'level',
  new: 'up',
  none: undefined,
}

/** The count against the days before: by how much, or in a word where there is nothing to take a percentage of. */
function TrendLine({ trend, locale }: { trend: Trend; locale: Locale }) {
  const { trend: words } = locale.words
  const { direction, previousAverage, previousDays, changePercent } = trend
  const icon = TREND_ICONS[direction]
  return (
    <Facts>
      <Fact
        label={previousAverage === null ? words.noLabel : words.label(count(previousAverage), previousDays)}
      >
        <span class={`chip trend-${direction}`}>
          {icon && <Icon name={icon} />}
          {changePercent === null
            ? words[previousAverage === null ? 'none' : 'new']
            : wholePercent(changePercent)}
        </span>
      </Fact>
    </Facts>
  )
}

function Levels({ detail: { levels, note } }: { detail: Extract<Detail, { kind: 'levels' }> }) {
  const columns = Math.max(...levels.map(({ values }) => values.length))
  return (
    <>
      <table class="levels-table">
        <tbody>
          {levels.map(({ name, values }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {values.map((value, at) => (
                <td key={at} colSpan={at === values.length - 1 ? columns - at : 1}>
                  <ValueView value={value} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {note !== undefined && <p class="note">{note}</p>}
    </>
  )
}

interface TopListProps {
  products: readonly TopProduct[]
  context: TopContext
  locale: Locale
}

/** Products in their order. */
function TopList({ products, context: { severalStores, date, from }, locale }: TopListProps) {
  const { unnamed } = locale.words.scope
  return (
    <ol class="top">
      {products.map(({ product, value, notes }) => (
        <li key={`${product.productId} ${product.store}`}>
          <div class={severalStores ? 'who' : 'who alone'}>
            <a href={productHref({ ...product, from }, date, locale.lang)}>
              <Name text={product.name} fallback={unnamed} />
            </a>
            {severalStores && (
              <span class="sub">
                <Name text={product.store} fallback={unnamed} />
              </span>
            )}
          </div>
          <div class="what">
            <b>
              <ValueView value={value} />
            </b>
            <span class="sub">{notes.map(noteText).join(' · ')}</span>
          </div>
        </li>
      ))}
    </ol>
  )
}

/** What stands beside the main number. */
export function Aside({ fact }: { fact: FactOf }): ComponentChildren {
  return (
    <dl>
      <dt>{fact.label}</dt>
      <dd>
        <ValueView value={fact.value} />
      </dd>
    </dl>
  )
}
