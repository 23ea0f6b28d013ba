import { type Extent, extentOf, fromZero, notTooNarrow, type Point, type Series, yOf } from './scale'

/** A known value with the day that it is of. */
interface Mark extends Point {
  index: number
  value: number
}

export interface LineChart {
  /** What the height of the drawing spans. */
  domain: Extent
  /** Where 0 lies; undefined where it is not in the drawing. */
  zeroY: number | undefined
  /** Known days in a row: a day between two runs is a gap, not a line across. */
  runs: Mark[][]
}

/** Several lines on one scale. */
interface LinesChart extends Pick<LineChart, 'domain' | 'zeroY'> {
  /** The runs of each, in their order; none of one that is never known. */
  lines: LineChart['runs'][]
}

/**
 * A line over the known days; undefined where there is none.
 * @param withZero whether 0 belongs into the drawing
 */
export function lineOf(series: Series, options: { withZero: boolean }): LineChart | undefined {
  const chart = linesOf([series], options)
  return chart && { domain: chart.domain, zeroY: chart.zeroY, runs: chart.lines[0] ?? [] }
}

/** Lines over the same days, on one scale; undefined where no value of any is known. */
export function linesOf(all: readonly Series[], { withZero }: { withZero: boolean }): LinesChart | undefined {
  const extent = extentOf(all.flat())
  if (!extent) return undefined
  const domain = withZero ? fromZero(extent) : notTooNarrow(extent)
  const zeroInside = domain.min <= 0 && domain.max >= 0 && domain.max > domain.min
  return {
    domain,
    zeroY: zeroInside ? yOf(0, domain) : undefined,
    // A day is one wide, its mark in its middle.
    lines: all.map((series) => runsOf(series, (value, index) => ({ x: index + 0.5, y: yOf(value, domain) }))),
  }
}

/** Known days in a row, each at its place. */
export function runsOf(series: Series, placeOf: (value: number, index: number) => Point): Mark[][] {
  const runs: Mark[][] = []
  let run: Mark[] = []
  for (const [index, value] of series.entries()) {
    if (value === null) {
      run = []
      continue
    }
    if (run.length === 0) runs.push(run)
    run.push({ index, value, ...placeOf(value, index) })
  }
  return runs
}

/** The path through some points. */
export function pathOf(points: readonly Point[]): string {
  return points.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${x} ${y}`).join('')
}

/** A dot at each point: a line of no length, whose round ends are a circle however the drawing is stretched. */
export function dotsOf(points: readonly Point[]): string {
  return points.map(({ x, y }) => `M${x} ${y}h0`).join('')
}
