import { describe, expect, it } from 'vitest'
import { rejectedCsv, reportText, warningText } from '../../scripts/importReport'
import type { ImportReport } from '../../src/import/importReport'
import { type ImportWarning, plainReason } from '../../src/import/report'

const REPORT: ImportReport = {
  kind: { id: 'own', title: { zh: '门店订单明细', en: 'Store order lines' } },
  headerRow: 1,
  headerSignature: '订单ID',
  skippedRows: [],
  duplicateColumns: [],
  totalRows: { count: 0, lines: [] },
  repeatedHeaders: { count: 0, lines: [] },
  linesCancelled: 0,
  ordersCancelled: 0,
  linesRead: 12_345,
  linesAccepted: 12_320,
  orders: 3000,
  ordersNew: 0,
  ordersRemoved: 0,
  ordersStored: 3000,
  daysChanged: 1,
  ordersChanged: 12,
  stores: 4,
  days: { count: 30, from: '2026-01-01', to: '2026-01-30' },
  rejected: { count: 0, lines: [], capped: false },
  unknownColumns: [],
  warnings: [],
}

function rejectedLines(count: number, value = 'x'): ImportReport['rejected'] {
  const reason = plainReason('unreadableAmount')
  const lines = Array.from({ length: count }, (_, i) => ({
    line: i + 2,
    column: '库存' as const,
    value,
    reason,
  }))
  return { count, lines, capped: false }
}

describe("an import's report", () => {
  it('tells counts, time and speed', () => {
    const text = reportText('a.csv', { status: 'imported', importId: 7, report: REPORT }, 2)
    expect(text).toContain('a.csv: imported in 2.0 s (6,173 lines/s)')
    expect(text).toMatch(/lines imported +12,320/)
    expect(text).toMatch(/orders +3,000 \(0 new, 12 changed\)/)
    expect(text).toMatch(/days +30 \(2026-01-01 to 2026-01-30\)/)
    expect(text).not.toContain('rejected')
  })

  it('shows the first 20 rejected lines and counts them all', () => {
    const text = reportText(
      'a.csv',
      { status: 'imported', importId: 7, report: { ...REPORT, rejected: rejectedLines(25) } },
      1,
    )
    expect(text).toContain('25 lines rejected, the first 20:')
    expect(text.match(/This is not a number/g)).toHaveLength(20)
  })

  it('writes out whatever a terminal would obey', () => {
    const rejected = rejectedLines(1, '\u001b[2J\u202e\u009b31m')
    const text = reportText(
      'a\u001b.csv',
      { status: 'imported', importId: 7, report: { ...REPORT, rejected, unknownColumns: ['\u0007'] } },
      1,
    )
    expect(text).not.toMatch(/[^\n\P{C}]/u)
    expect(text).toContain('\\u{1b}[2J\\u{202e}\\u{9b}31m')
  })

  it('says that nothing of a refused file is stored', () => {
    const text = reportText('a.csv', { status: 'refused', reason: 'empty', message: 'The file is empty.' }, 1)
    expect(text).toBe('a.csv: refused, nothing was stored. The file is empty.')
  })

  it('has a sentence for every warning', () => {
    const example = {
      line: 7,
      store: 's',
      orderId: '1',
      column: '渠道' as const,
      kept: '饿了么',
      ignored: '抖音',
    }
    const halfDay = {
      code: 'halfImportedDay',
      store: '演示店',
      date: '2026-01-05',
      orders: 10,
      usualOrders: 120,
    } as const
    expect([
      warningText({ code: 'noCostColumn' }),
      warningText({ code: 'fewCosts', linesWithCost: 10, lines: 3000 }),
      warningText({ code: 'conflictingOrderValues', orders: 2, examples: [example] }),
      warningText(halfDay),
    ]).toEqual([
      'There is no column 商品采购成本: rules on cost cannot see these lines.',
      'Only 10 of 3,000 lines have a cost: rules on cost cannot see the others.',
      '2 orders contradict themselves, and their first values were kept; the first: line 7, 渠道 抖音 after 饿了么.',
      '演示店 has only 10 orders on 2026-01-05, usually 120: is the export of that day complete?',
    ])
  })
})

