import type { ComponentChildren } from 'preact'
import { Block } from '../components/block'
import { Name } from '../components/parts'
import { longDate } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import type { ProductTarget } from '../target'
import { ProductFrame, type Tile } from './productFrame'

const DAYS = 30

/** A product before its days: only its store and day are known. */
export function ProductSkeleton({ target, locale }: { target: ProductTarget; locale: Locale }) {
  const { product } = locale.words
  const bone = <i class="bone" />
  const tile: Tile = { value: bone, note: '' }
  return (
    <>
      <ProductFrame
        days={DAYS}
        name={bone}
        sentence={bone}
        about={
          <>
            <span>
              <Name text={target.store} fallback={locale.words.scope.unnamed} />
            </span>
            {target.date === null ? <span>{bone}</span> : <time>{longDate(target.date, locale.lang)}</time>}
          </>
        }
        tiles={{ restock: tile, stock: tile, sold: tile, revenue: tile, margin: tile }}
        findings={<p>{bone}</p>}
        locale={locale}
      />
      <Block title={product.charts(DAYS)}>
        <div class="charts">
          <BoneChart title={product.priceAndCost} class="price-cost">
            <div class="line-key" />
          </BoneChart>
          {[product.quantity, product.stockChart, product.revenueChart, product.marginChart].map((title) => (
            <BoneChart key={title} title={title} />
          ))}
        </div>
      </Block>
    </>
  )
}

interface BoneChartProps {
  title: string
  class?: string
  children?: ComponentChildren
}

function BoneChart({ title, class: name, children }: BoneChartProps) {
  return (
    <div class={name ? `chart ${name}` : 'chart'}>
      <p class="caption">{title}</p>
      <div class="plot">
        <div class="scale" />
        <i class="bone" />
      </div>
      {children}
    </div>
  )
}
