import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseOrderTime as parse } from '../../src/import/orderTime'
import { localTimes } from '../../src/import/timeZone'

const parseOrderTime = (cell: string, zone = 'Asia/Shanghai') => parse(cell, localTimes(zone))

test('the ways in which exports write a time are all read', () => {
  expect(parseOrderTime('2026-01-18 07:31:02')).toBe('2026-01-18T07:31:02')
  expect(parseOrderTime('2026/1/18 7:31')).toBe('2026-01-18T07:31:00')
  expect(parseOrderTime('2026-01-18T07:31:02')).toBe('2026-01-18T07:31:02')
  expect(parseOrderTime('2026-01-18 07:31:02.123456')).toBe('2026-01-18T07:31:02')
  expect(parseOrderTime('2026/01/18')).toBe('2026-01-18T00:00:00')
  expect(parseOrderTime(' 2026-1-8  0:00 ')).toBe('2026-01-08T00:00:00')
  expect(parseOrderTime('2026.01.18')).toBe('2026-01-18T00:00:00')
  expect(parseOrderTime('2026.1.18 7:31')).toBe('2026-01-18T07:31:00')
  expect(parseOrderTime('20260118')).toBe('2026-01-18T00:00:00')
  expect(parseOrderTime('20260118073102')).toBe('2026-01-18T07:31:02')
  expect(parseOrderTime('20260118 07:31:02')).toBe('2026-01-18T07:31:02')
  expect(parseOrderTime('2026年01月18日 07:31:02')).toBe('2026-01-18T07:31:02')
  expect(parseOrderTime('2026年1月18日')).toBe('2026-01-18T00:00:00')
  expect(parseOrderTime('2026年1月18日7时31分2秒')).toBe('2026-01-18T07:31:02')
  expect(parseOrderTime('2026年1月18日7时31分')).toBe('2026-01-18T07:31:00')
  expect(parseOrderTime('２０２６－０１－１８ ０７：３１')).toBe('2026-01-18T07:31:00')
})

test('a time with an offset is converted to the zone of the shop', () => {
  expect(parseOrderTime('2026-01-18T07:31:02Z')).toBe('2026-01-18T15:31:02')
  expect(parseOrderTime('2026-01-18T07:31:02+00:00')).toBe('2026-01-18T15:31:02')
  expect(parseOrderTime('2026-01-18 20:31:02 -0500')).toBe('2026-01-19T09:31:02')
  expect(parseOrderTime('2026-01-18 07:31:02 +0800')).toBe('2026-01-18T07:31:02')
  expect(parseOrderTime('2026-01-18 07:31:02.123Z')).toBe('2026-01-18T15:31:02')
  expect(parseOrderTime('2026-07-18T12:00:00Z', 'America/New_York')).toBe('2026-07-18T08:00:00')
  expect(parseOrderTime('2026-01-18T12:00:00Z', 'America/New_York')).toBe('2026-01-18T07:00:00')
  for (const offset of ['+15:00', '+08:60', '+8', 'PST', '+']) {
    expect(parseOrderTime(`2026-01-18 07:31:02 ${offset}`), offset).toBeUndefined()
  }
  expect(parseOrderTime('2026-01-18Z')).toBeUndefined()
  expect(parseOrderTime('2000-01-01T00:00:00+14:00', 'UTC')).toBeUndefined()
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
    '20261318',
    '2026011',
    '202601181',
    '2026年13月1日',
    '01/02/2026',
    '1-18-2026',
    '1768693862',
    '0',
    '1970-01-01',
    '2100-01-01',
  ]
  for (const text of [...texts, '73051', '36525', '46040.', '#'.repeat(1000)]) {
    expect(parseOrderTime(text), text).toBeUndefined()
  }
})
