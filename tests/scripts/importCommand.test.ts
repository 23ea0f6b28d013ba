import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { importSummary } from '../../scripts/importSummary'
import { databaseFull } from '../../src/import/refusal'
import { type Cells, csv, GOOD_LINE, read } from '../import/exportFile'
import { COUNTS, SETTINGS } from '../import/importTalk'
import { StubServer } from './stubServer'

/** `npm run import` against a server that stores nothing. */
let folder: string
const stub = new StubServer()

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'import-'))
})

afterEach(() => stub.close())
afterAll(() => rmSync(folder, { recursive: true }))

interface Asked {
  /** `POST /api/imports` */
  what: string
  body: { completeDays?: string[]; store?: string } | undefined
}

/** 'broken' is a connection without an answer. */
type Answer = { status: number; json: unknown } | 'broken'

const STORE = { name: '示例门店', storedAs: '示例门店', isNew: false }
const DAY = {
  ...{ store: '示例门店', date: '2026-01-18', orders: 1, revenueMicro: 3_500_000, usualOrders: null },
  ...{ ordersNew: 0, ordersChanged: 1, ordersRemoved: 2 },
}

/** Answers as a server does that takes everything. */
function takes(what: string, report: unknown, _before = 0, partsDone: number[] = []): Answer {
  if (what.startsWith('GET /api/imports/settings')) return { status: 200, json: SETTINGS }
  if (what.endsWith('/compare')) {
    return { status: 200, json: { status: 'compared', store: STORE, days: [DAY] } }
  }
  if (what === 'POST /api/imports') {
    return { status: 201, json: { status: 'started', importId: 7, partsDone, stores: [STORE] } }
  }
  if (what.includes('/parts/')) return { status: 200, json: COUNTS }
  return { status: 200, json: { status: 'imported', importId: 7, report } }
}

interface Ended {
  code: number
  stdout: string
  stderr: string
  asked: Asked[]
  /** Of each line of stdout. */
  json(): Record<string, unknown>[]
}

/** @param answers by what is asked, and how often it was asked before */
async function run(
  files: Record<string, string>,
  args: string[],
  answers: (what: string, report: unknown, before: number) => Answer = takes,
  env: Record<string, string> = {},
): Promise<Ended> {
  const asked: Asked[] = []
  const handler: http.RequestListener = async (request, response) => {
    const bytes = await buffer(request)
    const what = `${request.method} ${request.url}`
    const before = asked.filter((one) => one.what === what).length
    const body = bytes.length > 0 ? JSON.parse(gunzipSync(bytes).toString()) : undefined
    asked.push({ what, body })
    const report = { ...body?.report, ...COUNTS }
    const answer = answers(what, report, before)
    if (answer === 'broken') request.socket.destroy()
    else response.writeHead(answer.status, { connection: 'close' }).end(JSON.stringify(answer.json))
  }
  const { origin } = await stub.serve(handler)
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text)
  const all = [path.resolve('scripts/import.ts'), ...Object.keys(files), '--url', origin, ...args]
  const options = { cwd: folder, env: { PATH: process.env.PATH ?? '', IMPORT_TOKEN: 'x', ...env } }
  return new Promise((resolve) => {
    execFile(process.execPath, all, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : Number(error.code)
      const json = () =>
        stdout
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line))
      resolve({ code, stdout, stderr, asked, json })
    })
  })
}

const GOOD = csv(GOOD_LINE)
const TWO_STORES = csv(GOOD_LINE, { ...GOOD_LINE, 订单ID: '2', 门店名称: '二店' })

function without(line: Cells, column: string): string {
  return csv(Object.fromEntries(Object.entries(line).filter(([name]) => name !== column)))
}

/** Of every object that is printed. */
const FIELDS = [
  ...['file', 'kind', 'status', 'linesRead', 'linesImported', 'orders', 'ordersNew', 'ordersChanged'],
  ...['ordersCancelled', 'stores', 'days', 'rejected', 'warnings', 'importId'],
]

describe('the exit code', () => {
  it('is 0 where every file is in', async () => {
    const { code, stdout } = await run({ 'a.csv': GOOD }, [])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^a\.csv: imported in .*, as import 7\n/)
  })

  it('is 1 where one of several files is not, and the others are imported', async () => {
    const { code, json } = await run({ 'a.csv': '', 'b.csv': GOOD }, ['--json'])
    expect(code).toBe(1)
    expect(json().map(({ file, status }) => [file, status])).toEqual([
      ['a.csv', 'refused'],
      ['b.csv', 'imported'],
    ])
  })

  it.each(['unchanged', 'nothingImported'])('follows from what the server says: %s', async (status) => {
    const { code, json } = await run({ 'a.csv': GOOD }, ['--json'], (what, report) =>
      what.endsWith('/finish')
        ? { status: status === 'unchanged' ? 200 : 422, json: { status, importId: 7, report } }
        : takes(what, report),
    )
    expect(json()[0]?.status).toBe(status)
    expect(code).toBe(status === 'unchanged' ? 0 : 1)
  })
})

