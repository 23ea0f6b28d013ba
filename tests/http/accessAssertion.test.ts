import { createHmac } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { assertedEmail } from '../../src/http/accessAssertion'
import { type AccessKey, accessKey, assertionOf, keyServer, publicPem, signed, TEAM } from '../accessKeys'

const NOW = new Date()
const EMAIL = 'Wang@Example.com'
const seconds = (offset: number) => Math.floor(NOW.getTime() / 1_000) + offset
const later = (ms: number) => new Date(NOW.getTime() + ms)

let key: AccessKey
let other: AccessKey
beforeAll(async () => {
  key = await accessKey('first')
  other = await accessKey('second')
})

const emailIn = (assertion: string, now = NOW) => assertedEmail(assertion, TEAM, keyServer(key).keys, now)
const claiming = (claims: object) => assertionOf(key, EMAIL, NOW, claims)

describe('believed', () => {
  test('is the address of an assertion that the team has signed for the audience', async () => {
    expect(await emailIn(await claiming({}))).toBe(EMAIL)
  })

  test('is an audience that is named alone, or among others', async () => {
    expect(await emailIn(await claiming({ aud: TEAM.audience }))).toBe(EMAIL)
    expect(await emailIn(await claiming({ aud: ['another', TEAM.audience] }))).toBe(EMAIL)
  })

  test('is one whose time begins within the skew of clocks', async () => {
    expect(await emailIn(await claiming({ nbf: seconds(50), iat: seconds(50) }))).toBe(EMAIL)
  })
})

describe('not believed', () => {
  test.each([
    ['another audience', { aud: ['another'] }],
    ['no audience', { aud: undefined }],
    ['another issuer', { iss: 'https://other.cloudflareaccess.com' }],
    ['no issuer', { iss: undefined }],
    ['an end that has come', { exp: seconds(-1) }],
    ['an end that is now', { exp: seconds(0) }],
    ['no end', { exp: undefined }],
    ['an end that is no number', { exp: 'never' }],
    ['a beginning beyond the skew', { nbf: seconds(90) }],
    ['a beginning that is no number', { nbf: 'soon' }],
    ['no address, as a service token has none', { email: undefined, common_name: 'a-program' }],
    ['a blank address', { email: '' }],
    ['an address that is no text', { email: [EMAIL] }],
  ])('is an assertion with %s', async (_, claims) => {
    expect(await emailIn(await claiming(claims))).toBeUndefined()
  })

  test("is another key's signature under the name of the team's", async () => {
    expect(await emailIn(await assertionOf({ ...other, kid: key.kid }, EMAIL, NOW))).toBeUndefined()
  })

  test('is a good signature under other claims', async () => {
    const [head, , signature] = (await claiming({})).split('.')
    const [, claims] = (await claiming({ email: 'admin@example.com' })).split('.')
    expect(await emailIn(`${head}.${claims}.${signature}`)).toBeUndefined()
  })

  test('is an assertion without a signature, or one signed with the public key as a secret', async () => {
    const [, claims = ''] = (await claiming({})).split('.')
    const content = JSON.parse(Buffer.from(claims, 'base64url').toString())
    const unsigned = (alg: string) =>
      signed({ alg, kid: key.kid, typ: 'JWT' }, content, () => new ArrayBuffer(0))
    for (const alg of ['none', 'None', 'RS256', ''])
      expect(await emailIn(await unsigned(alg))).toBeUndefined()

    const pem = await publicPem(key)
    const { n = '' } = (await crypto.subtle.exportKey('jwk', key.pair.publicKey)) as JsonWebKey
    for (const secret of [pem, pem.trim(), n]) {
      const forged = await signed(
        { alg: 'HS256', kid: key.kid, typ: 'JWT' },
        content,
        (data) => new Uint8Array(createHmac('sha256', secret).update(data).digest()).buffer,
      )
      expect(await emailIn(forged)).toBeUndefined()
    }
  })

  test.each([
    '',
    '.',
    '..',
    'a.b.c',
    `${'x'.repeat(100_000)}.y.z`,
    'null.null.null',
    'eyJraWQiOm51bGx9.e30.',
  ])('is %.20s', async (assertion) => {
    expect(await emailIn(assertion)).toBeUndefined()
  })
})

