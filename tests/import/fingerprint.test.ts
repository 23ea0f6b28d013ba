import { expect, test } from 'vitest'
import { createFingerprint } from '../../src/import/fingerprint'
import { streamOf } from './exportFile'

async function fingerprintOf(bytes: Uint8Array, pieceBytes: number, understood: unknown = {}) {
  const fingerprint = createFingerprint()
  const passed = await new Response(fingerprint.over(streamOf(bytes, pieceBytes))).bytes()
  expect(passed.length).toBe(bytes.length)
  return fingerprint.end(understood)
}

const FILE = new Uint8Array(5_000_000).map((_, at) => at % 251)

test('a file has one fingerprint, whatever pieces it comes in', async () => {
  const once = await fingerprintOf(FILE, 65_536)
  expect(once).toMatch(/^[0-9a-f]{64}$/)
  expect(await fingerprintOf(FILE, 5_000_000)).toBe(once)
})

test('another byte, and another understanding of the same bytes, make another', async () => {
  const other = FILE.slice()
  other[4_999_999] = 255
  const all = [
    await fingerprintOf(FILE, 65_536),
    await fingerprintOf(other, 65_536),
    await fingerprintOf(FILE.subarray(1), 65_536),
    await fingerprintOf(FILE, 65_536, { store: '一店' }),
  ]
  expect(new Set(all).size).toBe(4)
})
