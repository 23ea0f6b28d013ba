/** A line as small as a word. */

/** The drawing's own units: a step from day to day, and its height with room for the line's width at both ends. */
const STEP = 8
const HEIGHT = 20
const MARGIN = 3

interface SparklineProps {
  /** Evenly spaced, oldest first; null leaves a gap. */
  values: readonly (number | null)[]
  /** What it says, in words. */
  label: string
}

/** Draws nothing where there are no two values to draw a line between. */
export function Sparkline({ values, label }: SparklineProps) {
  const known = values.filter((value) => value !== null)
  if (known.length < 2) return null
  const points = pointsOf(values, Math.min(...known), Math.max(...known))
  const end = points.at(-1)
  return (
    <svg
      class="spark"
      viewBox={`0 0 ${STEP * (values.length - 1)} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <title>{label}</title>
      <path d={linePath(points)} />
      {end && <path class="end" d={`M${end}h0`} />}
    </svg>
  )
}

/** `x y` of each value; undefined where there is none. */
function pointsOf(values: readonly (number | null)[], min: number, max: number): (string | undefined)[] {
  const height = HEIGHT - 2 * MARGIN
  return values.map((value, i) => {
    if (value === null) return undefined
    const share = max > min ? (max - value) / (max - min) : 0.5
    return `${i * STEP} ${(MARGIN + share * height).toFixed(1)}`
  })
}

/** A line through neighbours. A value without one is a dot: a line of no length, whose ends are round. */
function linePath(points: readonly (string | undefined)[]): string {
  return points
    .map((point, i) => {
      if (point === undefined) return ''
      if (points[i - 1] !== undefined) return `L${point}`
      return points[i + 1] === undefined ? `M${point}h0` : `M${point}`
    })
    .join('')
}
