import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { barsOf } from '../../../src/ui/chart/bars'
import { isNamed, isWeekend } from '../../../src/ui/chart/calendar'
import { dotsOf, lineOf, pathOf } from '../../../src/ui/chart/line'
import { waterfallOf } from '../../../src/ui/chart/waterfall'
import { linesOf } from '../drawing'

describe('bars', () => {
  it('stand on 0 and rise with their value', () => {
    const chart = barsOf([1, 2, 4])
    expect(chart?.domain).toEqual({ min: 0, max: 4 })
    const [one, two, four] = chart?.bars.map(({ height }) => height) ?? []
    expect(two).toBeCloseTo(2 * (one ?? 0), 1)
    expect(four).toBeCloseTo(4 * (one ?? 0), 1)
    for (const bar of chart?.bars ?? []) expect(bar.y + bar.height).toBeCloseTo(chart?.zeroY ?? 0, 1)
  })

  it('hang below 0 where returns outweigh sales', () => {
    const chart = barsOf([3, -3])
    const [sold, returned] = chart?.bars ?? []
    expect(chart?.zeroY).toBeCloseTo(50)
    expect(sold?.y).toBeLessThan(50)
    expect(returned?.y).toBeCloseTo(50)
    expect(returned?.height).toBeCloseTo(sold?.height ?? 0)
  })

  it('leave a day out of which nothing is known, and keep a day of 0', () => {
    const chart = barsOf([2, null, 0])
    expect(chart?.bars.map(({ index, height }) => [index, height > 0])).toEqual([
      [0, true],
      [2, false],
    ])
  })

  it('have a line to stand on where all are 0', () => {
    expect(barsOf([0, 0])).toMatchObject({ domain: { min: 0, max: 1 }, bars: [{ height: 0 }, { height: 0 }] })
  })

  it('are none where nothing is known', () => {
    expect(barsOf([null, null])).toBeUndefined()
    expect(barsOf([])).toBeUndefined()
  })
})

describe('a scale without 0', () => {
  it('is no narrower than a tenth of what it shows, or a few fen look like a fall', () => {
    const { domain } = lineOf([8875, 8920], { withZero: false }) ?? {}
    expect(Number(domain?.max) - Number(domain?.min)).toBeGreaterThanOrEqual(890)
    expect(lineOf([5000, 9000], { withZero: false })?.domain).toEqual({ min: 5000, max: 9000 })
  })
})

describe('a line', () => {
  it('breaks at a day of which nothing is known', () => {
    const chart = lineOf([1, 2, null, 3, null, null, 4, 5], { withZero: false })
    expect(chart?.runs.map((run) => run.map(({ index, value }) => [index, value]))).toEqual([
      [
        [0, 1],
        [1, 2],
      ],
      [[3, 3]],
      [
        [6, 4],
        [7, 5],
      ],
    ])
  })

  it('marks each day in its middle, higher for more', () => {
    const [low, high] = lineOf([10, 20], { withZero: false })?.runs[0] ?? []
    expect([low?.x, high?.x]).toEqual([0.5, 1.5])
    expect(high?.y).toBeLessThan(low?.y ?? 0)
  })

  it('spans its own values, or these and 0', () => {
    expect(lineOf([10, 20], { withZero: false })).toMatchObject({
      domain: { min: 10, max: 20 },
      zeroY: undefined,
    })
    const withZero = lineOf([10, 20], { withZero: true })
    expect(withZero?.domain).toEqual({ min: 0, max: 20 })
    expect(withZero?.zeroY).toBeGreaterThan(withZero?.runs[0]?.[0]?.y ?? 100)
  })

  it('shows where 0 lies between losses and gains', () => {
    const chart = lineOf([-10, 30], { withZero: true })
    expect(chart?.domain).toEqual({ min: -10, max: 30 })
    const [loss, gain] = chart?.runs[0] ?? []
    expect(chart?.zeroY).toBeLessThan(loss?.y ?? 0)
    expect(chart?.zeroY).toBeGreaterThan(gain?.y ?? 100)
  })

  it('puts a single value in the middle', () => {
    expect(lineOf([null, 7], { withZero: false })?.runs).toEqual([[{ index: 1, value: 7, x: 1.5, y: 50 }]])
    expect(lineOf([7, 7], { withZero: false })?.runs[0]?.map(({ y }) => y)).toEqual([50, 50])
  })

  it('is none where nothing is known', () => {
    expect(lineOf([null], { withZero: true })).toBeUndefined()
  })

  it('stays within the drawing, whatever its values', () => {
    const values = fc.array(fc.option(fc.maxSafeInteger()), { maxLength: 40 })
    fc.assert(
      fc.property(values, fc.boolean(), (series, withZero) => {
        for (const { y } of lineOf(series, { withZero })?.runs.flat() ?? []) {
          expect(y).toBeGreaterThan(0)
          expect(y).toBeLessThan(100)
        }
        for (const { y, height } of barsOf(series)?.bars ?? []) {
          expect(y).toBeGreaterThan(0)
          expect(y + height).toBeLessThan(100)
        }
      }),
    )
  })

  it('is written as a path', () => {
    const points = [
      { x: 0.5, y: 10 },
      { x: 1.5, y: 20 },
    ]
    expect(linesOf(pathOf(points))).toEqual([points])
    expect(linesOf(dotsOf(points))).toEqual(points.map((point) => [point]))
    expect(pathOf([])).toBe('')
  })
})

describe('a waterfall', () => {
  it('goes on where the step before ended', () => {
    const { steps, zero, result } = waterfallOf([100, -25, -50], 25)
    expect(zero).toBe(0)
    expect(steps).toEqual([
      { from: 0, to: 100 },
      { from: 100, to: 75 },
      { from: 75, to: 25 },
    ])
    expect(result).toEqual({ from: 0, to: 25 })
  })

  it('makes room below 0 for a loss', () => {
    const { steps, zero, result } = waterfallOf([100, -200], -100)
    expect(zero).toBe(50)
    expect(steps).toEqual([
      { from: 50, to: 100 },
      { from: 100, to: 0 },
    ])
    expect(result).toEqual({ from: 50, to: 0 })
  })

  it('is flat where every step is 0', () => {
    expect(waterfallOf([0, 0], 0)).toEqual({
      zero: 0,
      steps: [
        { from: 0, to: 0 },
        { from: 0, to: 0 },
      ],
      result: { from: 0, to: 0 },
    })
  })
})

describe('the days of a chart', () => {
  it('have weekends', () => {
    const days = ['2026-01-16', '2026-01-17', '2026-01-18', '2026-01-19']
    expect(days.map(isWeekend)).toEqual([false, true, true, false])
    expect(isWeekend('1969-12-28')).toBe(true)
  })

  it('are named at the last one and every week before', () => {
    const named = Array.from({ length: 30 }, (_, i) => i).filter((i) => isNamed(i, 30))
    expect(named).toEqual([1, 8, 15, 22, 29])
  })
})
