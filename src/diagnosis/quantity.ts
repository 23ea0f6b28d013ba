import { divideRounded, divideRoundedBig, type Fen, MICRO_PER_FEN, type MicroYuan } from './money'

/**
 * Exact quantities.
 *
 * Weighed goods are sold by 0.5 and stand in stock as 12.5: quantities are integers of thousandths, the finest that
 * exports write, and are summed and compared as such. Only what is shown, and the JSON, tells them in pieces.
 */

/** Integer thousandths of a piece, or of whatever the product is sold by: 500 is half a kilogram. */
export type Milli = number

export const MILLI_PER_PIECE = 1000

/** Pieces as thousandths; exact for all that {@link toPieces} gives and for every threshold. */
export function toMilli(pieces: number): Milli {
  return Math.round(pieces * MILLI_PER_PIECE)
}

/** Thousandths as pieces, to be shown: `2`, `0.5`. Not to be added up, for a float has no tenth. */
export function toPieces(quantityMilli: Milli): number {
  return quantityMilli / MILLI_PER_PIECE
}

/** Numbers of pieces added up as the thousandths that they stand for. */
export function addPieces(a: number, b: number): number {
  return toPieces(toMilli(a) + toMilli(b))
}

/** What a quantity comes to at the price or cost of one piece: rounded to micro-yuan, once a line, half away from zero. */
export function timesMicro(unitMicro: MicroYuan, quantityMilli: Milli): MicroYuan {
  const product = unitMicro * quantityMilli
  return Number.isSafeInteger(product)
    ? divideRounded(product, MILLI_PER_PIECE)
    : divideRoundedBig(BigInt(unitMicro) * BigInt(quantityMilli), BigInt(MILLI_PER_PIECE))
}

/**
 * What one piece of an amount comes to, rounded to fen once.
 * @param quantityMilli above 0
 */
export function fenEach(amountMicro: MicroYuan, quantityMilli: Milli): Fen {
  return divideRoundedBig(
    BigInt(amountMicro) * BigInt(MILLI_PER_PIECE),
    BigInt(quantityMilli) * BigInt(MICRO_PER_FEN),
  )
}
