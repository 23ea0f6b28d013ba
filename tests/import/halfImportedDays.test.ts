import { describe, expect, test } from 'vitest'
import { halfImportedDays } from '../../src/import/halfImportedDays'

const DAYS = ['2026-01-15', '2026-01-16', '2026-01-17', '2026-01-18']

/** The warnings of an import of the last day, with the orders of each day. */
const warnings = (...counts: number[]) =>
  halfImportedDays('店', ['2026-01-18'], new Map(counts.map((count, i) => [String(DAYS[i]), count])))

describe('a day looks half-imported', () => {
  test('where it has less than a third of what is usual, and says of both', () => {
    expect(warnings(90, 90, 90, 29)).toEqual([
      { code: 'halfImportedDay', store: '店', date: '2026-01-18', orders: 29, usualOrders: 90 },
    ])
  })

  test('not where it has just a third', () => {
    expect(warnings(90, 90, 90, 30)).toEqual([])
  })

  test('by the median of the other days: neither a holiday nor a day without orders makes the usual', () => {
    expect(warnings(3, 90, 900, 29)).toMatchObject([{ usualOrders: 90 }])
    expect(warnings(900, 3, 90, 30)).toEqual([])
  })

  test('not where fewer than three other days tell what is usual', () => {
    expect(
      halfImportedDays(
        '店',
        ['2026-01-18'],
        new Map([
          ['2026-01-16', 90],
          ['2026-01-17', 90],
          ['2026-01-18', 1],
        ]),
      ),
    ).toEqual([])
  })

  test('only among the days of the import', () => {
    expect(
      halfImportedDays(
        '店',
        ['2026-01-17', '2026-01-19'],
        new Map([
          ['2026-01-14', 90],
          ['2026-01-15', 90],
          ['2026-01-16', 1],
          ['2026-01-17', 90],
        ]),
      ),
    ).toEqual([])
  })
})
