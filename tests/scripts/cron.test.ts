import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cronsOf, scheduledUrl } from '../../scripts/cron'
import { yesterdayInShanghai } from '../../scripts/yesterday'
import { nextRun } from '../../src/status/cron'

const at = (time: string) => new Date(`2026-01-18T${time}Z`)

describe('the schedule of wrangler.toml', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'cron-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  const cronsIn = (toml: string) => {
    const file = path.join(folder, 'wrangler.toml')
    writeFileSync(file, toml)
    return cronsOf(file)
  }

  it('is found in the real file, and can be followed', () => {
    const crons = cronsOf('wrangler.toml')
    expect(crons.length).toBeGreaterThan(0)
    expect(crons.map((cron) => nextRun(cron, at('00:00:00')))).not.toContain(undefined)
  })

  it('is read over several lines, without what is commented out', () => {
    const toml = `name = "x"\n[triggers]\n# why\ncrons = [\n  "*/10 * * * *",\n  # "*/3 * * * *",\n  '0 22 * * *', # daily\n]\n[vars]\n`
    expect(cronsIn(toml)).toEqual(['*/10 * * * *', '0 22 * * *'])
  })

  it('is empty without triggers, and where another table has crons', () => {
    expect(cronsIn('[vars]\ncrons = ["* * * * *"]\n')).toEqual([])
    expect(cronsIn('[triggers]\n[vars]\ncrons = ["* * * * *"]\n')).toEqual([])
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
    expect(nextRun(`*/${everyMinutes} * * * *`, at(now))).toEqual(at(next))
  })

  it('is followed also where it is daily, in UTC wherever the machine stands', () => {
    expect(nextRun('30 22 * * *', at('10:00:00'))).toEqual(at('22:30:00'))
  })

  it('is fired with its cron and its time', () => {
    const url = scheduledUrl(new URL('http://localhost:8051'), '*/5 * * * *', new Date(1000))
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
