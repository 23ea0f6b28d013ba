import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Status } from '../../src/status/status'
import { dailyOrders, type ExportLine, exportFile } from '../exportFile'
import { sharedWorker, type TestWorker } from '../harness'
import { rowsOf, select, table, texts, visibleText } from '../html'
import { type Asked, form, type Isolate, openIsolate } from '../isolate'
import { personIn, rowsIn, type TestPerson } from '../people'

/** On the morning after the last day of most stores. */
const NOW = new Date('2026-01-19T01:00:00.000Z')

let worker: TestWorker
let isolate: Isolate
let boss: Someone
let own: Someone
/** The import of a store that is not of `own`. */
let foreignImport: number
beforeAll(async () => {
  worker = await sharedWorker()
})
beforeEach(async () => {
  await worker.clear()
  isolate = openIsolate(worker.env, { now: NOW })
  boss = await someone({ name: '老板', role: 'admin' })
  await boss.imports([...dailyOrders('一店', 5), ...dailyOrders('三店', 3, '2026-01-16')])
  foreignImport = (await boss.imports(dailyOrders('二店', 3))).importId
  own = await someone({ name: '运营', role: 'operator', stores: ['一店', '三店'] })
})

/** A person with a device and a program. */
async function someone(of: Parameters<typeof personIn>[1]) {
  const person: TestPerson = await personIn(worker.env, of, NOW)
  const device = await person.device(NOW)
  const ask = async (url: string, asked: Asked = {}) => {
    const response = await isolate.ask(url, { ...asked, headers: { ...asked.headers, ...device } })
    const text = await response.text()
    await isolate.settle()
    return {
      status: response.status,
      location: response.headers.get('location') ?? '',
      text,
      headers: response.headers,
    }
  }
  return {
    ask,
    post: (url: string, fields: Record<string, string> = {}) => ask(url, form(fields)),
    async imports(lines: readonly ExportLine[]) {
      const headers = await person.program('import')
      const response = await isolate.ask('/api/import?file=orders.csv', {
        method: 'POST',
        body: exportFile(lines),
        headers,
      })
      await isolate.settle()
      return (await response.json()) as { importId: number }
    },
  }
}
type Someone = Awaited<ReturnType<typeof someone>>

const orders = async () =>
  (await rowsIn(worker.env, 'orders'))
    .map(({ store_id, order_id, lines }) => `${store_id} ${order_id} ${lines}`)
    .toSorted()

const storeId = async (name: string) =>
  (await rowsIn(worker.env, 'stores')).find((store) => store.name === name)?.id as number

const events = async () =>
  (await rowsIn(worker.env, 'audit_events')).filter(({ event }) => event === 'ordersChanged')

