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
        about={
          <>
            <span>
              <Name text={target.store} fallback={locale.words.scope.unnamed} />
            </span>
            {target.date === null ? bone : <time>{longDate(target.date, locale.lang)}</time>}
          </>
        }
        tiles={{ sold: tile, revenue: tile, margin: tile, stock: tile }}
        findings={<p>{bone}</p>}
        locale={locale}
      />
      <Block title={product.charts(DAYS)}>
        <div class="charts">
          {[
            product.quantity,
            product.revenueChart,
            product.price,
            product.marginChart,
            product.stockChart,
          ].map((title) => (
            <div key={title} class="chart">
              <p class="caption">{title}</p>
              <div class="plot">
                <div class="scale" />
                <i class="bone" />
              </div>
            </div>
          ))}
        </div>
      </Block>
    </>
  )
}
