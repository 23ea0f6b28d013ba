import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  dayNumber,
  daysInclusive,
  fromDayNumber,
  isBusinessDate,
} from '../../src/diagnosis/businessDate'
import { businessDateOf } from '../../src/diagnosis/order'

describe('calendar arithmetic', () => {
  test.each([
    ['2026-01-18', 0, '2026-01-18'],
    ['2026-01-01', -1, '2025-12-31'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2026-02-28', 1, '2026-03-01'],
    ['2026-01-18', -15, '2026-01-03'],
    ['1969-12-31', 1, '1970-01-01'],
  ])('%s and %i days is %s', (date, days, expected) => {
    expect(addDays(date, days)).toBe(expected)
    expect(daysInclusive(date, expected)).toBe(days + 1)
  })

  test('counts a day as one, whatever the clock of a place does on it', () => {
    expect(daysInclusive('2026-03-01', '2026-11-30')).toBe(275)
  })

  test('takes a day to its number and back, in order', () => {
    const day = fc.integer({ min: dayNumber('0001-01-01'), max: dayNumber('9999-12-30') })
    fc.assert(
      fc.property(day, (number) => {
        expect(dayNumber(fromDayNumber(number))).toBe(number)
        expect(fromDayNumber(number) < fromDayNumber(number + 1)).toBe(true)
      }),
    )
  })
})

describe('a business date', () => {
  test.each(['2026-01-18', '2024-02-29', '2000-02-29', '1970-01-01'])('is a real day: %s', (text) => {
    expect(isBusinessDate(text)).toBe(true)
  })

  test.each([
    '2026-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-01-32',
    '2026-1-8',
    '26-01-18',
    '2026/01/18',
    '2026-01-18T00:00:00',
    ' 2026-01-18',
    '2026-01-18\n',
    '',
    'yesterday',
  ])('is not %j', (text) => {
    expect(isBusinessDate(text)).toBe(false)
  })

  test.each([
    ['2026-01-18T00:00:00', '2026-01-18'],
    ['2026-01-18T07:59:59', '2026-01-18'],
    ['2026-01-18T23:59:59', '2026-01-18'],
  ])('of an order is the day of its local time: %s', (orderedAt, date) => {
    expect(businessDateOf({ orderedAt })).toBe(date)
  })
})
