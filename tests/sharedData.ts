import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const ORDERS = fileURLToPath(import.meta.resolve('../../shared/data/orders.csv.gz'))
const FIGURES = fileURLToPath(import.meta.resolve('../../shared/golden/figures-extended.json'))

/** Whether real orders and their expected figures lie beside the project. */
export const hasSharedData = existsSync(ORDERS) && existsSync(FIGURES)

if (!hasSharedData) console.log('No shared/ beside the project: the tests on real orders are skipped.')

/** Real order lines of ten stores, as gzip. */
export function readSharedOrders(): Uint8Array {
  return readFileSync(ORDERS)
}

/** `{date: {store: {kpi, rules}}}` */
export type ExpectedFigures = Record<string, Record<string, { kpi: object; rules: object }>>

export function readExpectedFigures(): ExpectedFigures {
  return JSON.parse(readFileSync(FIGURES, 'utf8'))
}
