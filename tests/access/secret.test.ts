import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { hashOf, isSecret, newSecret, secretIn } from '../../src/access/secret'

test('a secret is 32 bytes of chance, in characters that an address may hold', () => {
  const secrets = Array.from({ length: 1_000 }, newSecret)
  expect(new Set(secrets).size).toBe(secrets.length)
  for (const secret of secrets) {
    expect(isSecret(secret)).toBe(true)
    expect(encodeURIComponent(secret)).toBe(secret)
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32)
  }
})

const SECRET = 'AbC_-0123456789abcdefghijklmnopqrstuvwxyzAB'

describe('the secret is found in what people paste', () => {
  test.each([
    SECRET,
    `  ${SECRET}\n`,
    `https://today.example/sign-in/${SECRET}`,
    `http://localhost:8051/sign-in/${SECRET}?lang=en`,
    `https://today.example/sign-in/${SECRET}/`,
    `https://today.example/sign-in/${SECRET}#top`,
    `/sign-in/${SECRET}`,
    `王店长，你的链接：\nhttps://today.example/sign-in/${SECRET}\n七天内打开`,
    `Open this: https://today.example/sign-in/${SECRET} (three devices)`,
  ])('%j', (text) => {
    expect(secretIn(text)).toBe(SECRET)
  })

  test.each([
    '',
    'hello',
    SECRET.slice(1),
    `${SECRET}x`,
    `https://today.example/sign-in/${SECRET.slice(1)}`,
    `https://today.example/sign-in/${SECRET}x`,
    `https://today.example/${SECRET}`,
    `my secret is ${SECRET}`,
    `/sign-in/${SECRET.replace('A', '=')}`,
    `/sign-in/${SECRET.replace('A', '长')}`,
    '\u0000'.repeat(43),
  ])('%j holds none', (text) => {
    expect(secretIn(text)).toBeUndefined()
  })

  // What a chat or a reader puts right behind a link belongs to its sentence.
  test.each(['，', '。', ')', '）', '>', '"', '.', ','])('%j behind a link is not a part of it', (mark) => {
    expect(secretIn(`(https://today.example/sign-in/${SECRET}${mark} 打开`)).toBe(SECRET)
  })
})

test('of a secret its SHA-256 is stored, which is no secret itself that would be the same', async () => {
  const hash = await hashOf(SECRET)
  expect(hash).toBe(createHash('sha256').update(SECRET).digest('base64url'))
  expect(await hashOf(hash)).not.toBe(hash)
})
