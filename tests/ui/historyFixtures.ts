import { addDays } from '../../src/diagnosis/businessDate'
import type { CoveredDay, StoreCoverage } from '../../src/history/coverage'
import type { ImportRecord } from '../../src/history/importRecord'
import type { ImportReport } from '../../src/import/importReport'
import { noRows } from '../../src/import/report'

/** Imports and what they brought, on 2026-01-19. */

export const TODAY = '2026-01-19'
export const NOW = '2026-01-19T00:08:00.000Z'
const DAYS = 35

/** A store with its last days; those that are named are of another state. */
export function coverageOf(
  store: string,
  others: Record<string, Partial<CoveredDay>> = {},
  rest: Partial<StoreCoverage> = {},
): StoreCoverage {
  const days = Array.from({ length: DAYS }, (_, i): CoveredDay => {
    const date = addDays(TODAY, i - DAYS + 1)
    const usual: CoveredDay = {
      date,
      orders: date === TODAY ? 0 : 128,
      state: date === TODAY ? 'notOver' : 'complete',
    }
    return { ...usual, ...others[date] }
  })
  const ofState = (state: CoveredDay['state']) =>
    days.flatMap((day) => (day.state === state ? [day.date] : [])).reverse()
  return {
    store,
    days,
    lastCompleteDate: ofState('complete')[0] ?? null,
    missingDates: ofState('missing'),
    ...rest,
  }
}

export const MISSING = { orders: 0, state: 'missing' } as const

export function reportOf(report: Partial<ImportReport> = {}): ImportReport {
  return {
    kind: { id: 'meituan', title: { zh: '美团商品明细', en: 'Meituan product details' } },
    headerRow: 2,
    headerSignature: '商品名称\n订单号',
    skippedRows: [{ line: 1, text: '导出时间 2026-01-19' }],
    duplicateColumns: [],
    totalRows: noRows(),
    repeatedHeaders: noRows(),
    linesRead: 2141,
    linesAccepted: 2100,
    linesCancelled: 38,
    ordersCancelled: 12,
    orders: 801,
    stores: 2,
    days: { count: 2, from: '2026-01-17', to: '2026-01-18' },
    rejected: { count: 0, lines: [], capped: false },
    unknownColumns: ['配送员'],
    warnings: [],
    ordersStored: 801,
    ordersNew: 700,
    ordersChanged: 20,
    ordersRemoved: 12,
    daysChanged: 4,
    ...report,
  }
}

export function recordOf(record: Partial<ImportRecord> = {}): ImportRecord {
  return {
    id: 12,
    detail: { kind: 'file', file: '美团_0118.xlsx', report: reportOf() },
    by: '李雷',
    startedAt: '2026-01-19T00:02:00.000Z',
    finishedAt: '2026-01-19T00:03:00.000Z',
    outcome: 'imported',
    counts: { ordersStored: 801, ordersNew: 700, ordersChanged: 20, ordersRemoved: 12, daysChanged: 4 },
    stores: ['朝阳店', '海淀店'],
    hidesCells: false,
    undoneBy: null,
    undo: 'possible',
    ...record,
  }
}