describe('what is printed for programs', () => {
  it('has the same fields for an import, with the orders that changed beside those that are new', async () => {
    const { json, stderr } = await run({ 'a.csv': GOOD }, ['--json'])
    const [summary = {}] = json()
    expect(Object.keys(summary)).toEqual(expect.arrayContaining(FIELDS))
    expect(summary).toMatchObject({
      ...{ file: 'a.csv', kind: 'own', status: 'imported', importId: 7, linesRead: 1, linesImported: 1 },
      ...{ orders: 1, ordersNew: 1, ordersChanged: 0, ordersCancelled: 0, stores: 1 },
      warnings: [{ code: 'noCostColumn' }, { code: 'feesUnknown' }],
    })
    expect(stderr).toBe('a.csv: reading 1 kB\na.csv: sending 1 parts\n')
  })

  it('has them for a file that cannot be opened', async () => {
    const { json } = await run({ 'a.pdf': '%PDF-1.4\n' }, ['--json'])
    const [summary = {}] = json()
    expect(Object.keys(summary)).toEqual(expect.arrayContaining(FIELDS))
    expect(summary).toMatchObject({
      ...{ status: 'refused', reason: 'otherFormat', kind: null, linesImported: 0, importId: null },
      message:
        'This is a PDF, not a table. Orders cannot be read from it. Export the order details on the platform as CSV or Excel, and choose that file.',
    })
  })

  it('has them for a file that is refused, by the reason of the API', async () => {
    const { json, code } = await run({ 'a.csv': `${GOOD.split('\n')[0]}\n` }, ['--json'])
    const [summary = {}] = json()
    expect(Object.keys(summary)).toEqual(expect.arrayContaining(FIELDS))
    expect(summary).toMatchObject({ status: 'refused', reason: 'noLines', message: expect.any(String) })
    expect(code).toBe(1)
  })

  it('has them for a file that does not say enough, with the arguments that would', async () => {
    const { json, code } = await run({ 'a.csv': without(GOOD_LINE, '门店名称') }, ['--json'])
    const [summary = {}] = json()
    expect(Object.keys(summary)).toEqual(expect.arrayContaining(FIELDS))
    expect(summary).toMatchObject({ status: 'needsAnswer', kind: 'own', questions: ['--store NAME'] })
    expect(code).toBe(1)
  })

  it('has them for an import that broke off', async () => {
    const outcome = await read(GOOD)
    if (outcome.status !== 'read') throw new Error(outcome.status)
    const { report } = outcome
    const progress = { partsDone: 1, parts: 2 }
    const summary = importSummary('a.csv', {
      ...{ status: 'interrupted', report, importId: 7, progress, message: 'No server answers.' },
    })
    expect(Object.keys(summary)).toEqual(expect.arrayContaining(FIELDS))
    expect(summary).toMatchObject({ status: 'interrupted', importId: 7, ordersNew: null, ...progress })
  })
})

describe('a database that is nearly full', () => {
  const FULL = { status: 507, json: { status: 'refused', ...databaseFull() } }
  const refusedAt = (place: string) => (what: string, report: unknown) =>
    what.endsWith(place) ? FULL : takes(what, report)

  it.each([
    ['en_US.UTF-8', 'refused, nothing was stored.', 'The database is nearly full', 'archive orders sooner'],
    ['zh_CN.UTF-8', '不能导入，什么都没有存。', '数据库快满了', '早一点归档'],
  ])('is said at the start, with what to do, and is not tried again (%s)', async (lang, ...said) => {
    const { code, stdout, stderr, asked } = await run({ 'a.csv': GOOD }, [], refusedAt('/api/imports'), {
      LC_ALL: lang,
    })
    expect(code).toBe(1)
    for (const text of said) expect(stdout).toContain(text)
    expect(stderr).not.toContain('trying again')
    expect(asked.filter(({ what }) => what === 'POST /api/imports')).toHaveLength(1)
  })

  it('ends an import that has begun, which says how far it came', async () => {
    const { code, stdout } = await run({ 'a.csv': TWO_STORES }, [], refusedAt('/parts/2'))
    expect(code).toBe(1)
    expect(stdout).toMatch(/interrupted after .* s, with 1 of 2 parts sent\. The database is nearly full/)
    expect(stdout).not.toContain('nothing was stored')
  })

  it('is told to programs by its reason', async () => {
    const { json } = await run({ 'a.csv': GOOD }, ['--json'], refusedAt('/api/imports'))
    expect(json()[0]).toMatchObject({ status: 'refused', reason: 'databaseFull', importId: null })
  })
})

