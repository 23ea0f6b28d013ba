import { type MicroYuan, toFen } from '../../diagnosis/money'
import { toPieces } from '../../diagnosis/quantity'
import { DataTable } from '../components/dataTable'
import { Money } from '../components/parts'
import { Unknown } from '../components/unknown'
import { pieces } from '../i18n/format'
import type { UnderstoodLine } from './firstLines'
import type { ImportLocale } from './words'

interface FirstLineTableProps {
  lines: readonly UnderstoodLine[]
  locale: ImportLocale
}

/** How the first lines were understood, for their sender to compare with the file. */
export function FirstLineTable({ lines, locale }: FirstLineTableProps) {
  const { preview } = locale.words.page
  const amount = (micro: MicroYuan | null) =>
    micro === null ? <Unknown why={preview.unknown} /> : <Money fen={toFen(micro)} />
  if (lines.length === 0) return null
  return (
    <details class="fold">
      <summary>{preview.firstLines}</summary>
      <DataTable
        caption={preview.firstLines}
        rows={lines}
        rowKey={({ orderId }, i) => `${orderId} ${i}`}
        columns={[
          {
            id: 'product',
            title: preview.product,
            cell: ({ productName }) => <bdi class="name">{productName}</bdi>,
          },
          {
            id: 'quantity',
            title: preview.quantity,
            kind: 'number',
            key: true,
            cell: ({ quantityMilli }) => pieces(toPieces(quantityMilli)),
          },
          { id: 'price', title: preview.price, kind: 'number', cell: (line) => amount(line.unitPriceMicro) },
          { id: 'cost', title: preview.cost, kind: 'number', cell: (line) => amount(line.costMicro) },
          { id: 'channel', title: preview.channel, cell: ({ channel }) => <bdi class="name">{channel}</bdi> },
          { id: 'store', title: preview.store, cell: ({ store }) => <bdi class="name">{store}</bdi> },
          {
            id: 'time',
            title: preview.time,
            kind: 'wide',
            cell: ({ orderedAt }) => <time>{orderedAt.replace('T', ' ')}</time>,
          },
          {
            id: 'order',
            title: preview.order,
            kind: 'wide',
            cell: ({ orderId }) => <bdi class="name">{orderId}</bdi>,
          },
        ]}
      />
    </details>
  )
}
