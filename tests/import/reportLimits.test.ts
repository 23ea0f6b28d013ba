import { expect, test } from 'vitest'
import { readEnd } from '../../src/import/endBody'
import { REPORT_LIMITS } from '../../src/import/reportLimits'
import { aReport } from '../history/build'
import { type Cells, csv, GOOD_LINE, read } from './exportFile'

/** The end of an import of the file, as it arrives. */
async function endOf(...lines: Cells[]) {
  const outcome = await read(csv(...lines))
  if (outcome.status !== 'read') throw new Error(outcome.status)
  const { report, rejectedStores, said } = outcome
  const sent = { report, parts: 1, rejected: report.rejected.lines, rejectedStores, said }
  return { sent, end: readEnd(JSON.parse(JSON.stringify(sent))) }
}

test('whatever a file writes into its report, the report is taken, and as it was made', async () => {
  const columns = Array.from({ length: 150 }, (_, at) => [`订单状态${at}${'长'.repeat(350)}`, 'x'])
  const { sent, end } = await endOf(
    { ...GOOD_LINE, ...Object.fromEntries(columns) },
    { ...GOOD_LINE, ...Object.fromEntries(columns), 实收价格: 'x'.repeat(5_000) },
  )
  expect(sent.report.unknownColumns.length).toBeGreaterThan(0)
  expect(sent.report.headerSignature).toBe('')
  expect(end).toEqual(sent)
})

test('what a report has room for is bounded, and its last warnings are left out', async () => {
  const stores = Array.from({ length: 60 }, (_, at) => `${'店'.repeat(50)}${at}`)
  const lines = stores.flatMap((store, at) => {
    const line = { ...GOOD_LINE, 门店名称: store, 订单ID: `${at}` }
    return [line, { ...line, 订单ID: `${at} too`, 实收价格: 'x' }]
  })
  const { sent, end } = await endOf(...lines)
  expect(sent.report.warnings.length).toBeLessThanOrEqual(REPORT_LIMITS.entries)
  expect(new Set(sent.rejectedStores)).toEqual(new Set(stores))
  expect(end).toEqual(sent)
})

test('what is said of any amount is taken', () => {
  const said = { per: { 实收价格: 'line', 商品采购成本: 'unit', 商品原价: 'line' } }
  expect(readEnd({ report: aReport(), parts: 1, rejected: [], said })?.said).toEqual(said)
})
