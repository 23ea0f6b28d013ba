import { describe, expect, test } from 'vitest'
import { fullnessOf } from '../../src/data/databaseSizes'
import { addDays } from '../../src/diagnosis/businessDate'
import { growthOf } from '../../src/status/growth'

const TODAY = '2026-11-27'
const LIMIT = 10_000
const ago = (days: number) => addDays(TODAY, -days)
/** Sizes of some days up to today, one a day. */
const daily = (days: number, bytesOf: (daysAgo: number) => number) =>
  Array.from({ length: days }, (_, back) => ({ day: ago(back), bytes: bytesOf(back) }))

describe('when a database will be full', () => {
  test('follows from how much it has grown a day', () => {
    expect(
      growthOf(
        daily(28, (back) => 8_000 - back * 50),
        8_000,
        LIMIT,
        TODAY,
      ),
    ).toEqual({
      status: 'growing',
      bytesPerDay: 50,
      fullOn: addDays(TODAY, 40),
    })
  })

  test('is told by a week of sizes, also where days are missing between, and not by less', () => {
    const two = (span: number) => [
      { day: ago(span), bytes: 7_300 },
      { day: TODAY, bytes: 8_000 },
    ]
    expect(growthOf(two(7), 8_000, LIMIT, TODAY)).toMatchObject({ fullOn: addDays(TODAY, 20) })
    for (const sizes of [[], daily(1, () => 8_000), daily(7, (back) => 8_000 - back), two(6)]) {
      expect(growthOf(sizes, 8_000, LIMIT, TODAY)).toEqual({ status: 'unknown', reason: 'fewDays' })
    }
  })

  test('is not known of one that does not grow', () => {
    for (const bytesOf of [() => 8_000, (back: number) => 8_000 + back]) {
      expect(growthOf(daily(28, bytesOf), 8_000, LIMIT, TODAY)).toEqual({
        status: 'unknown',
        reason: 'notGrowing',
      })
    }
  })

  test('depends on the last four weeks alone', () => {
    const grownBefore = daily(400, (back) => (back < 28 ? 8_000 - back * 10 : 100))
    expect(growthOf(grownBefore, 8_000, LIMIT, TODAY)).toMatchObject({ bytesPerDay: 10 })
  })

  test('is not thrown far by one great import on the first or the last day', () => {
    const steady = daily(28, (back) => 8_000 - back * 10)
    const [, ...before] = steady
    const grown = growthOf([{ day: TODAY, bytes: 8_560 }, ...before], 8_560, LIMIT, TODAY)
    // By the first and the last day alone it would be 30.
    expect(grown).toMatchObject({ bytesPerDay: 14 })
  })

  test('is today where it is full, and no date beyond ten years', () => {
    const sizes = daily(28, (back) => 11_000 - back * 10)
    expect(growthOf(sizes, 11_000, LIMIT, TODAY)).toMatchObject({ fullOn: TODAY })
    const slow = daily(28, (back) => 1_000 - back)
    expect(growthOf(slow, 1_000, 1_000 + 3_650, TODAY)).toMatchObject({ fullOn: addDays(TODAY, 3_650) })
    expect(growthOf(slow, 1_000, 1_000 + 3_651, TODAY)).toMatchObject({ status: 'growing', fullOn: null })
    expect(growthOf(slow, 1_000, 1e15, TODAY)).toMatchObject({ fullOn: null })
  })
})

test.each([
  [undefined, 'roomy'],
  [7_999, 'roomy'],
  [8_000, 'filling'],
  [9_499, 'filling'],
  [9_500, 'full'],
  [20_000, 'full'],
])('a database of %s of 10,000 bytes is %s', (bytes, expected) => {
  expect(fullnessOf(bytes, LIMIT)).toBe(expected)
})
