import { describe, expect, test } from 'vitest'
import { readConfig } from '../src/config'

describe('ACCESS_MODE', () => {
  test.each(['closed', 'people', 'public'] as const)('%s is taken', (mode) => {
    expect(readConfig({ ACCESS_MODE: mode }).accessMode).toBe(mode)
  })

  test.each([undefined, '', 'Public', 'PUBLIC', ' public', 'public ', 'open', 'person', 'true', '__proto__'])(
    '%j closes',
    (mode) => {
      expect(readConfig(mode === undefined ? {} : { ACCESS_MODE: mode }).accessMode).toBe('closed')
    },
  )
})

describe('IMPORT_TOKEN', () => {
  const importToken = (token: string) => readConfig({ IMPORT_TOKEN: token }).importToken

  test('is set where a request can send it', () => {
    for (const token of ['abc', 'a-b.c_d~e+f/g==', '0123456789abcdef'.repeat(20)]) {
      expect(importToken(token)).toEqual({ status: 'set', token })
    }
  })

  test.each(['a b', ' abc', 'abc\n', '   ', '密码', 'a"b', 'a=b', '\u0000'])(
    '%j can be sent by nobody',
    (token) => {
      expect(importToken(token)).toEqual({ status: 'unusable' })
    },
  )

  test('is unset where it is left out or blank', () => {
    expect(importToken('')).toEqual({ status: 'unset' })
    expect(readConfig({}).importToken).toEqual({ status: 'unset' })
  })
})

describe('Cloudflare Access', () => {
  const access = (domain: string, audience = 'aud') =>
    readConfig({ ACCESS_TEAM_DOMAIN: domain, ACCESS_AUD: audience }).cloudflareAccess

  test.each([
    'team.cloudflareaccess.com',
    'https://team.cloudflareaccess.com',
    'https://team.cloudflareaccess.com/',
    'https://team.cloudflareaccess.com/cdn-cgi/access/certs',
  ])('%s is the team', (domain) => {
    expect(access(domain)).toEqual({ teamOrigin: 'https://team.cloudflareaccess.com', audience: 'aud' })
  })

  test('is not asked by a header where neither its team nor its audience is named', () => {
    expect(readConfig({}).cloudflareAccess).toBeUndefined()
  })

  test('is never configured by half, nor over a connection that anybody can change', () => {
    expect(() => access('')).toThrow('ACCESS_TEAM_DOMAIN and ACCESS_AUD')
    expect(() => access('team.cloudflareaccess.com', '')).toThrow('ACCESS_TEAM_DOMAIN and ACCESS_AUD')
    expect(() => access('http://team.cloudflareaccess.com')).toThrow('ACCESS_TEAM_DOMAIN')
  })

  test('a team that is no domain is said to be none', () => {
    expect(() => access('https://')).toThrow('ACCESS_TEAM_DOMAIN')
  })
})

test.each([
  'CACHE_TTL_SECONDS',
  'MAX_STALE_SECONDS',
  'SHARD_ABOVE_STORES',
  'ARCHIVE_AFTER_DAYS',
  'DATABASE_LIMIT_MB',
])('%s that is no whole number is said to be none', (name) => {
  expect(() => readConfig({ [name]: '1e3' })).toThrow(name)
})

test('a database holds 10 GB where nothing else is said, and never nothing', () => {
  expect(readConfig({}).databaseLimitBytes).toBe(10_000_000_000)
  expect(readConfig({ DATABASE_LIMIT_MB: '500' }).databaseLimitBytes).toBe(500_000_000)
  expect(() => readConfig({ DATABASE_LIMIT_MB: '0' })).toThrow('DATABASE_LIMIT_MB')
})
