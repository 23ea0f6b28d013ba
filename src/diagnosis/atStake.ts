import type { Fen } from './money'

/** What a day without these products costs, by the gross profit that they brought a day: nothing where they sold at a loss. */
export function atStakeFen(profitFen: Fen): Fen {
  return Math.max(0, profitFen)
}
