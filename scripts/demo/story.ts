import { MICRO_PER_YUAN, toWholeFen } from './amounts.ts'
import type { Random } from './random.ts'

/**
 * What happens to a store besides its everyday trade: the things that a diagnosis should find.
 * Days are counted back from the store's last day, which is 0.
 *
 * Everyday orders always pay and never empty a shelf, so that whatever goes wrong is written here.
 */

/** What a unit of a product is sold for and costs, as a story sees it. */
interface UnitPrices {
  salePriceMicro: number
  unitCostMicro: number
}

/** One product's day. */
interface Act {
  /** Units asked for: whatever the shelf cannot give is turned away as a line of quantity 0. */
  quantity: number
  /** Units on the shelf in the morning; by default it is filled up as usual. */
  stockAtOpening?: number
  /** Price paid for a unit; by default the sale price. */
  unitPriceMicro?: (prices: UnitPrices) => number
}

/** One product's part in the story of a store. Nobody else buys that product. */
export type Part = (daysBack: number) => Act

export interface Story {
  parts: readonly Part[]
  /** Orders of a single cheap product with free delivery. */
  lossOrders(daysBack: number): number
  /** Distances, in metres, of orders whose delivery the store pays dearly. */
  dearDeliveriesMetres(daysBack: number): number[]
}

/** Out of stock since three days before the last: customers still ask, and are turned away. */
const soldOutForDays: Part = (daysBack) => {
  if (daysBack > 3) return { quantity: 3 }
  return daysBack === 3 ? { quantity: 3, stockAtOpening: 3 } : { quantity: 1, stockAtOpening: 0 }
}

/** The last unit went on the last day. */
const soldOutToday: Part = (daysBack) => (daysBack > 0 ? { quantity: 3 } : { quantity: 4, stockAtOpening: 4 })

function soldBelowCost(percentOfCost: number): Part {
  return (daysBack) =>
    daysBack > 0
      ? { quantity: 1 }
      : {
          quantity: 3,
          unitPriceMicro: ({ unitCostMicro }) => toWholeFen((unitCostMicro * percentOfCost) / 100),
        }
}

/** Sells well until a week ago, then much less. */
function fading(quantityBefore: number, quantityNow: number): Part {
  return (daysBack) => ({ quantity: daysBack >= 7 ? quantityBefore : quantityNow })
}

/** This week's price earns so many percentage points less than last week's. */
function marginLost(points: number): Part {
  return (daysBack) =>
    daysBack >= 7 ? { quantity: 2 } : { quantity: 2, unitPriceMicro: priceAtMarginLost(points) }
}

function priceAtMarginLost(points: number): (prices: UnitPrices) => number {
  return ({ salePriceMicro, unitCostMicro }) => {
    const margin = 1 - unitCostMicro / salePriceMicro
    return toWholeFen(unitCostMicro / (1 - margin + points / 100))
  }
}

/** Its last sale was exactly so many days before the last. */
function unsoldFor(days: number): Part {
  return (daysBack) => ({ quantity: daysBack >= days ? 1 : 0 })
}

const soldForTheFirstTime: Part = (daysBack) => ({ quantity: daysBack === 0 ? 3 : 0 })

/** Grows four days in a row, and by three quarters on the last. */
const takingOff: Part = (daysBack) => ({ quantity: [14, 8, 6, 5][daysBack] ?? 4 })

/** Comes out of nowhere on the last day. */
const jumping: Part = (daysBack) => ({ quantity: daysBack === 0 ? 11 : 2 })

const EVERY_PART: readonly Part[] = [
  soldOutForDays,
  soldOutForDays,
  soldOutToday,
  soldBelowCost(94),
  soldBelowCost(62),
  fading(4, 2),
  fading(5, 1),
  marginLost(7),
  marginLost(12),
  marginLost(17),
  marginLost(24),
  unsoldFor(3),
  unsoldFor(7),
  unsoldFor(15),
  soldForTheFirstTime,
  takingOff,
  jumping,
]

/** In every distance band of the diagnosis, most of them far. */
const DEAR_DELIVERIES_METRES = [2600, 4200, 6400, 8900, 7300, 4700]

/** Everything goes wrong at once, and more of it on the last day than on the days before. */
export function storyOfTrouble(volume: number): Story {
  return {
    parts: EVERY_PART,
    lossOrders: (daysBack) => scaled(daysBack === 0 ? 5 : [2, 1, 3][daysBack % 3], volume),
    dearDeliveriesMetres: (daysBack) =>
      repeated(daysBack === 0 ? DEAR_DELIVERIES_METRES : DEAR_DELIVERIES_METRES.slice(2, 4), volume),
  }
}

export const STORY_OF_HEALTH: Story = {
  parts: [],
  lossOrders: () => 0,
  dearDeliveriesMetres: () => [],
}

/** A store like most: some of it, some days. */
export function storyOfMostStores(random: Random, volume: number): Story {
  const lossesADay = random.integer(0, 3)
  const dearADay = random.integer(0, 3)
  return {
    parts: EVERY_PART.filter(() => random.chance(0.4)),
    lossOrders: () => scaled(random.integer(0, lossesADay), volume),
    dearDeliveriesMetres: () =>
      repeated(DEAR_DELIVERIES_METRES.slice(0, random.integer(0, dearADay)), volume),
  }
}

/** A count for a store of another size: at least one, where there is any. */
function scaled(count: number | undefined, volume: number): number {
  return count ? Math.max(1, Math.round(count * volume)) : 0
}

/** The distances again and again, a little further each time, for a store of another size. */
function repeated(distancesMetres: readonly number[], volume: number): number[] {
  const times = Math.max(1, Math.round(volume))
  return Array.from({ length: times }, (_, round) =>
    distancesMetres.map((metres) => metres + round * 7),
  ).flat()
}

/** Whether a product can play any part: dear enough to be missed, and with a margin to lose. */
export function canPlayAPart({ salePriceMicro, unitCostMicro }: UnitPrices): boolean {
  const pricedRight = salePriceMicro >= 3.5 * MICRO_PER_YUAN && salePriceMicro <= 30 * MICRO_PER_YUAN
  return pricedRight && unitCostMicro < 0.64 * salePriceMicro
}
