import { rounded } from './scale'

/** A step of a sum, from where the sum stood before to where it stands after, in hundredths of the width. */
export interface Step {
  from: number
  to: number
}

interface Waterfall {
  /** Where 0 lies. */
  zero: number
  steps: Step[]
  /** From 0 to what the steps add up to. */
  result: Step
}

/** How some amounts, one after the other, lead from 0 to their sum. */
export function waterfallOf(amounts: readonly number[], result: number): Waterfall {
  const sums = [0]
  for (const amount of amounts) sums.push((sums.at(-1) ?? 0) + amount)
  const min = Math.min(...sums, result)
  const max = Math.max(...sums, result)
  const place = (sum: number) => (max > min ? rounded(((sum - min) / (max - min)) * 100) : 0)
  return {
    zero: place(0),
    steps: amounts.map((_, i) => ({ from: place(sums[i] ?? 0), to: place(sums[i + 1] ?? 0) })),
    result: { from: place(0), to: place(result) },
  }
}
