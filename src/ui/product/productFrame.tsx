import type { ComponentChildren } from 'preact'
import type { Locale } from '../i18n/locale'

/** The tiles at the top of a product, in their order. */
const TILES = ['restock', 'stock', 'sold', 'revenue', 'margin'] as const

export type TileName = (typeof TILES)[number]

export interface Tile {
  value: ComponentChildren
  note: ComponentChildren
}

interface ProductFrameProps {
  /** How many days it shows. */
  days: number
  name: ComponentChildren
  /** What happened, since when, what to do. */
  sentence: ComponentChildren
  about: ComponentChildren
  tiles: Record<TileName, Tile>
  findings: ComponentChildren
  locale: Locale
}

/** What stands at the top of a product, for the page and its skeleton. */
export function ProductFrame({ days, name, sentence, about, tiles, findings, locale }: ProductFrameProps) {
  const { product } = locale.words
  const titles: Record<TileName, string> = {
    restock: product.restock,
    sold: product.sold(days),
    revenue: product.revenue(days),
    margin: product.margin,
    stock: product.stock,
  }
  return (
    <>
      <div class="page-title product-title">
        <h2>{name}</h2>
        <p class="sentence">{sentence}</p>
        <p class="about">{about}</p>
      </div>
      <dl class="tiles">
        {TILES.map((tile) => (
          <div key={tile} class={tile}>
            <dt>{titles[tile]}</dt>
            <dd>
              <b>{tiles[tile].value}</b>
              <span>{tiles[tile].note}</span>
            </dd>
          </div>
        ))}
      </dl>
      <div class="today">
        <h3>{product.today}</h3>
        {findings}
      </div>
    </>
  )
}
