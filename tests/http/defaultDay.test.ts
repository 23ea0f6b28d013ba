import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Diagnosis } from '../../src/diagnosis/diagnosis'
import { dailyOrders, type ExportLine, exportFile } from '../exportFile'
import { IMPORT_TOKEN, sharedWorker, type TestWorker } from '../harness'
import { visibleText } from '../html'
import { openIsolate } from '../isolate'

let worker: TestWorker
beforeAll(async () => {
  worker = await sharedWorker()
})
beforeEach(() => worker.clear())

/** In the shops' zone. */
const at = (date: string, time: string) => new Date(`${date}T${time}:00.000+08:00`)
const D = '2026-01-18'

/** What a visitor and a sender see at an instant. */
function onClock(now: Date) {
  const isolate = openIsolate(worker.env, { now, accessMode: 'public' })
  return {
    async imports(lines: readonly ExportLine[]) {
      const headers = { authorization: `Bearer ${IMPORT_TOKEN}` }
      const body = exportFile(lines)
      const response = await isolate.ask('/api/import', { method: 'POST', headers, body })
      await isolate.settle()
      return (await response.json()) as { status: string }
    },
    async diagnosis(query = ''): Promise<Diagnosis> {
      const response = await isolate.ask(`/api/diagnosis${query}`)
      await isolate.settle()
      return (await response.json()) as Diagnosis
    },
    async page(query = ''): Promise<string> {
      const response = await isolate.ask(`/${query}`)
      const text = visibleText(await response.text())
      await isolate.settle()
      return text
    },
  }
}

describe('the day that is shown at first', () => {
  test('is not the one that was exported before its end, neither on it nor later', async () => {
    const morning = onClock(at(D, '08:03'))
    await morning.imports(dailyOrders('一店', 3, D))
    expect(await morning.diagnosis()).toMatchObject({ businessDate: '2026-01-17', partial: false })
    expect(await morning.diagnosis(`?date=${D}`)).toMatchObject({ businessDate: D, partial: true })
    const nextMorning = onClock(at('2026-01-19', '07:00'))
    expect(await nextMorning.diagnosis()).toMatchObject({ businessDate: '2026-01-17', partial: false })
    expect(await nextMorning.diagnosis(`?date=${D}`)).toMatchObject({ partial: true, notOver: ['一店'] })
  })

  test('is it once an import after its end has brought it, also where no order of it is new', async () => {
    await onClock(at(D, '08:03')).imports(dailyOrders('一店', 3, D))
    const nextMorning = onClock(at('2026-01-19', '08:03'))
    expect(await nextMorning.imports(dailyOrders('一店', 3, D))).toMatchObject({ status: 'unchanged' })
    expect(await nextMorning.diagnosis()).toMatchObject({
      businessDate: D,
      partial: false,
      notOver: [],
      source: 'cache',
    })
  })

  test('is moved by nobody’s stray order of tomorrow', async () => {
    const morning = onClock(at(D, '08:03'))
    await morning.imports([...dailyOrders('一店', 2, '2026-01-17'), ...dailyOrders('二店', 1, '2026-01-19')])
    expect(await morning.diagnosis()).toMatchObject({ businessDate: '2026-01-17', stores: ['一店'] })
    expect(await morning.diagnosis('?store=二店')).toMatchObject({
      businessDate: '2026-01-19',
      partial: true,
    })
  })

  test('of several stores is the latest that is over for one of them, with the others named as not over', async () => {
    await onClock(at(D, '08:03')).imports(dailyOrders('二店', 3, D))
    const nextMorning = onClock(at('2026-01-19', '08:03'))
    await nextMorning.imports(dailyOrders('一店', 3, D))
    const both = await nextMorning.diagnosis()
    expect(both).toMatchObject({
      businessDate: D,
      stores: ['一店', '二店'],
      notOver: ['二店'],
      partial: true,
      failed: [],
      source: 'cache',
    })
    expect(await nextMorning.diagnosis('?store=二店')).toMatchObject({
      businessDate: '2026-01-17',
      partial: false,
      source: 'cache',
    })
    expect(await nextMorning.page()).toContain('1 家门店的这一天没有导完，只有到导入时为止的数字： 二店')
  })
})

describe('a day that is not over', () => {
  test('says so on its page', async () => {
    const morning = onClock(at(D, '08:03'))
    await morning.imports(dailyOrders('一店', 3, D))
    expect(await morning.page(`?date=${D}`)).toContain('1月18日还没过完')
    expect(await morning.page()).not.toContain('还没过完')
  })

  test('is no base of what comes after it', async () => {
    const day = (date: string, orders: number) =>
      Array.from({ length: orders }, (_, i) => ({
        订单ID: `${date}-${i}`,
        下单时间: `${date} 10:00:00`,
        // It costs more than it brings.
        物流配送费: '50',
      }))
    await onClock(at(D, '12:00')).imports([...day('2026-01-16', 4), ...day('2026-01-17', 4), ...day(D, 1)])
    const later = onClock(at('2026-01-20', '08:03'))
    await later.imports(day('2026-01-19', 4))
    const { rules, history, changes } = await later.diagnosis()
    expect(rules?.lossOrders).toMatchObject({ count: 4, trend: { direction: 'flat', previousAverage: 4 } })
    expect(changes?.lossOrders).toMatchObject({ counts: [4, null, 4, 4, null, null, null, null] })
    expect(history?.map(({ date }) => date)).toEqual(['2026-01-16', '2026-01-17', '2026-01-19'])
  })
})

describe('a day in doubt', () => {
  const ordersOf = (date: string, count: number, cells: ExportLine = {}) =>
    Array.from({ length: count }, (_, i) => ({
      订单ID: `${date}-${i}`,
      下单时间: `${date} 10:00:00`,
      ...cells,
    }))

  test('is named beside its store where far fewer orders came than usual', async () => {
    const morning = onClock(at('2026-01-19', '08:03'))
    const usual = ['2026-01-14', '2026-01-15', '2026-01-16', '2026-01-17'].flatMap((date) =>
      ordersOf(date, 9),
    )
    await morning.imports([...usual, ...ordersOf(D, 2)])
    const { doubtful, stores } = await morning.diagnosis()
    expect(doubtful).toEqual([{ store: stores[0], orders: 2, why: { usualOrders: 9 } }])
    expect(await morning.page()).toContain('只有 2 单，平时约 9 单')
  })

  test('is named where many of its orders were rejected', async () => {
    const morning = onClock(at('2026-01-19', '08:03'))
    await morning.imports([
      ...ordersOf(D, 4),
      ...ordersOf(D, 1, { 实收价格: 'a lot' }).map((line) => ({ ...line, 订单ID: 'bad' })),
    ])
    expect((await morning.diagnosis()).doubtful).toMatchObject([{ orders: 4, why: { rejectedOrders: 1 } }])
    expect(await morning.page()).toContain('有 1 单没能导入')
  })
})
