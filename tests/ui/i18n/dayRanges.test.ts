import { expect, test } from 'vitest'
import { dayRange, dayRanges } from '../../../src/ui/i18n/dayRanges'

test.each<[dates: string[], zh: string[], en: string[]]>([
  [[], [], []],
  [['2026-01-18'], ['1月18日'], ['18 Jan']],
  [
    ['2026-01-17', '2026-01-18'],
    ['1月17日', '18日'],
    ['17 Jan', '18 Jan'],
  ],
  [['2026-01-16', '2026-01-17', '2026-01-18'], ['1月16日–18日'], ['16–18 Jan']],
  [['2025-12-30', '2025-12-31', '2026-01-01'], ['12月30日–1月1日'], ['30 Dec – 1 Jan']],
  [
    ['2025-11-03', '2025-12-03', '2025-12-05'],
    ['11月3日', '12月3日', '5日'],
    ['3 Nov', '3 Dec', '5 Dec'],
  ],
  // The same month of another year is another month.
  [
    ['2025-01-03', '2026-01-03'],
    ['1月3日', '1月3日'],
    ['3 Jan', '3 Jan'],
  ],
  [['yesterday', '2026-01-18'], ['1月18日'], ['18 Jan']],
])('%j are told in few words', (dates, zh, en) => {
  expect(dayRanges(dates, 'zh')).toEqual(zh)
  expect(dayRanges(dates, 'en')).toEqual(en)
})

test('all days between two are told as those days themselves', () => {
  expect(dayRange('2026-01-16', '2026-01-18', 'zh')).toEqual(['1月16日–18日'])
  expect(dayRange('2026-01-17', '2026-01-18', 'zh')).toEqual(['1月17日', '18日'])
})
