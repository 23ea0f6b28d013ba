/** Amounts of the demo data: whole micro-yuan (1 元 = 1,000,000), as in the product itself. */

export const MICRO_PER_YUAN = 1_000_000
const MICRO_PER_FEN = 10_000

/** To whole fen, as most amounts of an export are. */
export function toWholeFen(amountMicro: number): number {
  return Math.round(amountMicro / MICRO_PER_FEN) * MICRO_PER_FEN
}

/** As exports write amounts: yuan, without trailing zeros. Exact, for it has fewer digits than a double holds. */
export function yuanText(amountMicro: number): string {
  return String(amountMicro / MICRO_PER_YUAN)
}

/** Splits an amount into parts that sum to it, to the 5th decimal, as platforms spread a rebate over lines. */
export function spread(amountMicro: number, parts: number): number[] {
  const stepMicro = 10
  const shareMicro = Math.floor(amountMicro / parts / stepMicro) * stepMicro
  return Array.from({ length: parts }, (_, i) =>
    i === 0 ? amountMicro - shareMicro * (parts - 1) : shareMicro,
  )
}
