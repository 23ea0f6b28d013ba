/**
 * Exact money.
 *
 * Amounts are integers of micro-yuan (1 元 = 1,000,000), because exports carry up to 8 decimals and
 * rebates are spread over lines. They are summed exactly and rounded once, at the reported figure.
 */

/** Integer millionths of a yuan. */
export type MicroYuan = number
/** Integer hundredths of a yuan, the unit of every reported amount. */
export type Fen = number
/** Integer tenths of a percent: 305 is 30.5 %. */
export type Tenths = number

export const MICRO_PER_YUAN = 1_000_000
export const MICRO_PER_FEN = 10_000

/**
 * `numerator / denominator` as an integer, half away from zero, without leaving the integers.
 * @param denominator positive
 */
export function divideRounded(numerator: number, denominator: number): number {
  if (!Number.isSafeInteger(numerator * 2)) return divideRoundedBig(BigInt(numerator), BigInt(denominator))
  const magnitude = Math.abs(numerator)
  const remainder = magnitude % denominator
  const floor = (magnitude - remainder) / denominator
  const rounded = remainder * 2 >= denominator ? floor + 1 : floor
  return numerator < 0 && rounded !== 0 ? -rounded : rounded
}

/** As {@link divideRounded}, for products of two amounts, which leave the safe integers. */
export function divideRoundedBig(numerator: bigint, denominator: bigint): number {
  const magnitude = numerator < 0n ? -numerator : numerator
  const rounded = Number((magnitude * 2n + denominator) / (denominator * 2n))
  return numerator < 0n && rounded !== 0 ? -rounded : rounded
}

/** Micro-yuan to fen, half away from zero. */
export function toFen(amountMicro: MicroYuan): Fen {
  return divideRounded(amountMicro, MICRO_PER_FEN)
}

/** Σ of an exact amount, rounded to fen once. */
export function sumFen<Item>(items: readonly Item[], amountMicro: (item: Item) => MicroYuan): Fen {
  return toFen(items.reduce((sum, item) => sum + amountMicro(item), 0))
}

/** `part / whole` as tenths of a percent, half away from zero; 0 where the whole is not positive (docs/rules.md#rates). */
export function rateTenths(part: number, whole: number): Tenths {
  if (whole <= 0) return 0
  return Number.isSafeInteger(part * 2000)
    ? divideRounded(part * 1000, whole)
    : divideRoundedBig(BigInt(part) * 1000n, BigInt(whole))
}

/** As {@link rateTenths}; null, for unknown, where the whole is not positive or either is no exact amount. */
export function shareTenths(part: number, whole: number): Tenths | null {
  return Number.isSafeInteger(part) && Number.isSafeInteger(whole) && whole > 0
    ? rateTenths(part, whole)
    : null
}

/** A change against an earlier amount in tenths of a percent; null against one that was not above 0, which knows no percentage. */
export function changeTenths(now: Fen, before: Fen): Tenths | null {
  return before > 0 ? rateTenths(now - before, before) : null
}

/** An amount a piece, rounded to fen; null where there is no piece, or either is no exact number. */
export function moneyEach(amountFen: Fen, pieces: number): Fen | null {
  if (!Number.isSafeInteger(amountFen) || !Number.isSafeInteger(pieces) || pieces <= 0) return null
  return divideRounded(amountFen, pieces)
}
