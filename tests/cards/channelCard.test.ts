import { beforeAll, expect, test } from 'vitest'
import { faultyD1 } from '../../simulation/faultyD1'
import { everyStore } from '../../src/access/scope'
import { narrowCard } from '../../src/cards/channelCard'
import { readCard } from '../../src/cards/readCard'
import { dailyOrders, exportFile } from '../exportFile'
import { sharedWorker, type TestWorker } from '../harness'
import { testServices } from '../services'

const LOSS = { 商品采购成本: '15', 利润额: '-5' }

let worker: TestWorker
beforeAll(async () => {
  worker = await sharedWorker()
  await worker.importCsv(
    exportFile([
      ...dailyOrders('一店', 20),
      { 订单ID: '亏1', 渠道: '饿了么', 商品名称: '酸奶', ...LOSS },
      { 订单ID: '亏2', 渠道: '美团闪购', 商品名称: '薯片', ...LOSS },
      // Sold every day until a week ago: the day has no line that would tell its name.
      ...Array.from({ length: 7 }, (_, i) => ({
        订单ID: `停${i}`,
        下单时间: `2026-01-${String(11 - i).padStart(2, '0')} 10:00:00`,
        商品名称: '停卖的茶',
        月售: 9,
        利润额: '36',
        商品采购成本: '54',
      })),
    ]),
  )
})

async function narrowedTo(channel: string) {
  const { services } = testServices(worker.env)
  const ready = await readCard(services, { stores: ['一店'], date: null, scope: everyStore() })
  if (ready.status !== 'ready') throw new Error('there is no card')
  const narrowed = await narrowCard(services, ready, channel)
  if (narrowed.status !== 'ready') throw new Error('there is no card of the channel')
  return { services, ready, narrowed }
}

test('a card of one channel has its orders alone, also among what to do first', async () => {
  const { narrowed } = await narrowedTo('饿了么')
  expect(narrowed).toMatchObject({ onlyChannel: '饿了么', card: { figures: { kpi: { allOrders: 1 } } } })
  const tasks = narrowed.card.figures?.tasks ?? []
  expect(JSON.stringify(tasks)).not.toContain('薯片')
  expect(tasks).toContainEqual(expect.objectContaining({ rule: 'salesDrop', name: '停卖的茶' }))
  expect(tasks).toContainEqual(expect.objectContaining({ rule: 'belowCost', name: '酸奶' }))
})

test('a read that is lost on its way is made again', async () => {
  const { services, ready } = await narrowedTo('饿了么')
  let lost = 1
  const DB = faultyD1(worker.env.DB, { isLost: () => lost-- > 0, run: (_, work) => work() })
  const faulty = testServices({ ...worker.env, DB }).services
  expect(await narrowCard({ ...services, openDatabase: faulty.openDatabase }, ready, '饿了么')).toMatchObject(
    {
      status: 'ready',
    },
  )
})

test('of a channel without orders the day is 0, and all else as it is', async () => {
  const { ready, narrowed } = await narrowedTo('抖音')
  expect(narrowed).toMatchObject({ onlyChannel: '抖音', card: { figures: { kpi: { allOrders: 0 } } } })
  expect(narrowed.card.figures?.rules.stockouts).toEqual(ready.card.figures?.rules.stockouts)
})

test('orders that came since the card was computed make the narrowed one stale: it is of no one state of the data', async () => {
  const { services } = testServices(worker.env)
  const ready = await readCard(services, { stores: ['一店'], date: null, scope: everyStore() })
  if (ready.status !== 'ready') throw new Error('there is no card')
  expect(await narrowCard(services, ready, '美团闪购')).toMatchObject({ source: 'live' })
  await worker.importCsv(exportFile([{ 订单ID: '后来' }]))
  expect(await narrowCard(services, ready, '美团闪购')).toMatchObject({
    source: 'stale',
    staleReason: 'changed',
  })
})
