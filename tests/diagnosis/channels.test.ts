import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareText, countChannels, mainChannel, mergeChannels } from '../../src/diagnosis/channels'
import { eachProductDay, type ProductDay } from '../../src/diagnosis/productDays'
import { rollUpDays, sale } from './build'

const ASTRAL = '\u{20BB7}'
const LAST_OF_BMP = '\u{FFFD}'

describe('text order', () => {
  test.each([
    ['a', 'b', -1],
    ['a', 'ab', -1],
    ['', 'a', -1],
    ['甲', '甲', 0],
    ['Z', 'a', -1],
    ['丙', '乙', -1],
    [LAST_OF_BMP, ASTRAL, -1],
    [`a${LAST_OF_BMP}`, `a${ASTRAL}`, -1],
  ])('is by code points: %s before %s', (a, b, sign) => {
    expect(Math.sign(compareText(a, b))).toBe(sign)
    expect(Math.sign(compareText(b, a))).toBe(sign === 0 ? 0 : 1)
  })

  test('is the order of the UTF-8 bytes, which is that of code points', () => {
    const bytes = (text: string) => Buffer.from(text, 'utf8')
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        expect(Math.sign(compareText(a, b))).toBe(Buffer.compare(bytes(a), bytes(b)))
      }),
    )
  })
})

describe('counts by channel', () => {
  test('are most first, ties by name', () => {
    expect(countChannels(['丁', ASTRAL, '丙', LAST_OF_BMP, '丁'])).toEqual([
      ['丁', 2],
      ['丙', 1],
      [LAST_OF_BMP, 1],
      [ASTRAL, 1],
    ])
  })

  test('are none of nothing', () => {
    expect(countChannels([])).toEqual([])
  })

  test('of two scopes are ranked again', () => {
    const merged = mergeChannels(countChannels(['甲', '甲', '乙']), countChannels(['乙', '乙', '丙']))
    expect(merged).toEqual([
      ['乙', 3],
      ['甲', 2],
      ['丙', 1],
    ])
  })

  test('of two scopes are those of all findings together', () => {
    const channels = fc.array(fc.constantFrom('甲', '乙', '丙', ASTRAL, LAST_OF_BMP))
    fc.assert(
      fc.property(channels, channels, (a, b) => {
        expect(mergeChannels(countChannels(a), countChannels(b))).toEqual(countChannels([...a, ...b]))
      }),
    )
  })
})

describe('the main channel', () => {
  /** The days of one product, sold in these quantities on these channels. */
  function daysOf(...days: Record<string, number[]>[]): ProductDay['channels'][] {
    const orders = days.flatMap((channels, daysAgo) =>
      Object.entries(channels).flatMap(([channel, quantities]) =>
        quantities.map((quantity) => sale(daysAgo, { quantity }, { channel })),
      ),
    )
    return rollUpDays(orders).flatMap((day) => eachProductDay(day.products).map(({ channels: sold }) => sold))
  }

  test.each<[string, Record<string, number[]>[], string]>([
    ['sold most', [{ 甲: [2], 乙: [3] }], '乙'],
    ['sold most over all days', [{ 甲: [2], 乙: [3] }, { 甲: [2] }], '甲'],
    ['sold most after returns', [{ 甲: [5, -3], 乙: [3] }], '乙'],
    ['sold most units, not on most lines', [{ 甲: [1, 1, 1], 乙: [4] }], '乙'],
    ['comes first by name where two sold as much', [{ 乙: [2], 丙: [1, 1] }], '丙'],
    ['comes first by code points', [{ [ASTRAL]: [2], [LAST_OF_BMP]: [2] }], LAST_OF_BMP],
  ])('is the one that %s', (_, days, channel) => {
    expect(mainChannel(daysOf(...days))).toBe(channel)
  })

  test('of no day at all is blank', () => {
    expect(mainChannel([])).toBe('')
  })
})
