import { describe, expect, it } from 'vitest'
import { rejectedCsv, reportText } from '../../scripts/importReport'
import { refusalTexts, warningTexts } from '../../scripts/importSaid'
import type { ImportReport } from '../../src/import/importReport'
import { emptyFile, tooLarge } from '../../src/import/refusal'
import { plainReason } from '../../src/import/report'

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
    const text = reportText('a.csv', { status: 'imported', importId: 7, report: REPORT }, 2, 'en')
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
      'en',
    )
    expect(text).toContain('25 lines rejected, the first 20:')
    expect(text.match(/“库存” is not a number/g)).toHaveLength(20)
  })

  it('writes out whatever a terminal would obey', () => {
    const rejected = rejectedLines(1, '\u001b[2J\u202e\u009b31m')
    const text = reportText(
      'a\u001b.csv',
      { status: 'imported', importId: 7, report: { ...REPORT, rejected, unknownColumns: ['\u0007'] } },
      1,
      'en',
    )
    expect(text).not.toMatch(/[^\n\P{C}]/u)
    expect(text).toContain('\\u{1b}[2J\\u{202e}\\u{9b}31m')
  })

  it('says that nothing of a refused file is stored, why, and what to do', () => {
    expect(reportText('a.csv', { status: 'refused', refusal: emptyFile() }, 1, 'en')).toBe(
      [
        'a.csv: refused, nothing was stored.',
        '  The file is empty',
        '  There is nothing in it.',
        '  Export again and choose the new file.',
      ].join('\n'),
    )
  })

  it('names the columns as the file does', () => {
    const reason = plainReason('unreadableAmount')
    const line = { line: 7, column: '库存' as const, header: '剩余库存', value: '多', reason }
    const rejected = { count: 1, lines: [line], capped: false }
    const text = reportText(
      'a.csv',
      { status: 'imported', importId: 7, report: { ...REPORT, rejected } },
      1,
      'en',
    )
    expect(text).toMatch(/7 +剩余库存 +多 +“剩余库存” is not a number/)
  })

  it('is in Chinese for who reads Chinese', () => {
    const report = { ...REPORT, rejected: rejectedLines(1), warnings: [{ code: 'noCostColumn' as const }] }
    const text = reportText('a.csv', { status: 'imported', importId: 7, report }, 1, 'zh')
    expect(text).toContain('a.csv: 导入好了')
    expect(text).toContain('! 这份表里没有成本')
    expect(text).toContain('1 行没能导入')
    expect(text).not.toMatch(/lines|orders|stores/)
  })

  it('asks for what is missing by the argument that answers it', () => {
    const unanswered = {
      kind: REPORT.kind,
      header: ['单号', '店'],
      headerRow: 1,
      headerSignature: '',
      questions: ['channel' as const, '实收价格' as const],
      offered: [],
      columns: {},
      guesses: { 门店名称: '店', 订单ID: "单'; rm" },
      firstRows: [],
    }
    const text = reportText('a.csv', { status: 'needsAnswer', unanswered }, 1, 'en')
    expect(text).toMatch(/--channel NAME +Which platform are these orders from\?/)
    expect(text).toMatch(/--map '实收价格=HEADER' +Which column is “Price paid”\?/)
    expect(text).toContain("perhaps: --map '门店名称=店'\n")
    expect(text).toContain('its columns: 单号, 店')
  })
})

describe('a warning', () => {
  const rows = { count: 12, lines: [7, 9] }

  it('says what it is, what it means, on which lines, and what to do', () => {
    expect(warningTexts({ code: 'unknownPrices', rows }, 'en')).toEqual([
      '12 lines have no price',
      'They are not in any amount, and are not taken for 0.',
      'On line 7, 9',
      'Fill in the prices and import the file again.',
    ])
  })

  it('of amounts shows the figures of three lines, and says where they can be told', () => {
    const example = { line: 7, productName: '可乐', quantity: 2, price: 6, listPrice: 4, cost: null }
    const texts = warningTexts(
      {
        ...{ code: 'otherPer', column: '实收价格', header: '实付', per: 'line', lines: 12, of: 20 },
        examples: [example, example, example, example],
      },
      'en',
    )
    expect(texts.filter((text) => text.startsWith('Line 7: 可乐'))).toEqual(
      Array.from({ length: 3 }, () => 'Line 7: 可乐, Quantity 2, Price 6, List price 4, Cost —'),
    )
    expect(texts.at(-1)).toContain('import the file on the page /import')
  })

  it('that only a newer server knows is told by its code', () => {
    expect(warningTexts({ code: 'newest' } as never, 'en')).toEqual(['newest'])
  })
})

describe('a refusal', () => {
  it('says what a command can do about it', () => {
    const texts = refusalTexts({ status: 'refused', refusal: tooLarge(48_000_000) }, 'en')
    expect(texts.at(-1)).toBe('Export fewer days at a time, and import the files one after the other.')
  })

  it('that only a newer server knows is told by its message', () => {
    const refusal = { reason: 'newest', message: 'Not today.' } as never
    expect(refusalTexts({ status: 'refused', refusal }, 'zh')).toEqual(['Not today.'])
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
    ['123456789012345', '"\t123456789012345"'],
  ])('holds %s as %s', (value, cell) => {
    const csv = rejectedCsv([{ file: 'a.csv', rejected: rejectedLines(1, value).lines }], 'en')
    expect(csv).toBe(`\ufeffFile,Line,Column,It says,Why\r\na.csv,2,库存,${cell},“库存” is not a number\r\n`)
  })
})
