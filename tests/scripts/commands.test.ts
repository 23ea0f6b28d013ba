import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoCsv } from '../../scripts/demoData'

/** The commands as a user runs them, in Node itself: without a bundler, every import must carry its extension. */
let folder: string

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'commands-'))
})

afterAll(() => rmSync(folder, { recursive: true }))

interface Ended {
  code: number
  stdout: string
  stderr: string
}

function run(script: string, args: string[], env: Record<string, string> = {}): Promise<Ended> {
  const file = path.resolve('scripts', script)
  return new Promise((resolve) => {
    const options = { cwd: folder, env: { PATH: process.env.PATH ?? '', ...env } }
    execFile(process.execPath, [file, ...args], options, (error, stdout, stderr) => {
      const code = error === null ? 0 : Number(error.code)
      resolve({ code, stdout, stderr })
    })
  })
}

function expectOneSentence({ code, stderr }: Ended, sentence: RegExp) {
  expect(code).toBe(1)
  expect(stderr).toMatch(sentence)
  expect(stderr).not.toMatch(/\n\s+at /)
}

describe('npm run generate', () => {
  const args = ['--stores', '3', '--days', '2', '--lines', '40', '--last', '2026-01-18']
  const whole = { stores: 3, days: 2, lastDate: '2026-01-18', linesPerStoreDay: 40 }

  it('writes to standard output', async () => {
    expect(await run('generate.ts', args)).toEqual({
      code: 0,
      stdout: [...demoCsv(whole)].join(''),
      stderr: '',
    })
  })

  it('writes packed parts of so many stores each', async () => {
    const out = path.join(folder, 'orders.csv.gz')
    expect(await run('generate.ts', [...args, '--out', out, '--split', '2'])).toMatchObject({
      code: 0,
      stdout: '',
    })
    const part = (name: string) => gunzipSync(readFileSync(path.join(folder, name))).toString()
    expect(part('orders-001.csv.gz')).toBe([...demoCsv({ ...whole, stores: 2 })].join(''))
    expect(part('orders-002.csv.gz')).toBe([...demoCsv({ ...whole, stores: 1, firstStore: 2 })].join(''))
  })

  it('says which number is wrong', async () => {
    expectOneSentence(await run('generate.ts', ['--days', '0']), /^--days must be a whole number from 1 to/)
    expectOneSentence(await run('generate.ts', ['--last', '2026-02-30']), /^--last 2026-02-30 is not a day/)
  })
})

describe('npm run import', () => {
  it('says that a file is missing before it sends any', async () => {
    expectOneSentence(await run('import.ts', ['nowhere.csv']), /^There is no file nowhere\.csv\.\n$/)
  })

  it('says where a token may come from', async () => {
    writeFileSync(path.join(folder, 'a.csv'), 'a\n')
    expectOneSentence(
      await run('import.ts', ['a.csv']),
      /^No import token: .*--token.*IMPORT_TOKEN.*npm start/,
    )
  })

  it('says that no server answers', async () => {
    writeFileSync(path.join(folder, 'a.csv'), 'a\n')
    const ended = await run('import.ts', ['a.csv', '--url', 'http://127.0.0.1:1'], { IMPORT_TOKEN: 'x' })
    expectOneSentence(ended, /No server answers at http:\/\/127\.0\.0\.1:1: start it with `npm start`/)
  })
})
