import type { Cell, ColumnId, Label, Reason } from '../../../lists/cell'
import { count, growth, points, rate, shortDate } from '../../format'
import { orderHref, productHref } from '../../links'
import { Money, Name, nameOr } from '../../parts'
import { Unknown } from '../unknown'
import type { RowView } from '../view'
import { type PageLocale, reasonText, whyUnknown } from '../words/index'

/** A list's values as the page shows them. */

/** Columns whose numbers say which way something went. */
const SIGNED: ReadonlySet<ColumnId> = new Set(['growth', 'salesChange'])

type Tone = 'bad' | 'warn' | 'plain'

/** How much a word on a row matters; the parts of a day are no judgement and stand as text. */
const LABEL_TONES: Partial<Record<Label, Tone>> = {
  severe: 'bad',
  persistent: 'bad',
  mild: 'warn',
  ongoing: 'warn',
  new: 'plain',
  firstEver: 'plain',
}

interface CellProps {
  column: ColumnId
  row: RowView
  locale: PageLocale
}

export function CellView({ column, row, locale }: CellProps) {
  const cell = row.cells[column] ?? null
  const { page, words, lang } = locale
  switch (cell?.kind) {
    case undefined:
      return <UnknownCell column={column} locale={locale} />
    case 'text':
      return <TextCell cell={cell} column={column} locale={locale} />
    case 'product':
      return (
        <>
          <a href={productHref({ store: row.store, productId: cell.productId }, row.date, lang)}>
            <Name text={cell.name} fallback={words.scope.unnamed} />
          </a>{' '}
          {cell.change && <span class="chip">{page.list.change[cell.change]}</span>}
        </>
      )
    case 'order':
      return (
        <a href={orderHref({ store: row.store, orderId: cell.orderId }, row.date, lang)}>
          <bdi class="id">{cell.orderId}</bdi>
        </a>
      )
    case 'money':
      return <Money fen={cell.fen} />
    case 'count':
      return <>{countText(cell.value, column, page)}</>
    case 'tenths':
      return <>{count(cell.tenths / 10)}</>
    case 'rate':
      return <>{SIGNED.has(column) ? growth(cell.tenths / 10) : rate(cell.tenths)}</>
    case 'points':
      return <>{page.units.points(points(cell.tenths))}</>
    case 'date':
      return <time dateTime={cell.date}>{shortDate(cell.date, lang)}</time>
    case 'time':
      // Its day is the list's, or stands in a column of its own.
      return (
        <time dateTime={cell.time} title={cell.time.replace('T', ' ')}>
          {cell.time.slice(11, 16)}
        </time>
      )
    case 'label':
      return <LabelText label={cell.label} locale={locale} />
    case 'reasons':
      return <Reasons reasons={cell.reasons} locale={locale} />
  }
}

function UnknownCell({ column, locale: { page } }: Omit<CellProps, 'row'>) {
  return <Unknown why={whyUnknown(column, page)} />
}

interface TextCellProps extends Omit<CellProps, 'row'> {
  cell: Extract<Cell, { kind: 'text' }>
}

function TextCell({ cell, column, locale }: TextCellProps) {
  if (nameOr(cell.text, null)) return <Name text={cell.text} fallback="" />
  if (column === 'channel') return <>{locale.words.channels.unknown}</>
  if (column === 'store') return <>{locale.words.scope.unnamed}</>
  return <UnknownCell column={column} locale={locale} />
}

/** A count with its unit, where the heading alone does not tell what is counted. */
function countText(value: number, column: ColumnId, page: PageLocale['page']): string {
  switch (column) {
    case 'distance':
      return page.units.km(count(value / 1000))
    case 'daysOut':
    case 'silentDays':
    case 'streak':
      return page.units.days(count(value))
    default:
      return count(value)
  }
}

function LabelText({ label, locale: { page } }: { label: Label; locale: PageLocale }) {
  const tone = LABEL_TONES[label]
  return <span class={tone && `chip ${tone}`}>{page.labels[label]}</span>
}

function Reasons({ reasons, locale: { page } }: { reasons: readonly Reason[]; locale: PageLocale }) {
  if (reasons.length === 0) return <span class="faint">{page.noReason}</span>
  return (
    <ul class="chips">
      {reasons.map((reason) => (
        <li key={reason.code} class={reason.code === 'outOfStock' ? 'chip bad' : 'chip'}>
          {reasonText(reason, page)}
        </li>
      ))}
    </ul>
  )
}
