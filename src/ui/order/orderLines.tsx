import type { OrderDetail, OrderLineDetail } from '../../details/orderDetail'
import type { Fen } from '../../diagnosis/money'
import { businessDateOf } from '../../diagnosis/order'
import { toPieces } from '../../diagnosis/quantity'
import { EXCLUDED_CATEGORIES } from '../../diagnosis/thresholds'
import { Block } from '../components/block'
import { type Column, DataTable } from '../components/dataTable'
import { Money, Name, nameOr } from '../components/parts'
import { Unknown } from '../components/unknown'
import { columnWords } from '../i18n/columnWords'
import { pieces } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import { productHref } from '../links'
import type { CameFrom } from '../target'

interface OrderLinesProps extends CameFrom {
  detail: OrderDetail
  locale: Locale
}

/** The order line by line. */
export function OrderLines({ detail, from, locale }: OrderLinesProps) {
  const { words } = locale
  const { order } = words
  return (
    <Block title={`${order.lines} · ${order.lineCount(detail.lines.length)}`}>
      <DataTable
        caption={order.lines}
        columns={lineColumns({ detail, from, locale })}
        rows={detail.lines}
        rowKey={({ name }, i) => `${name} ${i}`}
        totalLabel={words.total}
      />
    </Block>
  )
}

function lineColumns({ detail, from, locale }: OrderLinesProps): Column<OrderLineDetail>[] {
  const { lines, profitSteps } = detail
  const { order } = locale.words
  const amount = (
    id: 'unitPrice' | 'cost' | 'revenue' | 'grossProfit',
    of: (line: OrderLineDetail) => Fen | null,
  ) => ({
    id,
    title: columnWords(id, locale).title,
    kind: 'number' as const,
    cell: (line: OrderLineDetail) => <Amount fen={of(line)} locale={locale} />,
  })
  const grossProfitFen = profitSteps.find(({ step }) => step === 'grossProfit')?.amountFen ?? null
  return [
    {
      id: 'product',
      title: columnWords('product', locale).title,
      cell: (line) => <LineName line={line} detail={detail} from={from} locale={locale} />,
    },
    {
      id: 'category',
      title: columnWords('category', locale).title,
      cell: ({ category }) =>
        nameOr(category, null) ? (
          <Name text={category} fallback="" />
        ) : (
          <Unknown why={locale.words.unknown} />
        ),
    },
    amount('unitPrice', (line) => line.unitPriceFen),
    { ...amount('unitPrice', (line) => line.listPriceFen), id: 'listPrice', title: order.listPrice },
    {
      id: 'quantity',
      title: columnWords('quantity', locale).title,
      kind: 'number',
      cell: ({ quantityMilli }) => pieces(toPieces(quantityMilli)),
      total: pieces(toPieces(lines.reduce((sum, { quantityMilli }) => sum + quantityMilli, 0))),
    },
    {
      ...amount('revenue', (line) => line.revenueFen),
      total: <Amount fen={sumOf(lines, (line) => line.revenueFen)} locale={locale} />,
    },
    {
      ...amount('cost', (line) => line.costFen),
      total: <Amount fen={sumOf(lines, (line) => line.costFen)} locale={locale} />,
    },
    {
      ...amount('grossProfit', (line) => line.grossProfitFen),
      key: true,
      total: <Amount fen={grossProfitFen} locale={locale} />,
    },
    {
      id: 'stock',
      title: order.stock,
      kind: 'number',
      cell: ({ stockMilli }) =>
        stockMilli === null ? <Unknown why={locale.words.unknown} /> : pieces(toPieces(stockMilli)),
    },
  ]
}

/** Null where a line does not tell. */
function sumOf(lines: readonly OrderLineDetail[], of: (line: OrderLineDetail) => Fen | null): Fen | null {
  let sum = 0
  for (const line of lines) {
    const fen = of(line)
    if (fen === null) return null
    sum += fen
  }
  return sum
}

function Amount({ fen, locale }: { fen: Fen | null; locale: Locale }) {
  return fen === null ? <Unknown why={locale.words.unknown} /> : <Money fen={fen} />
}

interface LineNameProps extends OrderLinesProps {
  line: OrderLineDetail
}

function LineName({ line, detail, from, locale }: LineNameProps) {
  const { order } = locale.words
  const name = <Name text={line.name} fallback={locale.words.scope.unnamed} />
  const { productId } = line
  const day = businessDateOf(detail.order)
  return (
    <>
      {productId === null ? (
        name
      ) : (
        <a href={productHref({ store: detail.store, productId, from }, day, locale.lang)}>{name}</a>
      )}
      {!line.merchandise && (
        <span class="chip" title={order.notMerchandise}>
          {EXCLUDED_CATEGORIES.has(line.category) ? order.consumable : order.notice}
        </span>
      )}
      {line.costFen === null && <span class="chip warn">{order.withoutCost}</span>}
    </>
  )
}
