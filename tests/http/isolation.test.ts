import { beforeAll, expect, test } from 'vitest'
import { dailyOrders, type ExportLine, exportFile } from '../exportFile'
import { sharedWorker, type TestWorker } from '../harness'
import { openIsolate } from '../isolate'
import { personIn } from '../people'
import { seededRandom } from '../seededRandom'

/** Two stores of which each thing is the one's or the other's, and can be told. */
const LEFT = {
  store: '左店',
  product: '左手矿泉水',
  price: '1111111.11',
  signs: [/左店/, /左手/, /1,?111,?111/, /111\.1\s*万/],
}
const RIGHT = {
  store: '右店',
  product: '右手酸梅汤',
  price: '2222222.22',
  signs: [/右店/, /右手/, /2,?222,?222/, /222\.2\s*万/],
}

const ordersOf = ({ store, product, price }: typeof LEFT): ExportLine[] =>
  dailyOrders(store, 15).map((line) => ({ ...line, 商品名称: product, 实收价格: price, 利润额: '-4' }))

let worker: TestWorker
beforeAll(async () => {
  worker = await sharedWorker()
  await worker.importCsv(exportFile([...ordersOf(LEFT), ...ordersOf(RIGHT)]))
})

const REQUESTS = 1_000

/** Addresses that mean something else to each of the two, and some that name a store of the one. */
const ADDRESSES = [
  '/?store=',
  '/?date=2026-01-17',
  '/?date=2026-01-17&channel=美团闪购',
  '/?lang=en',
  '/api/diagnosis',
  '/api/diagnosis?date=2026-01-16',
  '/api/diagnosis?channel=美团闪购',
  '/rules/lossOrders',
  '/rules/lossOrders.csv?days=7',
  '/api/status',
  '/status',
  '/me',
]

test('of two people with different stores on one isolate, neither ever sees anything of the other', async () => {
  const now = new Date()
  const random = seededRandom(20_260_118)
  const { ask, settle } = openIsolate(worker.env, { now, recentMs: 60_000 })
  const readers = await Promise.all(
    [LEFT, RIGHT].map(async (own) => {
      const person = await personIn(worker.env, { name: `看${own.store}`, stores: [own.store] })
      return { own, device: await person.device(now), program: await person.program('read') }
    }),
  )
  const visits = Array.from({ length: REQUESTS }, () => {
    const own = random() < 0.5 ? 0 : 1
    const path = ADDRESSES[Math.floor(random() * ADDRESSES.length)] ?? '/'
    return { own, path, byProgram: random() < 0.3 && path.startsWith('/api/') }
  })

  let withFigures = 0
  async function visit({ own, path, byProgram }: (typeof visits)[number]) {
    const reader = readers[own]
    const other = readers[1 - own]
    if (!reader || !other) throw new Error('nobody reads')
    let response = await ask(path, { headers: byProgram ? reader.program : reader.device })
    const location = response.headers.get('location')
    if (location) response = await ask(location, { headers: reader.device })
    const text = await response.text()
    expect(response.status, path).toBe(200)
    for (const sign of other.own.signs) expect(sign.exec(text)?.[0], path).toBeUndefined()
    if (reader.own.signs.some((sign) => sign.test(text))) withFigures += 1
  }

  // Eight at a time: they overtake each other.
  const queue = visits.values()
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (const next of queue) await visit(next)
    }),
  )
  await settle()
  expect(withFigures).toBe(REQUESTS)
})
