import { expect, test } from 'vitest'
import { betweenZones, localTimes } from '../../src/import/timeZone'

const at = (iso: string) => Date.parse(iso)

test('an instant is told in the local time of a zone', () => {
  expect(localTimes('Asia/Shanghai')(at('2026-01-18T16:30:05Z'))).toBe('2026-01-19T00:30:05')
  expect(localTimes('UTC')(at('2026-01-18T16:30:05Z'))).toBe('2026-01-18T16:30:05')
  expect(localTimes('Asia/Kolkata')(at('2026-01-18T16:30:05Z'))).toBe('2026-01-18T22:00:05')
})

test('a zone follows its own change of clocks', () => {
  const newYork = localTimes('America/New_York')
  expect(newYork(at('2026-03-08T06:59:59Z'))).toBe('2026-03-08T01:59:59')
  expect(newYork(at('2026-03-08T07:00:00Z'))).toBe('2026-03-08T03:00:00')
  expect(newYork(at('2026-11-01T06:00:00Z'))).toBe('2026-11-01T01:00:00')
})

test('local times of one zone are those of another', () => {
  const toNewYork = betweenZones('Asia/Shanghai', 'America/New_York')
  expect(toNewYork('2026-01-18T07:31:02')).toBe('2026-01-17T18:31:02')
  expect(toNewYork('2026-07-18T07:31:02')).toBe('2026-07-17T19:31:02')
  expect(betweenZones('America/New_York', 'UTC')('2026-03-08T03:00:00')).toBe('2026-03-08T07:00:00')
  expect(betweenZones('America/New_York', 'UTC')('2026-03-08T01:59:59')).toBe('2026-03-08T06:59:59')
})

test('within one zone nothing is converted', () => {
  expect(betweenZones('Asia/Shanghai', 'Asia/Shanghai')('2026-01-18T07:31:02')).toBe('2026-01-18T07:31:02')
})

test('a zone that nobody knows is refused', () => {
  expect(() => localTimes('Mars/Olympus')).toThrow(RangeError)
})
