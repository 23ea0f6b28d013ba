import type { OrderProduct } from '../../../lists/orderProducts'
import { count } from '../../format'
import { Money, Name } from '../../parts'
import { Block } from '../block'
import { type Column, DataTable } from '../dataTable'
import type { PageLocale } from '../words/index'

/** What the head of the list jumps to. */
export const ORDER_PRODUCTS_ID = 'order-products'

interface OrderProductsProps {
  products: readonly OrderProduct[]
  severalStores: boolean
  locale: PageLocale
}

/** The products in a list's orders: what is behind the losses. */
export function OrderProducts({ products, severalStores, locale }: OrderProductsProps) {
  const { page, words } = locale
  const { list, columns } = page
  const store: Column<OrderProduct> = {
    id: 'store',
    title: columns.store,
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
            title: columns.product,
            cell: ({ name }) => <Name text={name} fallback={words.scope.unnamed} />,
          },
          ...(severalStores ? [store] : []),
          { id: 'orders', title: list.orders, kind: 'number', cell: ({ orders }) => count(orders) },
          {
            id: 'quantity',
            title: columns.quantity,
            kind: 'number',
            cell: ({ quantity }) => count(quantity),
          },
          {
            id: 'revenue',
            title: columns.revenue,
            kind: 'number',
            cell: ({ revenueFen }) => <Money fen={revenueFen} />,
          },
          {
            id: 'grossProfit',
            title: columns.grossProfit,
            kind: 'number',
            key: true,
            cell: ({ grossProfitFen }) => <Money fen={grossProfitFen} />,
          },
        ]}
      />
    </Block>
  )
}