describe('an order', () => {
  const order = (store: string, id: string) => `/order?${new URLSearchParams({ store, id })}`

  test('leads back to the file that brought it, and the line that it begins on', async () => {
    const { text } = await own.ask(order('一店', '一店-2'))
    const origin = select(text, 'a[href^="/imports/"]')
    expect(origin.text()).toBe('orders.csv')
    expect(visibleText(text)).toContain('来自： orders.csv 第 4 行起')
    expect((await own.ask(origin.attr('href') ?? '')).status).toBe(200)
  })

  test('says nothing of a file to who may not open it', async () => {
    const viewer = await someone({ name: '店长', role: 'viewer', stores: ['一店', '三店'] })
    const stranger = await someone({ name: '别店', role: 'operator', stores: ['一店'] })
    for (const who of [viewer, stranger]) {
      const { status, text } = await who.ask(order('一店', '一店-2'))
      expect(status).toBe(200)
      expect(text).not.toMatch(/orders\.csv|\/imports\//)
    }
  })

  test('that was moved to another store names what moved it, and no line', async () => {
    const [from, into] = [await storeId('三店'), await storeId('一店')]
    expect((await own.post(`/stores/${from}/merge`, { into: String(into) })).status).toBe(303)
    const { text } = await own.ask(order('一店', '三店-0'))
    expect(visibleText(text)).toContain('来自： 合并门店')
    expect(visibleText(text)).not.toContain('行起')
  })
})

describe('the history', () => {
  test('tells of imports whose stores are all the reader’s, and of no other', async () => {
    const all = await boss.ask('/imports')
    expect(rowsOf(table(all.text, '导入记录')).length).toBe(2)
    const { text } = await own.ask('/imports')
    expect(rowsOf(table(text, '导入记录')).length).toBe(1)
    expect(text).not.toContain('二店')
    const foreign = `/imports/${foreignImport}`
    expect((await boss.ask(foreign)).status).toBe(200)
    for (const url of [foreign, `${foreign}/undo`, `${foreign}/rejected.csv`]) {
      expect((await own.ask(url)).status).toBe(404)
    }
    expect((await own.post(`${foreign}/undo`)).status).toBe(404)
  })

  test('an import is taken back and done again by forms, and the orders are as they were', async () => {
    const before = await orders()
    const { importId } = await own.imports([...dailyOrders('一店', 1), { 订单ID: 'new', 月售: 3 }])
    const after = await orders()
    expect(after.length).toBe(before.length + 1)

    const plan = await own.ask(`/imports/${importId}/undo`)
    expect(texts(plan.text, '.plan li')).toContain('1 单会移除')
    const undone = await own.post(`/imports/${importId}/undo`)
    expect(undone.status).toBe(200)
    expect(texts(undone.text, '[role="status"]')[0]).toContain('撤销好了 0 单变回了之前的样子，1 单移除了')
    expect(await orders()).toEqual(before)

    const [, undoId = ''] = /\/imports\/(\d+)\?lang=zh">看这次撤销的记录/.exec(undone.text) ?? []
    const again = await own.post(`/imports/${undoId}/undo`)
    expect(texts(again.text, '[role="status"]')[0]).toContain('恢复好了')
    expect(await orders()).toEqual(after)
    expect((await events()).map(({ detail }) => JSON.parse(String(detail)))).toEqual([
      { kind: 'undo', importId: Number(undoId), orders: 1 },
      { kind: 'undo', importId: Number(undoId) + 1, orders: 1 },
    ])
  })

  test('what a later import has changed is left, and named', async () => {
    const first = await own.imports([{ 订单ID: 'a' }, { 订单ID: 'b' }])
    await own.imports([{ 订单ID: 'b', 月售: 7 }])
    const { text } = await own.post(`/imports/${first.importId}/undo`)
    expect(visibleText(text)).toContain('1 单没有动：后来的导入又改过它们')
    expect(texts(text, '.left-orders a')).toEqual(['b'])
  })

  test('taking back twice says that it is done', async () => {
    const { importId } = await own.imports([{ 订单ID: 'new' }])
    await own.post(`/imports/${importId}/undo`)
    const twice = await own.post(`/imports/${importId}/undo`)
    expect(twice.status).toBe(409)
    expect(texts(twice.text, '[role="alert"]')[0]).toContain('已经撤销过了')
    expect(select((await own.ask(`/imports/${importId}/undo`)).text, 'main form').length).toBe(0)
  })

  test('a form on another site takes nothing back', async () => {
    const { importId } = await own.imports([{ 订单ID: 'new' }])
    const before = await orders()
    const elsewhere = form({}, { origin: 'https://elsewhere.example' })
    expect((await own.ask(`/imports/${importId}/undo`, elsewhere)).status).toBe(403)
    expect(await orders()).toEqual(before)
  })

  test('rejected lines are had as a file, whose cells are no formulas', async () => {
    const { importId } = await own.imports([{ 订单ID: 'good' }, { 订单ID: 'bad', 下单时间: '=1+1' }])
    const file = await own.ask(`/imports/${importId}/rejected.csv`)
    expect(file.headers.get('content-disposition')).toBe(`attachment; filename="rejected-${importId}.csv"`)
    const [, line = ''] = file.text.split('\r\n')
    expect(line).toMatch(/^3,下单时间,'=1\+1,/)
  })

  test('pages that there are none of are none', async () => {
    for (const path of [
      '/imports/0',
      '/imports/x',
      '/imports/999',
      '/imports/999/undo',
      '/imports/answers',
    ]) {
      expect((await own.ask(path)).status, path).toBe(404)
    }
  })
})

describe('remembered answers', () => {
  test('are the reader’s own, and forgotten by a form', async () => {
    const insert =
      'INSERT INTO import_answers (owner, header_signature, answers, answered_at) VALUES (?, ?, ?, ?)'
    const { results } = await worker.env.DB.prepare("SELECT id FROM people WHERE name = '运营'").all<{
      id: number
    }>()
    const mine = `person ${results[0]?.id}`
    const header = '单号\n商品'
    for (const [owner, store] of [
      [mine, '一店'],
      ['person 999', '别人的店'],
    ]) {
      await worker.env.DB.prepare(insert)
        .bind(owner, header, JSON.stringify({ store }), NOW.toISOString())
        .run()
    }
    const { text } = await own.ask('/imports')
    expect(visibleText(select(text, '.answers'))).toContain('一店')
    expect(text).not.toContain('别人的店')
    // As a browser sends the lines of a hidden field.
    expect((await own.post('/imports/answers/forget', { header: '单号\r\n商品' })).status).toBe(303)
    expect((await rowsIn(worker.env, 'import_answers')).map(({ owner }) => owner)).toEqual(['person 999'])
  })
})

describe('coverage', () => {
  test('names the days that a store lacks, first of all', async () => {
    const { text } = await own.ask('/coverage')
    expect(texts(text, '.coverage tbody th')).toEqual([
      '三店 缺 2 天：1月17日、18日 齐到 1月16日',
      '一店 齐到 1月18日',
    ])
    expect(text).not.toContain('二店')
  })

  test('says of a day what to export, and whoever only reads is not led to the import', async () => {
    const url = `/coverage?${new URLSearchParams({ store: '三店', date: '2026-01-17' })}`
    const { text } = await own.ask(url)
    expect(texts(text, '.chosen-day')[0]).toContain('再导出一份 1月17日 的「门店订单明细」')
    const reader = await someone({ name: '店长', stores: ['三店'] })
    const read = (await reader.ask(url)).text
    expect(texts(read, '.chosen-day')[0]).toContain('请把这句话发给运营')
    expect(read).not.toContain('href="/import?')
  })

  test.each([
    { store: '二店', date: '2026-01-17' },
    { store: '九店', date: '2026-01-17' },
    { store: '三店', date: '2020-01-01' },
    { store: '三店', date: 'x' },
  ])('says nothing of %j', async (query) => {
    const { status, text } = await own.ask(`/coverage?${new URLSearchParams(query)}`)
    expect(status).toBe(200)
    expect(select(text, '.chosen-day').length).toBe(0)
  })

  test('and the status tells the same', async () => {
    const { text } = await own.ask('/api/status')
    const { orders } = JSON.parse(text) as Status
    expect(orders).toEqual([
      expect.objectContaining({ store: '一店', missingDates: [], upToDate: true }),
      expect.objectContaining({
        store: '三店',
        lastCompleteDate: '2026-01-16',
        missingDates: ['2026-01-18', '2026-01-17'],
        upToDate: false,
      }),
    ])
  })
})

describe('a store', () => {
  test('is renamed after a look at what that does, and back', async () => {
    const id = await storeId('一店')
    const plan = await own.ask(`/stores/${id}/rename?to=一号店`)
    expect(texts(plan.text, '.plan li')[0]).toBe('名称会变，5 单、5 天的订单都不动： 一店 → 一号店')
    const done = await own.post(`/stores/${id}/rename`, { to: '一号店' })
    expect(done.status).toBe(303)
    const record = await own.ask(done.location)
    expect(visibleText(record.text)).toContain('门店改名 一店 → 一号店')
    expect(texts(record.text, '[role="status"]')[0]).toContain('完成了')
    expect((await own.ask('/coverage')).text).toContain('一号店')
    const [path = ''] = done.location.split('?')
    await own.post(`${path}/undo`)
    expect(await storeId('一店')).toBe(id)
    expect((await events()).length).toBe(2)
  })

  test('is merged into another', async () => {
    const [from, into] = [await storeId('三店'), await storeId('一店')]
    const plan = await own.ask(`/stores/${from}/merge?into=${into}`)
    expect(texts(plan.text, '.plan li').slice(0, 2)).toEqual([
      '3 单、3 天的订单会移过去： 三店 → 一店',
      '那家现在有 5 单、5 天。两家都有的订单只算一次，以后导入的那份为准。',
    ])
    expect((await own.post(`/stores/${from}/merge`, { into: String(into) })).status).toBe(303)
    expect((await orders()).filter((order) => order.startsWith(`${into} `)).length).toBe(8)
    expect(texts((await own.ask('/coverage')).text, '.coverage tbody th .name')).toEqual(['一店'])
  })

  test('loses a day, or all of them', async () => {
    const id = await storeId('一店')
    const day = await own.ask(`/stores/${id}/remove-day?date=2026-01-18`)
    expect(texts(day.text, '.plan li')[0]).toBe('2026年1月18日 周日 的 1 单会移除： 一店')
    await own.post(`/stores/${id}/remove-day`, { date: '2026-01-18' })
    expect((await orders()).filter((order) => order.startsWith(`${id} `)).length).toBe(4)
    const all = await own.post(`/stores/${id}/remove`)
    expect((await orders()).filter((order) => order.startsWith(`${id} `)).length).toBe(0)
    const [path = ''] = all.location.split('?')
    await own.post(`${path}/undo`)
    expect((await orders()).filter((order) => order.startsWith(`${id} `)).length).toBe(4)
  })

  test.each([
    ['rename', {}, '请填写名称'],
    ['rename', { to: ' ' }, '请填写名称'],
    ['rename', { to: '长'.repeat(61) }, '请填写名称'],
    ['rename', { to: '三店' }, '已有门店叫这个名称'],
    ['rename', { to: '一店' }, '名称没有变'],
    ['merge', {}, '请选择要合并到的门店'],
    ['merge', { into: '999' }, '请选择要合并到的门店'],
    ['remove-day', { date: 'x' }, '请选择日期'],
    ['remove-day', { date: '2020-01-01' }, '没有订单'],
  ])('is not changed by %s with %j', async (change, fields, words) => {
    const before = [await orders(), await rowsIn(worker.env, 'imports')]
    const answer = await own.post(`/stores/${await storeId('一店')}/${change}`, fields)
    expect(answer.status).toBe(400)
    expect(texts(answer.text, '[role="alert"]')[0]).toContain(words)
    expect([await orders(), await rowsIn(worker.env, 'imports')]).toEqual(before)
  })

  test('of somebody else reads like none, and cannot be merged into', async () => {
    const foreign = await storeId('二店')
    expect((await own.ask('/stores')).text).not.toContain('二店')
    for (const path of [`/stores/${foreign}`, `/stores/${foreign}/remove`, '/stores/x']) {
      expect((await own.ask(path)).status, path).toBe(404)
    }
    expect((await own.post(`/stores/${foreign}/remove`)).status).toBe(404)
    const merge = await own.post(`/stores/${await storeId('一店')}/merge`, { into: String(foreign) })
    expect(merge.status).toBe(400)
    expect(merge.text).not.toContain('二店')
  })

  test('is changed in no other way than those that there are', async () => {
    const id = await storeId('一店')
    expect((await own.ask(`/stores/${id}/explode`)).status).toBe(404)
    expect((await own.post(`/stores/${id}/explode`)).status).toBe(404)
  })
})
