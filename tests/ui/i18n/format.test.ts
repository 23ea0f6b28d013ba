import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  age,
  count,
  country,
  dateAfter,
  day,
  daysBehind,
  growth,
  instant,
  longDate,
  money,
  percent,
  pieces,
  rate,
  shortDate,
  UNKNOWN,
} from '../../../src/ui/i18n/format'

describe('a day', () => {
  const NOW = '2026-01-19T00:08:00.000Z'

  it('is that of Beijing, and named today where it is', () => {
    expect(day('2026-01-18T16:30:00Z', NOW, 'zh')).toBe('今天')
    expect(day('2026-01-18T15:30:00Z', NOW, 'en')).toBe('18 Jan')
  })

  it('has its year where that is another', () => {
    expect(day('2025-11-03T02:00:00Z', NOW, 'zh')).toBe('2025年11月3日')
    expect(day('2025-11-03T02:00:00Z', NOW, 'en')).toBe('3 Nov 2025')
  })

  it('is a dash where it cannot be read', () => {
    expect(day('soon', NOW, 'zh')).toBe(UNKNOWN)
  })
})

describe('a country', () => {
  it('is named, and what has no name is shown as it is', () => {
    expect([country('CN', 'zh'), country('FR', 'en'), country('T1', 'en'), country('', 'zh')]).toEqual([
      '中国',
      'France',
      'T1',
      '',
    ])
  })
})

describe('amounts', () => {
  it('are written in yuan with two decimals and grouped thousands', () => {
    expect(money(123456)).toBe('¥1,234.56')
    expect(money(123456789012)).toBe('¥1,234,567,890.12')
    expect(money(5)).toBe('¥0.05')
    expect(money(0)).toBe('¥0.00')
  })

  it('carry a minus sign before the currency when negative', () => {
    expect(money(-5)).toBe('−¥0.05')
    expect(money(-123456)).toBe('−¥1,234.56')
  })

  it('are a dash when not a whole number of fen', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 1.5, 2 ** 60]) expect(money(value)).toBe('—')
  })

  it('read back as the same number of fen, whatever it is', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (fen) => {
        const text = money(fen)
        const digits = BigInt(text.replace(/\D/g, ''))
        expect(text.startsWith('−') ? -digits : digits).toBe(BigInt(fen))
      }),
    )
  })
})

describe('counts and rates', () => {
  it('show a decimal only where there is one', () => {
    expect(count(1234)).toBe('1,234')
    expect(count(6.3)).toBe('6.3')
    expect(count(32)).toBe('32')
    expect(count(-2)).toBe('−2')
    expect(count(Number.NaN)).toBe('—')
  })

  it('show pieces with as many decimals as it takes, up to three', () => {
    expect([2, 0.5, 12.125, 0.001, 1234.05, -0.25, 0].map(pieces)).toEqual([
      '2',
      '0.5',
      '12.125',
      '0.001',
      '1,234.05',
      '−0.25',
      '0',
    ])
    expect([Number.NaN, Number.POSITIVE_INFINITY, 1e21].map(pieces)).toEqual(['—', '—', '—'])
  })

  it('show rates with one decimal', () => {
    expect(rate(146)).toBe('14.6%')
    expect(rate(-5)).toBe('−0.5%')
    expect(rate(0)).toBe('0.0%')
    expect(percent(32.6)).toBe('32.6%')
    expect(percent(Number.NaN)).toBe('—')
  })

  it('show growth with its sign', () => {
    expect(growth(266.7)).toBe('+266.7%')
    expect(growth(1500)).toBe('+1,500.0%')
    expect(growth(-12.5)).toBe('−12.5%')
  })
})

describe('dates', () => {
  it('are written in both languages with the weekday', () => {
    expect(longDate('2026-01-18', 'zh')).toBe('2026年1月18日 周日')
    expect(longDate('2026-01-18', 'en')).toBe('Sun 18 Jan 2026')
    expect(shortDate('2026-12-01', 'zh')).toBe('12月1日')
    expect(shortDate('2026-12-01', 'en')).toBe('1 Dec')
  })

  it('that are none are shown as they are', () => {
    expect(longDate('2026-02-30', 'zh')).toBe('2026-02-30')
    expect(shortDate('soon', 'en')).toBe('soon')
    expect(dateAfter('soon', 1)).toBeNull()
  })

  it('have a day before and a day after, up to the end of the calendar', () => {
    expect(dateAfter('2026-03-01', -1)).toBe('2026-02-28')
    expect(dateAfter('2026-12-31', 1)).toBe('2027-01-01')
    expect(dateAfter('9999-12-31', 1)).toBeNull()
  })

  it('lie behind the Beijing day of an instant, not the UTC one', () => {
    expect(daysBehind('2026-01-18', '2026-01-18T16:00:00Z')).toBe(1)
    expect(daysBehind('2026-01-18', '2026-01-18T15:59:59Z')).toBe(0)
    expect(daysBehind('2026-01-18', 'never')).toBeNull()
  })
})

describe('instants', () => {
  const now = '2026-01-19T00:08:00.000Z'

  it('are shown in Beijing time, with the day where it is not today', () => {
    expect(instant('2026-01-19T00:05:03.120Z', now, 'zh')).toBe('08:05')
    expect(instant('2026-01-18T15:59:00.000Z', now, 'zh')).toBe('1月18日 23:59')
    expect(instant('2026-01-18T15:59:00.000Z', now, 'en')).toBe('18 Jan 23:59')
    expect(instant('never', now, 'zh')).toBe('—')
  })

  it('are as old as the whole minutes, hours or days since', () => {
    const ages = (iso: string) => [age(iso, now, 'zh'), age(iso, now, 'en')]
    expect(ages('2026-01-19T00:07:30Z')).toEqual(['刚刚', 'just now'])
    expect(ages('2026-01-19T00:05:00Z')).toEqual(['3 分钟前', '3 min ago'])
    expect(ages('2026-01-18T22:07:00Z')).toEqual(['2 小时前', '2 h ago'])
    expect(ages('2026-01-18T00:00:00Z')).toEqual(['1 天前', '1 day ago'])
    expect(ages('2026-01-10T00:00:00Z')).toEqual(['9 天前', '9 days ago'])
  })

  it('of a clock that runs ahead are just now, and unreadable ones unknown', () => {
    expect(age('2026-01-19T00:09:00Z', now, 'zh')).toBe('刚刚')
    expect(age('never', now, 'zh')).toBe('—')
  })
})
