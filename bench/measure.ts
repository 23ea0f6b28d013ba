/** Times and what is said of several. */

/** What several runs of one thing gave. */
interface Spread {
  median: number
  min: number
  max: number
  runs: number
}

/** @param values at least one */
export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (index: number) => sorted[index] ?? Number.NaN
  const middle = (sorted.length - 1) / 2
  return {
    median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
    min: at(0),
    max: at(sorted.length - 1),
    runs: sorted.length,
  }
}

/** Milliseconds that some work takes, and what it gives. */
export async function timed<T>(work: () => Promise<T>): Promise<{ elapsedMs: number; value: T }> {
  const startedMs = performance.now()
  const value = await work()
  return { elapsedMs: performance.now() - startedMs, value }
}

/** Runs some work several times, one after the other. */
export async function repeat<T>(times: number, work: (run: number) => Promise<T>): Promise<T[]> {
  const results: T[] = []
  for (let run = 0; run < times; run++) results.push(await work(run))
  return results
}

/** `12.3 ms (11.0–20.9)` */
export function milliseconds(values: readonly number[]): string {
  return spreadText(values, figure, ' ms')
}

/** `15,021 lines/s (14,100–15,400)`, of the times that so many of them take. */
export function perSecond(elapsedMs: readonly number[], amount: number, unit: string): string {
  return spreadText(
    elapsedMs.map((ms) => amount / (ms / 1000)),
    figure,
    ` ${unit}/s`,
  )
}

/** `1.10 ×` */
export function ratio(value: number, of: number): string {
  return `${(value / of).toFixed(2)} ×`
}

/** A number of rows or the like: the same in every run, or its spread. */
export function count(values: readonly number[]): string {
  const { min, max } = spread(values)
  return min === max ? figure(min) : spreadText(values, figure, '')
}

/** `256 MB (250–260)`; unknown values are `n/a`. */
export function megabytes(bytes: readonly (number | undefined)[]): string {
  const known = bytes.filter((value) => value !== undefined)
  return known.length === 0
    ? 'n/a'
    : spreadText(
        known.map((value) => value / 2 ** 20),
        (value) => value.toFixed(0),
        ' MB',
      )
}

/** `14.2 KB` */
export function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`
}

/** Digits that mean something: `0.41`, `12.3`, `456`, `15,021`. */
export function figure(value: number): string {
  const decimals = Number.isInteger(value) || value >= 100 ? 0 : value >= 10 ? 1 : 2
  return value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
}

function spreadText(values: readonly number[], text: (value: number) => string, unit: string): string {
  const { median, min, max, runs } = spread(values)
  return runs === 1 ? `${text(median)}${unit}` : `${text(median)}${unit} (${text(min)}–${text(max)})`
}