describe("the team's keys", () => {
  test('are asked for once, at the team, and again after an hour', async () => {
    const { server, keys } = keyServer(key)
    const ask = async (now: Date) =>
      assertedEmail(await assertionOf(key, EMAIL, now, { exp: seconds(9_999) }), TEAM, keys, now)
    for (const ms of [0, 60_000, 3_599_999]) expect(await ask(later(ms))).toBe(EMAIL)
    expect(server.asked).toEqual(['https://team.cloudflareaccess.com/cdn-cgi/access/certs'])
    expect(await ask(later(3_600_000))).toBe(EMAIL)
    expect(server.asked).toHaveLength(2)
  })

  test('that are unknown cost one request a minute, however many are sent', async () => {
    const { server, keys } = keyServer(key)
    await assertedEmail(await claiming({}), TEAM, keys, NOW)
    for (let i = 0; i < 50; i += 1) {
      const forged = await assertionOf({ ...other, kid: `unknown ${i}` }, EMAIL, NOW)
      expect(await assertedEmail(forged, TEAM, keys, later(i * 1_000))).toBeUndefined()
    }
    expect(server.asked).toHaveLength(1)
    const forged = await assertionOf({ ...other, kid: 'unknown' }, EMAIL, NOW)
    for (let i = 0; i < 50; i += 1) await assertedEmail(forged, TEAM, keys, later(60_000 + i))
    expect(server.asked).toHaveLength(2)
  })

  test('that are new are found, and those that are gone open nothing any more', async () => {
    const { server, keys } = keyServer(key)
    expect(await assertedEmail(await claiming({}), TEAM, keys, NOW)).toBe(EMAIL)
    server.keys = [other]
    const changed = later(61_000)
    expect(await assertedEmail(await assertionOf(other, EMAIL, NOW), TEAM, keys, changed)).toBe(EMAIL)
    expect(await assertedEmail(await claiming({}), TEAM, keys, changed)).toBeUndefined()
  })

  test('that cannot be had are an error, which names the team', async () => {
    const { server, keys } = keyServer(key)
    for (const answer of [
      new Response('no', { status: 500 }),
      Response.json({}),
      Response.json({ keys: 'x' }),
    ]) {
      server.answer = answer
      await expect(assertedEmail(await claiming({}), TEAM, keys, NOW)).rejects.toThrow('ACCESS_TEAM_DOMAIN')
    }
  })

  test('that cannot be had are asked for once in a while, not by every request', async () => {
    const { server, keys } = keyServer(key)
    server.answer = new Response('no', { status: 500 })
    const assertion = await claiming({})
    for (let i = 0; i < 50; i += 1) {
      await assertedEmail(assertion, TEAM, keys, later(i * 100)).catch(() => undefined)
    }
    expect(server.asked.length).toBeLessThanOrEqual(2)
  })

  test('that were had stay good while they cannot be had anew', async () => {
    const { server, keys } = keyServer(key)
    expect(await assertedEmail(await claiming({}), TEAM, keys, NOW)).toBe(EMAIL)
    server.answer = new Response('no', { status: 500 })
    const now = later(3_600_001)
    const assertion = await claiming({ exp: seconds(9_999) })
    expect(await assertedEmail(assertion, TEAM, keys, now)).toBe(EMAIL)
  })

  test('are asked for once by requests at the same time', async () => {
    const { server, keys } = keyServer(key)
    const assertion = await claiming({})
    const emails = await Promise.all(
      Array.from({ length: 20 }, () => assertedEmail(assertion, TEAM, keys, NOW)),
    )
    expect(new Set(emails)).toEqual(new Set([EMAIL]))
    expect(server.asked).toHaveLength(1)
  })
})
