import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseOrderTime } from '../../src/import/orderTime'

test('the ways in which exports write a time are all read', () => {
  expect(parseOrderTime('2026-01-18 07:31:02')).toBe('2026-01-18T07:31:02')
  expect(parseOrderTime('2026/1/18 7:31')).toBe('2026-01-18T07:31:00')
  expect(parseOrderTime('2026-01-18T07:31:02')).toBe('2026-01-18T07:31:02')
  expect(parseOrderTime('2026-01-18 07:31:02.123456')).toBe('2026-01-18T07:31:02')
  expect(parseOrderTime('2026/01/18')).toBe('2026-01-18T00:00:00')
  expect(parseOrderTime(' 2026-1-8  0:00 ')).toBe('2026-01-08T00:00:00')
})

test('an Excel serial is read to the nearest second', () => {
  expect(parseOrderTime('46040')).toBe('2026-01-18T00:00:00')
  expect(parseOrderTime('46040.3129')).toBe('2026-01-18T07:30:35')
  expect(parseOrderTime('46040.5')).toBe('2026-01-18T12:00:00')
  expect(parseOrderTime('46040.9999999')).toBe('2026-01-19T00:00:00')
})

test('a serial with the decimals that Excel writes gives back its second', () => {
  const seconds = fc.integer({ min: Date.UTC(2000, 0, 1) / 1000, max: Date.UTC(2099, 11, 31) / 1000 })
  fc.assert(
    fc.property(seconds, (second) => {
      const serial = (second / 86_400 + 25_569).toFixed(10)
      expect(parseOrderTime(serial)).toBe(new Date(second * 1000).toISOString().slice(0, 19))
    }),
  )
})

test('a day that does not exist is not a date', () => {
  for (const text of [
    '2026-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2025-02-30 10:00',
  ]) {
    expect(parseOrderTime(text), text).toBeUndefined()
  }
  expect(parseOrderTime('2028-02-29')).toBe('2028-02-29T00:00:00')
})

test('a time that does not exist is not a time', () => {
  for (const time of ['24:00', '12:60', '12:00:60', '7', '7:3']) {
    expect(parseOrderTime(`2026-01-18 ${time}`), time).toBeUndefined()
  }
})

test('what is not a date, or lies outside this century, is never guessed at', () => {
  const texts = [
    '',
    'yesterday',
    '18/01/2026',
    '12026-01-18',
    '2026-01-181',
    '2026-01/18',
    '20260118',
    '1768693862',
    '0',
    '1970-01-01',
    '2100-01-01',
  ]
  for (const text of [...texts, '2026-01-18T07:31:02Z', '73051', '36525', '46040.', '#'.repeat(1000)]) {
    expect(parseOrderTime(text), text).toBeUndefined()
  }
})
