import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { demoCsv } from '../../scripts/demoData'
import { answering, type Seen, StubServer } from './stubServer'

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
    const ended = await run('import.ts', ['a.csv', '--url', 'http://127.0.0.1:61234'], { IMPORT_TOKEN: 'x' })
    expectOneSentence(ended, /No server answers at http:\/\/127\.0\.0\.1:61234: start it with `npm start`/)
  })
})

describe('npm run people', () => {
  const stub = new StubServer()
  afterEach(() => stub.close())

  const LI_NA = {
    ...{ id: 3, name: '李娜', role: 'viewer', allStores: true, stores: [], email: null, active: true },
    ...{ createdAt: '2026-01-18T10:00:00.000Z', signedInAt: null, links: [], sessions: [], tokens: [] },
  }
  const LINK = { id: 3, name: '李娜', link: 'https://example.com/sign-in/x', devices: 3, days: 7 }

  /** Runs a command against a server that has one person. */
  async function people(args: string[], { env = {}, host = '127.0.0.1' } = {}) {
    const seen: Seen[] = []
    const answer = (what: string) => {
      if (what === 'GET /api/people') return { status: 200, json: { people: [LI_NA] } }
      if (what.endsWith('/revoke') || what.startsWith('DELETE')) return { status: 200, json: { ok: true } }
      return { status: 201, json: LINK }
    }
    const { port } = await stub.serve(answering(answer, seen))
    const ended = await run('people.ts', [...args, '--url', `http://${host}:${port}`], env)
    return { ended, seen, asked: seen.map(({ what }) => what), said: ended.stdout.split('\n').slice(0, -1) }
  }

  it('adds a person with the stores that are named, and prints the link on the last line', async () => {
    const stores = ['--stores', '滨江店，望湖店', '--stores', String.raw`A\,B`]
    const { seen, said, ended } = await people([
      'add',
      ' 李 娜',
      '--role',
      'viewer',
      ...stores,
      '--email',
      'a@b.cn',
    ])
    expect(ended).toMatchObject({ code: 0, stderr: '' })
    expect(said.at(-1)).toBe(LINK.link)
    expect(said[0]).toMatch(/^李娜 \(3\) is added\. Send the link to 李娜 alone/)
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({
      name: '李 娜',
      role: 'viewer',
      stores: ['滨江店', '望湖店', 'A,B'],
      email: 'a@b.cn',
    })
  })

  it.each([
    ['--role', 'admin'],
    ['--role', 'operator', '--all-stores'],
  ])('gives all stores with %s %s', async (...args) => {
    const { seen } = await people(['add', '李娜', ...args])
    expect(JSON.parse(seen[0]?.body ?? '')).toMatchObject({ name: '李娜', stores: 'all' })
  })

  it.each([
    [
      'link',
      '李娜',
      'POST /api/people/3/link',
      /^李娜 \(3\) has a new link; an earlier one no longer holds\./,
    ],
    ['revoke', '3', 'POST /api/people/3/revoke', /at once here and within a minute everywhere/],
    ['remove', '李娜', 'DELETE /api/people/3', /^李娜 \(3\) is erased: /],
  ])('does %s %s', async (command, who, what, words) => {
    const { ended, asked } = await people([command, who])
    expect(ended).toMatchObject({ code: 0, stdout: expect.stringMatching(words) })
    expect(asked).toEqual(['GET /api/people', what])
  })

  it('lists everybody, also as JSON', async () => {
    expect((await people(['list'])).said).toHaveLength(2)
    const { said } = await people(['list', '--json'])
    expect(said.map((line) => JSON.parse(line))).toEqual([{ people: [LI_NA] }])
  })

  it('prints the answer alone as JSON', async () => {
    const { said } = await people(['link', '3', '--json'])
    expect(said.map((line) => JSON.parse(line))).toEqual([LINK])
  })

  it("sends a deployment the environment's token, and this machine none but one that is given", async () => {
    const env = { PEOPLE_TOKEN: 'deployed' }
    const tokens = [
      await people(['list'], { env, host: '0.0.0.0' }),
      await people(['list'], { env }),
      await people(['list', '--token', 'given'], { env }),
    ]
    expect(tokens.map(({ seen }) => seen[0]?.headers.authorization)).toEqual([
      'Bearer deployed',
      undefined,
      'Bearer given',
    ])
  })

  it("brings the service token of the environment's Cloudflare Access, never half of one", async () => {
    const half = { CF_ACCESS_CLIENT_ID: 'a.access' }
    const { seen } = await people(['list'], { env: { ...half, CF_ACCESS_CLIENT_SECRET: 'b' } })
    expect(seen[0]?.headers).toMatchObject({
      'cf-access-client-id': 'a.access',
      'cf-access-client-secret': 'b',
    })
    const { ended, asked } = await people(['list'], { env: half })
    expectOneSentence(ended, /two halves: set CF_ACCESS_CLIENT_SECRET too\.\n$/)
    expect(asked).toEqual([])
  })

  it.each([
    [[], /^Which command\?\n\nUsage: /],
    [['constructor'], /^There is no command constructor\./],
    [['add'], /^NAME is missing\./],
    [['link', ' '], /^WHO is missing\./],
    [['add', 'Li', 'Na', '--role', 'admin'], /^Put the name in quotes: "Li Na"\.\n$/],
    [['list', '李娜'], /^list takes no name\./],
    [['add', '李娜', '--all-stores'], /^Which role\? Give --role with one of viewer, operator, admin\.\n$/],
    [['add', '李娜', '--role', 'boss', '--all-stores'], /^Which role\?/],
    [['add', '李娜', '--role', 'viewer'], /^Which stores\? Name them with --stores/],
    [['add', '李娜', '--role', 'viewer', '--stores', ','], /^Which stores\?/],
    [
      ['add', '李娜', '--role', 'admin', '--stores', 'A'],
      /^An admin has all stores: leave --stores out\.\n$/,
    ],
    [
      ['add', '李娜', '--role', 'viewer', '--all-stores', '--stores', 'A'],
      /^--all-stores are all stores: leave/,
    ],
    [['list', '--token', 'a b'], /^The token holds other characters than letters, digits/],
    [['list', '--colour'], /^Unknown option '--colour'.*\n\nUsage: /],
    [['link', '王芳'], /^There is nobody called 王芳: `npm run people -- list` names everybody\.\n$/],
  ])('changes nothing and says why for %j', async (args, sentence) => {
    const { ended, asked } = await people(args)
    expectOneSentence(ended, sentence)
    expect(asked.filter((what) => what !== 'GET /api/people')).toEqual([])
  })
})
