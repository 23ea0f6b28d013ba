import type { ProductDay } from './productDays'
import type { Milli } from './quantity'

/** Counts by channel, most first, ties by name (code points). */
export type ChannelCounts = [channel: string, count: number][]

/** Orders two texts by their code points, which breaks every tie (docs/rules.md#channels). */
export function compareText(a: string, b: string): number {
  if (a === b) return 0
  const [left, right] = [Array.from(a), Array.from(b)]
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = (left[i]?.codePointAt(0) ?? 0) - (right[i]?.codePointAt(0) ?? 0)
    if (difference !== 0) return difference
  }
  return left.length - right.length
}

function rank(counts: Map<string, number>): ChannelCounts {
  return [...counts].sort((a, b) => b[1] - a[1] || compareText(a[0], b[0]))
}

/** Counts findings by the channel of each. */
export function countChannels(channels: Iterable<string>): ChannelCounts {
  const counts = new Map<string, number>()
  for (const channel of channels) counts.set(channel, (counts.get(channel) ?? 0) + 1)
  return rank(counts)
}

export function mergeChannels(a: ChannelCounts, b: ChannelCounts): ChannelCounts {
  const counts = new Map(a)
  for (const [channel, count] of b) counts.set(channel, (counts.get(channel) ?? 0) + count)
  return rank(counts)
}

/** The channel that sold most of a product over some days, ties by name; '' for no day at all. */
export function mainChannel(days: readonly ProductDay['channels'][]): string {
  const quantitiesMilli = new Map<string, Milli>()
  for (const day of days) {
    for (const [channel, quantityMilli] of day) {
      quantitiesMilli.set(channel, (quantitiesMilli.get(channel) ?? 0) + quantityMilli)
    }
  }
  return rank(quantitiesMilli)[0]?.[0] ?? ''
}