describe('--dry-run', () => {
  it('compares, and stores nothing', async () => {
    const { code, json, asked } = await run({ 'a.csv': GOOD }, ['--dry-run', '--json'])
    expect(code).toBe(0)
    const [summary = {}] = json()
    expect(Object.keys(summary)).toEqual(expect.arrayContaining(FIELDS))
    expect(summary).toMatchObject({
      ...{ status: 'compared', wouldBe: 'imported', importId: null },
      ...{ ordersNew: 0, ordersChanged: 1, ordersRemoved: 2, comparison: { days: [DAY] } },
    })
    expect(asked.map(({ what }) => what).filter((what) => what.startsWith('POST'))).toEqual([
      'POST /api/imports/compare',
    ])
  })

  it('shows a line for each store and day', async () => {
    const { stdout } = await run({ 'a.csv': GOOD }, ['--dry-run'])
    expect(stdout).toMatch(/^a\.csv: would change what is below; nothing was stored\./)
    expect(stdout).toMatch(/示例门店 +2026-01-18 +1 +\? +3\.50 +0 +1 +2/)
  })

  it('of a file of which no line can be taken has failed', async () => {
    const { code, json } = await run({ 'a.csv': csv({ ...GOOD_LINE, 实收价格: 'x' }) }, [
      '--dry-run',
      '--json',
    ])
    expect(json()[0]).toMatchObject({ wouldBe: 'nothingImported', rejected: { count: 1 } })
    expect(code).toBe(1)
  })
})

describe('--complete-days', () => {
  it.each([
    [[], []],
    [['--complete-days'], ['2026-01-18']],
  ])('%j says that parts are complete on %j', async (args, completeDays) => {
    const { asked } = await run({ 'a.csv': GOOD }, args)
    const part = asked.find(({ what }) => what.includes('/parts/'))
    expect(part?.body?.completeDays).toEqual(completeDays)
  })
})

describe('what is said of the files', () => {
  it('takes the place of columns that they lack', async () => {
    const { code, asked } = await run({ 'a.csv': without(GOOD_LINE, '门店名称') }, ['--store', '一店'])
    expect(code).toBe(0)
    expect(asked.find(({ what }) => what.includes('/parts/'))?.body?.store).toBe('一店')
  })

  it('that names no column of ours is refused before anything is asked', async () => {
    const { code, asked, stderr } = await run({ 'a.csv': GOOD }, ['--map', '颜色=色'])
    expect(code).toBe(1)
    expect(stderr).toMatch(/^--map 颜色=色 is not COLUMN=HEADER with one of the columns 订单ID/)
    expect(asked).toEqual([])
  })
})

describe('what broke off', () => {
  it('goes on by itself once the line is back', async () => {
    const { code, stderr, asked } = await run({ 'a.csv': GOOD }, [], (what, report, before) =>
      what.includes('/parts/') && before === 0 ? 'broken' : takes(what, report),
    )
    expect(code).toBe(0)
    expect(stderr).toContain('The connection broke off; trying again in 1 s')
    expect(asked.filter(({ what }) => what.includes('/parts/1'))).toHaveLength(2)
  })

  it('goes on where it was when the command is run again', async () => {
    const { code, asked } = await run({ 'a.csv': TWO_STORES }, [], (what, report) =>
      takes(what, report, 0, [1]),
    )
    expect(code).toBe(0)
    const parts = asked.flatMap(({ what }) => (what.includes('/parts/') ? [what] : []))
    expect(parts).toEqual(['POST /api/imports/7/parts/2'])
  })
})

describe('--rejected', () => {
  it('writes the lines that were left out, by their names in the file and in the language of the reader', async () => {
    const text = csv({ ...GOOD_LINE, 订单ID: '2', 实收价格: 'x' }, GOOD_LINE).replace('实收价格', '实付价格')
    await run({ 'a.csv': text }, ['--rejected', 'left.csv'], takes, { LANG: 'zh_CN.UTF-8' })
    expect(readFileSync(path.join(folder, 'left.csv'), 'utf8')).toBe(
      '\ufeff文件,行,列,写的是,原因\r\na.csv,2,实付价格,x,「实付价格」不是数字\r\n',
    )
  })
})
