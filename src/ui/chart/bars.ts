import { type Extent, extentOf, fromZero, rounded, type Series, yOf } from './scale'

/** A bar of a day; its height is 0 for the value 0. */
interface Bar {
  index: number
  y: number
  height: number
}

interface BarChart {
  /** What the height of the drawing spans. */
  domain: Extent
  /** Where 0 lies. */
  zeroY: number
  /** One for each known day. */
  bars: Bar[]
}

/** Bars from 0 up, or down for negative values; undefined where no value is known. */
export function barsOf(series: Series): BarChart | undefined {
  const extent = extentOf(series)
  if (!extent) return undefined
  const domain = fromZero(extent)
  const zeroY = yOf(0, domain)
  const bars = series.flatMap((value, index) => {
    if (value === null) return []
    const y = yOf(value, domain)
    return [{ index, y: Math.min(y, zeroY), height: rounded(Math.abs(y - zeroY)) }]
  })
  return { domain, zeroY, bars }
}
