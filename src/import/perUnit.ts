import type { MicroYuan } from '../diagnosis/money'

/**
 * What one piece cost of what the line did, half away from zero.
 * @returns null where there are no pieces
 */
export function perUnitMicro(lineMicro: MicroYuan, quantity: number): MicroYuan | null {
  if (quantity === 0) return null
  const pieces = Math.abs(quantity)
  const magnitude = Math.abs(lineMicro)
  const whole = Math.floor(magnitude / pieces)
  const rounded = (magnitude - whole * pieces) * 2 >= pieces ? whole + 1 : whole
  return rounded === 0 ? 0 : lineMicro < 0 === quantity < 0 ? rounded : -rounded
}
