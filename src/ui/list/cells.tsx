import type { Cell, Label, Reason } from '../../diagnosis/cell'
import type { Column } from '../../diagnosis/listColumns'
import { Money, Name, nameOr } from '../components/parts'
import { Unknown } from '../components/unknown'
import { reasonText } from '../i18n/cellText'
import { shortDate } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import { orderHref, productHref } from '../links'
import { figureText } from './plainCell'
import type { RowView } from './view'

/** A list's values as the page shows them. */

type Tone = 'bad' | 'warn' | 'plain'

/** How much a word on a row matters; the parts of a day are no assessment and stand as text. */
const LABEL_TONES: Partial<Record<Label, Tone>> = {
  severe: 'bad',
  mild: 'warn',
  unsoldForDays: 'plain',
  unsoldForAWeek: 'warn',
  unsoldForTwoWeeks: 'bad',
  unsoldForLonger: 'bad',
  firstEver: 'plain',
  invalid: 'warn',
}

interface CellProps {
  /** Under which the row has its value. */
  id: string
  column: Column
  row: RowView
  /** The stores that the list is of; none for all. */
  from: readonly string[]
  locale: Locale
}

export function CellView({ id, column, row, from, locale }: CellProps) {
  const cell = row.cells[id] ?? null
  const { words, lang } = locale
  switch (cell?.kind) {
    case undefined:
      return <UnknownCell column={column} locale={locale} />
    case 'text':
      return <TextCell id={id} cell={cell} column={column} locale={locale} />
    case 'product':
      return (
        <>
          <a href={productHref({ store: row.store, productId: cell.productId, from }, row.date, lang)}>
            <Name text={cell.name} fallback={words.scope.unnamed} />
          </a>{' '}
          {cell.change && <span class="chip">{words.list.change[cell.change]}</span>}
        </>
      )
    case 'order':
      return (
        <a href={orderHref({ store: row.store, orderId: cell.orderId, from }, row.date, lang)}>
          <bdi class="id">{cell.orderId}</bdi>
        </a>
      )
    case 'money':
      return <Money fen={cell.fen} />
    case 'count':
    case 'tenths':
    case 'rate':
    case 'points':
      return <>{figureText(cell, column, locale)}</>
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

function UnknownCell({ column, locale: { lang, words } }: Pick<CellProps, 'column' | 'locale'>) {
  return <Unknown why={column.words[lang].unknown ?? words.unknown} />
}

interface TextCellProps extends Omit<CellProps, 'row' | 'from'> {
  cell: Extract<Cell, { kind: 'text' }>
}

function TextCell({ id, cell, column, locale }: TextCellProps) {
  if (nameOr(cell.text, null)) return <Name text={cell.text} fallback="" />
  if (id === 'channel') return <>{locale.words.channels.unknown}</>
  if (id === 'store') return <>{locale.words.scope.unnamed}</>
  return <UnknownCell column={column} locale={locale} />
}

function LabelText({ label, locale: { words } }: { label: Label; locale: Locale }) {
  const tone = LABEL_TONES[label]
  return <span class={tone ? `chip ${tone}` : 'label'}>{words.labels[label]}</span>
}

function Reasons({ reasons, locale: { words } }: { reasons: readonly Reason[]; locale: Locale }) {
  if (reasons.length === 0) return <span class="faint">{words.noReason}</span>
  return (
    <ul class="chips">
      {reasons.map((reason) => (
        <li key={reason.code} class={reason.code === 'outOfStock' ? 'chip bad' : 'chip'}>
          {reasonText(reason, words)}
        </li>
      ))}
    </ul>
  )
}
