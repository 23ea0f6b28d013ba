import { toWholeFen } from './amounts.ts'
import { CATALOGUE, type Product } from './catalogue.ts'
import { type Random, weightedIndex } from './random.ts'
import { canPlayAPart, type Part } from './story.ts'

/** A store's products, their prices and what is left of them. */
export interface Shelf {
  product: Product
  salePriceMicro: number
  unitCostMicro: number
  stock: number
  /** What the shelf is filled up to. */
  fullStock: number
  /** The product's part in the store's story. */
  part?: Part
}

export interface Shelves {
  all: readonly Shelf[]
  /** Those with a part in the story. */
  scripted: readonly Shelf[]
  /** A product of everyday trade, popular ones more often. */
  pickPopular(random: Random): Shelf
  /** One so cheap that it cannot pay for its delivery. */
  pickCheap(random: Random): Shelf
}

const CHEAP_UP_TO_MICRO = 7_000_000
/** Below this, a shelf is filled up the next morning: more than any product of a story sells in a day. */
const LOW_STOCK = 15
/** How steeply sales fall from the most to the least popular product: the exponent of Zipf's law. */
const POPULARITY_EXPONENT = 0.6

/** Fits out a store: its own terms, prices and popular products. */
export function fitOut(parts: readonly Part[], random: Random): Shelves {
  const all = random.shuffled(CATALOGUE).map((product): Shelf => newShelf(product, random))
  const actors = all.filter(canPlayAPart)
  if (actors.length < parts.length)
    throw new Error(`Only ${actors.length} products for ${parts.length} parts.`)
  parts.forEach((part, i) => {
    const shelf = actors[i]
    if (shelf) shelf.part = part
  })
  const everyday = all.filter((shelf) => !shelf.part)
  const cheap = everyday.filter((shelf) => shelf.salePriceMicro <= CHEAP_UP_TO_MICRO)
  const popular = weightedIndex(everyday.map((_, rank) => (rank + 1) ** -POPULARITY_EXPONENT))
  return {
    all,
    scripted: all.filter((shelf) => shelf.part),
    pickPopular: (source) => everyday[popular(source)] ?? source.pick(everyday),
    pickCheap: (source) => source.pick(cheap),
  }
}

function newShelf(product: Product, random: Random): Shelf {
  const salePercent = random.pick([100, 100, 100, 95, 92, 88])
  const costMicro = product.costMicro * (0.97 + random.next() * 0.06)
  const fullStock = random.integer(LOW_STOCK + 10, 60)
  return {
    product,
    salePriceMicro: toWholeFen((product.listPriceMicro * salePercent) / 100),
    // Some suppliers invoice by the case: their unit costs have four decimals.
    unitCostMicro: random.chance(0.3) ? Math.round(costMicro / 100) * 100 : toWholeFen(costMicro),
    stock: random.integer(6, fullStock),
    fullStock,
  }
}

/** Opens the day: low shelves are filled up, those of the story hold what it says. */
export function openShelves(shelves: Shelves, daysBack: number): void {
  for (const shelf of shelves.all) {
    const scriptedStock = shelf.part?.(daysBack).stockAtOpening
    if (scriptedStock !== undefined) shelf.stock = scriptedStock
    else if (shelf.stock < LOW_STOCK) shelf.stock = shelf.fullStock
  }
}

/** Takes up to so many units, and answers how many there were. */
export function take(shelf: Shelf, quantity: number): number {
  const taken = Math.min(quantity, shelf.stock)
  shelf.stock -= taken
  return taken
}
