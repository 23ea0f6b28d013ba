import { dotsOf, pathOf, runsOf } from './line'
import { extentOf, type Frame, fromZero, type Series, yOf } from './scale'

/** A line as small as a word. It has no room for a scale, so it stands on 0: a small change looks small. */

/** A step from day to day, in the drawing's own units. */
const STEP = 8
/** Room for the line's width at both ends. */
const FRAME: Frame = { height: 24, margin: 3 }

interface SparklineProps {
  /** Evenly spaced, oldest first; null leaves a gap. */
  values: Series
  /** What it says, in words. */
  label: string
}

/** Draws nothing where there are no two values to draw a line between. */
export function Sparkline({ values, label }: SparklineProps) {
  const extent = extentOf(values)
  if (!extent || values.filter((value) => value !== null).length < 2) return null
  const domain = fromZero(extent)
  const width = STEP * (values.length - 1)
  const runs = runsOf(values, (value, index) => ({ x: index * STEP, y: yOf(value, domain, FRAME) }))
  const end = values.at(-1) === null ? undefined : runs.at(-1)?.at(-1)
  return (
    <svg
      class="spark"
      viewBox={`0 0 ${width} ${FRAME.height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <title>{label}</title>
      <path class="zero" d={`M0 ${yOf(0, domain, FRAME)}H${width}`} />
      {/* A value without a neighbour is a dot. */}
      <path d={runs.map((run) => (run.length > 1 ? pathOf(run) : dotsOf(run))).join('')} />
      {end && <path class="end" d={dotsOf([end])} />}
    </svg>
  )
}
