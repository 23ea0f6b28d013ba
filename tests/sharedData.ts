import { existsSync, readFileSync } from 'node:fs'

const ORDERS = new URL('../../shared/data/orders.csv.gz', import.meta.url)
const FIGURES = new URL('../../shared/golden/figures.json', import.meta.url)

/** Whether real orders and their expected figures lie beside the project. */
export const hasSharedData = existsSync(ORDERS) && existsSync(FIGURES)

if (!hasSharedData) console.log('No shared/ beside the project: the tests on real orders are skipped.')

/** Real order lines of ten stores, as gzip. */
export function readSharedOrders(): Uint8Array {
  return readFileSync(ORDERS)
}

/** `{date: {store: {kpi, rules}}}` */
export function readExpectedFigures(): Record<string, Record<string, { kpi: object; rules: object }>> {
  return JSON.parse(readFileSync(FIGURES, 'utf8'))
}
