import { describe, expect, test } from 'vitest'
import type { ReadFile } from '../../src/import/parts'
import { compareImport, loadSettings, recallFrom, sendImport } from '../../src/import/sendImport'
import { csv, GOOD_LINE, read } from './exportFile'
import { COUNTS, fakeServer, SETTINGS, wellAnswered } from './importTalk'

const FILE = { file: '订单.csv', fingerprint: 'abc', completeDays: false }

/** Orders of two stores: as many parts. */
async function twoStores(): Promise<ReadFile> {
  const text = csv(GOOD_LINE, { ...GOOD_LINE, 订单ID: '2', 门店名称: '二店' })
  const outcome = await read(text)
  if (outcome.status !== 'read') throw new Error(outcome.status)
  return outcome
}

const whatWas = (asked: { what: string }[]) => asked.map(({ what }) => what)

describe('an import', () => {
  test('starts, sends its parts, and finishes', async () => {
    const file = await twoStores()
    const server = fakeServer((what) => wellAnswered(what))
    const progress: string[] = []
    const sent = await sendImport(server, file, FILE, ({ partsDone, parts }) =>
      progress.push(`${partsDone}/${parts}`),
    )
    expect(sent).toMatchObject({ status: 'finished', finished: { status: 'imported', importId: 7 } })
    // Two are under way at a time, and either may be asked for first.
    const asked = whatWas(server.asked)
    expect([asked[0], ...asked.slice(1, 3).sort(), asked[3]]).toEqual([
      'POST /api/imports',
      'POST /api/imports/7/parts/1',
      'POST /api/imports/7/parts/2',
      'POST /api/imports/7/finish',
    ])
    const [start, , , finish] = server.asked
    const first = server.asked.find(({ what }) => what.endsWith('/parts/1'))
    expect(start?.body).toEqual({
      file: '订单.csv',
      fingerprint: 'abc',
      kind: 'own',
      stores: [
        { name: '示例门店', ids: [] },
        { name: '二店', ids: [] },
      ],
    })
    expect(first?.body).toEqual({
      store: '示例门店',
      orders: file.stores.get('示例门店'),
      cancelledIds: [],
      completeDays: [],
      rejectedOrders: {},
    })
    expect(finish?.body).toEqual({
      report: file.report,
      parts: 2,
      rejected: [],
      rejectedStores: [],
      said: {},
    })
    expect(progress).toEqual(['0/2', '1/2', '2/2'])
  })

  test('leaves out the parts that are in already', async () => {
    const server = fakeServer((what) => wellAnswered(what, [1]))
    await sendImport(server, await twoStores(), FILE)
    expect(whatWas(server.asked)).not.toContain('POST /api/imports/7/parts/1')
    expect(whatWas(server.asked)).toContain('POST /api/imports/7/parts/2')
  })

  test('sends a part again after a broken connection or a failure, and waits as long as it is told to', async () => {
    const troubles = [
      'broken' as const,
      { status: 500 },
      { status: 503, json: { message: 'busy' }, retryAfter: '7' },
    ]
    const server = fakeServer((what, before) =>
      what.endsWith('/parts/1') ? (troubles[before] ?? { status: 200, json: COUNTS }) : wellAnswered(what),
    )
    expect(await sendImport(server, await twoStores(), FILE)).toMatchObject({ status: 'finished' })
    expect(server.waits).toEqual([500, 1000, 7000])
  })

  test('that cannot go on is interrupted, and says where', async () => {
    const server = fakeServer((what) => (what.endsWith('/parts/2') ? 'broken' : wellAnswered(what)))
    expect(await sendImport(server, await twoStores(), FILE)).toMatchObject({
      status: 'interrupted',
      because: 'connection',
      importId: 7,
      progress: { partsDone: 1, parts: 2 },
    })
    expect(Math.max(...server.waits)).toBe(30_000)
  })

  test('of stores that are not the sender’s is refused whole', async () => {
    const refusal = { reason: 'foreignStores', stores: ['二店'], message: 'Not yours.' }
    const server = fakeServer(() => ({ status: 403, json: { status: 'refused', ...refusal } }))
    expect(await sendImport(server, await twoStores(), FILE)).toEqual({ status: 'refused', refusal })
    expect(server.asked).toHaveLength(1)
  })

  test('may be refused for its sender alone', async () => {
    const server = fakeServer(() => ({ status: 401, json: { error: 'unauthorized', message: 'Who?' } }))
    expect(await sendImport(server, await twoStores(), FILE)).toEqual({
      status: 'denied',
      httpStatus: 401,
      error: 'unauthorized',
      message: 'Who?',
    })
  })

  test('that stored nothing has ended all the same', async () => {
    const json = { status: 'nothingImported', importId: 7, report: {} }
    const server = fakeServer((what) =>
      what.endsWith('/finish') ? { status: 422, json } : wellAnswered(what),
    )
    expect(await sendImport(server, await twoStores(), FILE)).toMatchObject({
      status: 'finished',
      finished: { status: 'nothingImported' },
    })
  })

  test('can be cancelled between two parts, and is not finished then', async () => {
    const cancelling = new AbortController()
    const server = { ...fakeServer((what) => wellAnswered(what)), signal: cancelling.signal }
    const sent = await sendImport(server, await twoStores(), FILE, ({ partsDone }) => {
      if (partsDone === 1) cancelling.abort()
    })
    expect(sent).toMatchObject({ status: 'cancelled', importId: 7 })
    expect(whatWas(server.asked)).not.toContain('POST /api/imports/7/finish')
  })
})

