import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { nextRunMs, scheduledUrl, schedulesOf } from '../../scripts/cron'
import { yesterdayInShanghai } from '../../scripts/yesterday'

const at = (time: string) => Date.parse(`2026-01-18T${time}Z`)

describe('the schedule of wrangler.toml', () => {
  it('is found in the real file, and can be followed', () => {
    const schedules = schedulesOf(readFileSync('wrangler.toml', 'utf8'))
    expect(schedules.length).toBeGreaterThan(0)
    expect(schedules.every(({ exact }) => exact)).toBe(true)
  })

  it('is read over several lines, without what is commented out', () => {
    const toml = `name = "x"\n[triggers]\n# why\ncrons = [\n  "*/10 * * * *",\n  # "*/3 * * * *",\n  '0 22 * * *', # daily\n]\n[vars]\n`
    expect(schedulesOf(toml)).toEqual([
      { cron: '*/10 * * * *', everyMinutes: 10, exact: true },
      { cron: '0 22 * * *', everyMinutes: 5, exact: false },
    ])
  })

  it('is empty without triggers, and where another table has crons', () => {
    expect(schedulesOf('[vars]\ncrons = ["* * * * *"]\n')).toEqual([])
    expect(schedulesOf('[triggers]\n[vars]\ncrons = ["* * * * *"]\n')).toEqual([])
  })

  it.each([
    ['00:00:00', 5, '00:05:00'],
    ['00:04:59', 5, '00:05:00'],
    ['00:05:00', 5, '00:10:00'],
    ['10:46:12', 7, '10:49:00'],
    // */7 fires at minute 56, and again at the full hour.
    ['10:57:00', 7, '11:00:00'],
    ['10:57:30', 1, '10:58:00'],
  ])('after %s fires every %i minutes at %s', (now, everyMinutes, next) => {
    expect(new Date(nextRunMs(at(now), everyMinutes)).toISOString()).toBe(`2026-01-18T${next}.000Z`)
  })

  it('is fired with its cron and its time', () => {
    const url = scheduledUrl(new URL('http://localhost:8051'), '*/5 * * * *', 1000)
    expect(url.pathname).toBe('/cdn-cgi/local/scheduled')
    expect(Object.fromEntries(url.searchParams)).toEqual({
      cron: '*/5 * * * *',
      time: '1000',
      format: 'json',
    })
  })
})

describe('yesterday in Shanghai', () => {
  it.each([
    ['2026-01-18T15:59:59Z', '2026-01-17'],
    ['2026-01-18T16:00:00Z', '2026-01-18'],
    ['2026-01-01T00:00:00Z', '2025-12-31'],
  ])('at %s is %s', (now, yesterday) => {
    expect(yesterdayInShanghai(Date.parse(now))).toBe(yesterday)
  })
})