describe('what an import says of the file itself', () => {
  const rows = { count: 12, lines: [7, 9] }
  const cell = {
    line: 7,
    column: '库存' as const,
    header: '剩余库存',
    value: '多',
    reason: plainReason('unreadableAmount'),
  }
  const figures = { line: 7, productName: '可乐', quantity: 2, price: 6, listPrice: 4, cost: null }
  const amounts = { column: '实收价格' as const, header: '实付', lines: 12, of: 20, examples: [figures] }

  const texts: [ImportWarning, string][] = [
    [
      { code: 'unreadableCells', cells: 3, zeroCells: 0, examples: [cell] },
      '3 cells cannot be read, and their values are unknown; the first: line 7, 剩余库存 多.',
    ],
    [
      { code: 'unreadableCells', cells: 3, zeroCells: 1, examples: [] },
      '3 cells cannot be read, and their values are unknown, but 1 of fees and discounts were counted as 0.',
    ],
    [
      { code: 'pastedTwice', times: 2, rows },
      'The file has its rows 2 times, again from line 7 on: its 12 lines were taken once.',
    ],
    [
      { code: 'unknownPrices', rows },
      '12 lines have no price and count in no money figure; the first: line 7.',
    ],
    [
      { code: 'partlyRefunded', orders: 2, rows },
      '2 orders were refunded in part: they count, less what the file takes off their lines.',
    ],
    [
      { code: 'statusColumns', columns: ['支付状态', '退款原因'] },
      'These columns may tell of cancelled or refunded orders, but are not understood: 支付状态, 退款原因.',
    ],
    [
      { code: 'otherPer', per: 'line', ...amounts },
      '实付 was read as of one piece, but on 12 of 20 lines of several pieces it makes sense only as of the whole line; the first: line 7.',
    ],
    [
      { code: 'otherPer', per: 'unit', ...amounts },
      '实付 was read as of the whole line, but on 12 of 20 lines of several pieces it makes sense only as of one piece; the first: line 7.',
    ],
    [
      { code: 'kilometres', header: '配送距离' },
      'No distance in 配送距离 reaches 100: they were taken for kilometres.',
    ],
    [
      { code: 'feesUnknown', orders: 60, channels: ['美团闪购'] },
      'There is no 平台服务费: whether 60 orders of 美团闪购 are valid cannot be told.',
    ],
    [{ code: 'similarStores', pairs: [['甲店', '甲']] }, 'These names may be of one store: 甲店 and 甲.'],
    [
      { code: 'sharedStoreId', storeId: '8', stores: ['甲', '乙'] },
      'These stores share the 门店ID 8: 甲, 乙.',
    ],
    [
      { code: 'foreignSigns', sign: '$', rows },
      "12 prices bear the sign $; they were taken for the shop's currency.",
    ],
    [
      { code: 'doubtfulDay', store: '甲', date: '2026-01-18', orders: 9, rejectedOrders: 2 },
      '甲 lost 2 orders of 2026-01-18 to rejection: its figures are in doubt.',
    ],
  ]

  it.each(texts)('%j', (warning, text) => {
    expect(warningText(warning)).toBe(text)
  })
})

describe('the file of rejected lines', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(1,2)', `"'@SUM(1,2)"`],
    ['a "b"', '"a ""b"""'],
    ['约8元', '约8元'],
  ])('holds %s as %s', (value, cell) => {
    const csv = rejectedCsv([{ file: 'a.csv', rejected: rejectedLines(1, value).lines }])
    expect(csv).toBe(
      `\ufefffile,line,column,value,reason,message\r\na.csv,2,库存,${cell},unreadableAmount,This is not a number.\r\n`,
    )
  })
})
