import type { BusinessDate } from '../../diagnosis/businessDate'
import { toPieces } from '../../diagnosis/quantity'
import type { LinkedProduct } from '../../lists/ruleListView'
import { Block } from '../components/block'
import { type Column, DataTable } from '../components/dataTable'
import { Money, Name } from '../components/parts'
import { Unknown } from '../components/unknown'
import { columnWords } from '../i18n/columnWords'
import { count, pieces } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import { productHref } from '../links'

/** What the head of the list jumps to. */
export const ORDER_PRODUCTS_ID = 'order-products'

interface OrderProductsProps {
  products: readonly LinkedProduct[]
  /** The day of the list. */
  date: BusinessDate
  severalStores: boolean
  /** The stores that the list is of; none for all. */
  from: readonly string[]
  locale: Locale
}

/** The products in a list's orders: what is behind the losses. */
export function OrderProducts({ products, date, severalStores, from, locale }: OrderProductsProps) {
  const { words } = locale
  const { list } = words
  const store: Column<LinkedProduct> = {
    id: 'store',
    title: columnWords('store', locale).title,
    cell: (product) => <Name text={product.store} fallback={words.scope.unnamed} />,
  }
  return (
    <Block id={ORDER_PRODUCTS_ID} title={list.orderProducts} note={list.orderProductsNote}>
      <DataTable
        caption={list.orderProducts}
        rows={products}
        rowKey={({ name, store: of }, i) => `${of} ${name} ${i}`}
        columns={[
          {
            id: 'product',
            title: columnWords('product', locale).title,
            cell: (product) => <ProductName product={product} date={date} from={from} locale={locale} />,
          },
          ...(severalStores ? [store] : []),
          { id: 'orders', title: list.orders, kind: 'number', cell: ({ orders }) => count(orders) },
          {
            id: 'quantity',
            title: columnWords('quantity', locale).title,
            kind: 'number',
            cell: ({ quantityMilli }) => pieces(toPieces(quantityMilli)),
          },
          {
            id: 'revenue',
            title: columnWords('revenue', locale).title,
            kind: 'number',
            cell: ({ revenueFen }) => <Money fen={revenueFen} />,
          },
          {
            id: 'grossProfit',
            title: columnWords('grossProfit', locale).title,
            kind: 'number',
            key: true,
            cell: ({ grossProfitFen }) =>
              grossProfitFen === null ? <Unknown why={words.unknown} /> : <Money fen={grossProfitFen} />,
          },
        ]}
      />
    </Block>
  )
}

interface ProductNameProps extends Pick<OrderProductsProps, 'date' | 'from' | 'locale'> {
  product: LinkedProduct
}

function ProductName({ product: { store, productId, name }, date, from, locale }: ProductNameProps) {
  const text = <Name text={name} fallback={locale.words.scope.unnamed} />
  if (productId === null) return text
  return <a href={productHref({ store, productId, from }, date, locale.lang)}>{text}</a>
}
