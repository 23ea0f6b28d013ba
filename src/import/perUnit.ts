import { divideRounded, type MicroYuan } from '../diagnosis/money'
import { MILLI_PER_PIECE, type Milli } from '../diagnosis/quantity'

/**
 * What one piece cost of what the line did, half away from zero.
 * @param lineMicro up to 10,000,000 元 either way: a thousand times as much is an exact float, for it ends in 000
 * @returns null where there are no pieces
 */
export function perUnitMicro(lineMicro: MicroYuan, quantityMilli: Milli): MicroYuan | null {
  if (quantityMilli === 0) return null
  const signed = quantityMilli < 0 ? 0 - lineMicro : lineMicro
  return divideRounded(signed * MILLI_PER_PIECE, Math.abs(quantityMilli))
}