describe('a comparison', () => {
  test('asks of each part, and joins what is said of one day', async () => {
    const day = {
      store: '示例门店',
      date: '2026-01-18',
      orders: 2,
      revenueMicro: 5,
      ordersNew: 1,
      ordersChanged: 1,
      ordersRemoved: 1,
      ordersNotInFile: 1,
      usualOrders: 9,
    }
    const store = { name: '示例门店', storedAs: '示例门店', isNew: false }
    const server = fakeServer(() => ({ status: 200, json: { status: 'compared', store, days: [day] } }))
    expect(await compareImport(server, await twoStores(), FILE)).toEqual({
      status: 'compared',
      stores: [store],
      days: [
        {
          ...day,
          orders: 4,
          revenueMicro: 10,
          ordersNew: 2,
          ordersChanged: 2,
          ordersRemoved: 2,
          ordersNotInFile: 2,
        },
      ],
    })
    expect(whatWas(server.asked)).toEqual(['POST /api/imports/compare', 'POST /api/imports/compare'])
  })
})

describe('settings', () => {
  test('are had before a file is read', async () => {
    const server = fakeServer((what) => wellAnswered(what))
    expect(await loadSettings(server)).toEqual({ status: 'settings', settings: SETTINGS })
  })

  test.each([{ status: 404, json: { error: 'notFound' } }, { status: 200 }])(
    'tell a server without such imports by its answer %j',
    async (answer) => {
      expect(await loadSettings(fakeServer(() => answer))).toMatchObject({ status: 'unsupported' })
    },
  )

  test('are not waited for as long as a part is', async () => {
    const server = fakeServer(() => 'broken')
    expect(await loadSettings(server)).toMatchObject({ status: 'interrupted', because: 'connection' })
    expect(server.asked).toHaveLength(3)
  })

  test('say what was said before of a header', async () => {
    const answers = { store: '一店' }
    const server = fakeServer(() => ({ status: 200, json: { ...SETTINGS, answers } }))
    expect(await recallFrom(server)('订单ID\n品名')).toEqual(answers)
    expect(server.asked[0]?.what).toBe(
      `GET /api/imports/settings?header=${encodeURIComponent('订单ID\n品名')}`,
    )
  })

  test('of a header that no address holds are not asked for', async () => {
    const server = fakeServer((what) => wellAnswered(what))
    expect(await recallFrom(server)('列'.repeat(5_000))).toBeUndefined()
    expect(server.asked).toEqual([])
  })
})
