import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { KINDS } from '../../src/import/kinds/index'
import { type ReadOutcome, readOrders } from '../../src/import/readOrders'
import { bytesOf, type Cells, csv, encodeGbk, GOOD_LINE, streamOf } from './exportFile'

/** A line with every column that is read. */
const WIDE_LINE: Cells = {
  ...GOOD_LINE,
  店内码: '1',
  条码: '2',
  商品采购成本: '2',
  商品原价: '4',
  利润额: '1.5',
  库存: '3',
  物流配送费: '6',
  满减金额: '1',
  配送距离: '900',
}
const GOOD_FILE = csv(
  ...Array.from({ length: 40 }, (_, line) => ({ ...WIDE_LINE, 订单ID: `${Math.floor(line / 3)}` })),
)

/** What holds for every outcome, whatever the bytes. */
async function expectSoundOutcome(bytes: Uint8Array, pieceBytes = 100): Promise<void> {
  const outcome = await readOrders(streamOf(bytes, pieceBytes), { maxBytes: 1_000_000 })
  if (outcome.status === 'refused') {
    expect(outcome.refusal.message).not.toBe('')
    return
  }
  if (outcome.status === 'needsAnswer') {
    expect(outcome.questions).not.toEqual([])
    return
  }
  expectSoundReport(outcome)
}

/** What holds for whatever was read. */
function expectSoundReport(outcome: Extract<ReadOutcome, { status: 'read' }>): void {
  const { stores, report } = outcome
  const orders = [...stores.values()].flat()
  const lines = orders.flatMap((order) => order.lines)
  expect(report.linesRead).toBe(report.linesAccepted + report.linesCancelled + report.rejected.count)
  expect(lines).toHaveLength(report.linesAccepted)
  expect(orders).toHaveLength(report.orders)
  expect(stores.size).toBe(report.stores)
  for (const order of orders) {
    expect(order.orderedAt).toMatch(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d$/)
    expect(order.marketingMicro).toHaveLength(7)
  }
  for (const value of [...orders, ...lines].flatMap((record) => Object.values(record))) {
    if (typeof value === 'number') expect(Number.isSafeInteger(value)).toBe(true)
  }
}

test('no bytes whatever make the reader throw', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 6000 }), (bytes) => expectSoundOutcome(bytes)),
    { numRuns: 200 },
  )
})

test('nothing that begins with a good header makes the reader throw', async () => {
  const header = bytesOf(csv())
  const tail = fc.oneof(
    fc.uint8Array({ maxLength: 3000 }),
    fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', '1', '"'), maxLength: 3000 }).map(bytesOf),
  )
  await fc.assert(
    fc.asyncProperty(tail, (bytes) => expectSoundOutcome(Uint8Array.from([...header, ...bytes]))),
    { numRuns: 200 },
  )
})

test('a file may be cut anywhere', async () => {
  const files = [bytesOf(GOOD_FILE), encodeGbk(GOOD_FILE), Uint8Array.from(gzipSync(GOOD_FILE))]
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...files),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 1, max: 5000 }),
      (file, share, pieceBytes) => expectSoundOutcome(file.slice(0, share * file.length), pieceBytes),
    ),
    { numRuns: 200 },
  )
})

test('single bytes may be wrong', async () => {
  const files = [bytesOf(GOOD_FILE), encodeGbk(GOOD_FILE), Uint8Array.from(gzipSync(GOOD_FILE))]
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...files),
      fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 5 }),
      (file, changes) => {
        const bytes = file.slice()
        for (const [place, byte] of changes) bytes[place % bytes.length] = byte
        return expectSoundOutcome(bytes)
      },
    ),
    { numRuns: 200 },
  )
})

test('any cell may hold anything, and only orders with a changed cell are left out', async () => {
  const cell = fc.oneof(
    fc.string(),
    fc.constantFrom('', '-', 'NaN', '1e9', '-0', '9'.repeat(30), '__proto__', 'constructor', '=A1', '\u0000'),
  )
  const column = fc.constantFrom(...Object.keys(WIDE_LINE))
  await fc.assert(
    fc.asyncProperty(column, cell, async (name, text) => {
      const quoted = `"${text.replaceAll('"', '""')}"`
      const file = csv(
        WIDE_LINE,
        { ...WIDE_LINE, 订单ID: '2', [name]: quoted },
        { ...WIDE_LINE, 订单ID: '3' },
      )
      await expectSoundOutcome(bytesOf(file))
      const outcome = await readOrders(streamOf(file), { maxBytes: 1_000_000 })
      if (outcome.status !== 'read') {
        expect(text).toContain('\u0000')
        return
      }
      const ids = [...outcome.stores.values()].flat().map((order) => order.orderId)
      if (name !== '订单ID') expect(ids).toEqual(expect.arrayContaining(['1001', '3']))
    }),
    { numRuns: 300 },
  )
})

test('no export of any kind makes the reader throw, whatever its cells, titles and answers are', async () => {
  const cell = fc.constantFrom(
    ...[
      '',
      '1',
      '-3',
      '2.5',
      '1,5',
      '$5',
      '(3)',
      '1e3',
      '2km',
      'x',
      '-',
      '无',
      '2026-01-18',
      '2026-01-18T07:31:02Z',
    ],
    ...['已取消', '部分退款', '合计', '示例门店', '饿了么', 'USD', '"', '1.2E+18', "'7", '__proto__'],
  )
  const file = fc.constantFrom(...KINDS).chain(({ signatures, columns = {}, takenBack = {} }) => {
    const own = ['门店名称', '渠道', '下单时间', '商品名称', '销量', '物流配送费', '配送距离', '收货地址']
    const names = [
      ...(signatures[0] ?? []),
      ...Object.values(columns).flat(),
      ...Object.values(takenBack),
      ...own,
    ]
    const rows = fc.array(fc.array(cell, { minLength: names.length - 1, maxLength: names.length + 1 }), {
      maxLength: 12,
    })
    return fc
      .tuple(fc.nat({ max: 3 }), rows)
      .map(([titles, body]) =>
        [...Array.from({ length: titles }, () => ['标题']), names, ...body]
          .map((cells) => `${cells.join()}\n`)
          .join(''),
      )
  })
  const answers = fc.record(
    { store: cell, channel: cell, columns: fc.dictionary(fc.constantFrom('订单ID', '销量'), cell) },
    { requiredKeys: [] },
  )
  await fc.assert(
    fc.asyncProperty(file, answers, async (text, given) => {
      const outcome = await readOrders(streamOf(text), { maxBytes: 1_000_000, answers: given })
      if (outcome.status !== 'read') return
      expectSoundReport(outcome)
    }),
    { numRuns: 500 },
  )
})
