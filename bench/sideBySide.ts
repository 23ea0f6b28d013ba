import { figure, spread } from './measure.ts'
import type { Row } from './report.ts'
import type { Crossings, Journey } from './world.ts'

/** One measurement at a distance. */
export interface Sample extends Journey {
  tripMs: number
  elapsedMs: number
  /** How long the last refresh says that it took: archiving and tidying come after it. */
  runMs: number
  /** Of the whole workerd, with what plays D1 in it. */
  cpuMs: number
}

/** Rows of what was measured of two, one beside the other. */
export function sideBySide(
  samples: ReadonlyMap<string, readonly [Sample[], Sample[]]>,
  tripsMs: readonly number[],
): Row[] {
  return [...samples].flatMap(([what, [one, several]]) => [
    timesRow(what, [one, several], tripsMs, ({ elapsedMs }) => elapsedMs),
    ...(what.startsWith('refresh')
      ? [timesRow('  until the cards are there', [one, several], tripsMs, ({ runMs }) => runMs)]
      : []),
    { what: '  trips of D1; of KV', measured: tripsText(one), beside: tripsText(several) },
    { what: '  rows read, written; statements; CPU', measured: costText(one), beside: costText(several) },
  ])
}

function timesRow(
  what: string,
  [one, several]: readonly [Sample[], Sample[]],
  tripsMs: readonly number[],
  value: (sample: Sample) => number,
): Row {
  const text = (samples: readonly Sample[]) => {
    const times = tripsMs.map((tripMs) => {
      const of = samples.filter((sample) => sample.tripMs === tripMs)
      return figure(Math.round(spread(of.map(value)).median))
    })
    return `${times.join(' / ')} ms`
  }
  return { what, measured: text(one), beside: text(several) }
}

function tripsText(samples: readonly Sample[]): string {
  const of = (to: keyof Crossings) => {
    const median = (value: (sample: Sample) => number) => figure(spread(samples.map(value)).median)
    const total = median(({ afterwards }) => afterwards[to].total)
    const behind = spread(
      samples.map(({ atAnswer, afterwards }) => afterwards[to].total - atAnswer[to].total),
    )
    const inARow = median(({ atAnswer }) => atAnswer[to].inARow)
    return `${total}, ${inARow} in a row${behind.median > 0 ? `, ${figure(behind.median)} behind the answer` : ''}`
  }
  return `${of('d1')}; ${of('kv')}`
}

function costText(samples: readonly Sample[]): string {
  const median = (value: (sample: Sample) => number) => figure(Math.round(spread(samples.map(value)).median))
  const cpuMs = samples.reduce((sum, sample) => sum + sample.cpuMs, 0) / samples.length
  return `${median(({ rows }) => rows.read)}, ${median(({ rows }) => rows.written)}; ${median(({ rows }) => rows.statements)}; ${figure(Math.round(cpuMs))} ms`
}
