import type { ChannelFees } from '../../daySummary'
import { type Fen, MICRO_PER_FEN } from '../../money'
import { MILLI_PER_PIECE, type Milli } from '../../quantity'
import type { StoreWindow } from '../../storeWindow'
import { WEEK_DAYS } from '../../thresholds'

/** What a channel's valid orders of the last seven days brought, and what the platform took of it. */
function feesOfWeek(window: StoreWindow, channel: string): Omit<ChannelFees, 'channel'> {
  const sum = { revenueMicro: 0, serviceFeeMicro: 0 }
  for (let offset = 0; offset < WEEK_DAYS; offset++) {
    const fees = window.day(offset)?.summary.fees.find((each) => each.channel === channel)
    sum.revenueMicro += fees?.revenueMicro ?? 0
    sum.serviceFeeMicro += fees?.serviceFeeMicro ?? 0
  }
  return sum
}

/**
 * The lowest price of one unit that would not lose: its cost / (1 − the channel's fee rate of the last seven days), rounded up
 * to the fen.
 * @returns null where the rate is unknown, or leaves nothing of any price
 */
export function lowestPriceFen(
  { costMicro, quantityMilli, channel }: { costMicro: number; quantityMilli: Milli; channel: string },
  window: StoreWindow,
): Fen | null {
  const { revenueMicro, serviceFeeMicro } = feesOfWeek(window, channel)
  const keptMicro = revenueMicro - serviceFeeMicro
  if (revenueMicro <= 0 || keptMicro <= 0) return null
  const part = BigInt(costMicro) * BigInt(MILLI_PER_PIECE) * BigInt(revenueMicro)
  const whole = BigInt(quantityMilli) * BigInt(keptMicro) * BigInt(MICRO_PER_FEN)
  return Number((part + whole - 1n) / whole)
}
