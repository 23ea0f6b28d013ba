import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync, gzipSync } from 'node:zlib'
import { demoCsv } from '../scripts/demoData.ts'
import { ROOT } from './world.ts'

/** The order exports that are measured with. */

const REAL_ORDERS = `${ROOT}../shared/data/orders.csv.gz`

/** About as much as the real orders. */
const LIKE_REAL = { stores: 10, days: 30, linesPerStoreDay: 515, lastDate: '2026-01-18' }

export interface OrderFile {
  /** As it is sent. */
  gzip: Uint8Array
  /** Where it comes from, for the head of the table. */
  origin: string
}

/** The real orders of ten stores where they lie beside the project, otherwise made-up ones. */
export function tenStores(): OrderFile {
  if (existsSync(REAL_ORDERS)) {
    return { gzip: readFileSync(REAL_ORDERS), origin: 'Real orders: ../shared/data/orders.csv.gz.' }
  }
  return {
    gzip: gzipSync([...demoCsv(LIKE_REAL)].join('')),
    origin:
      'No ../shared/data/orders.csv.gz: these orders are generated (scripts/demoData.ts), not real ones.',
  }
}

/** The same orders for stores of other names. */
export function forOtherStores(file: OrderFile, names: readonly string[], suffix: string): Uint8Array {
  const text = gunzipSync(file.gzip).toString()
  const wanted = new Set(names)
  const lines = text.split('\n')
  const storeAt = lines[0]?.split(',').indexOf('门店名称') ?? -1
  const renamed = lines.flatMap((line, i) => {
    if (i === 0) return [line]
    const cells = line.split(',')
    const name = cells[storeAt]
    if (name === undefined || !wanted.has(name)) return []
    cells[storeAt] = name + suffix
    return [cells.join(',')]
  })
  return gzipSync(renamed.join('\n'))
}

/** A healthy store's orders of 360 days, and the last 30 days of the same. */
export function longHistory(): { days30: Uint8Array; days360: Uint8Array } {
  const lastDate = '2026-01-18'
  const firstOfShort = '2025-12-20'
  const lines = [...demoCsv({ stores: 1, firstStore: 1, days: 360, lastDate })].join('').split('\n')
  const dateAt = lines[0]?.split(',').indexOf('日期') ?? -1
  const short = lines.filter((line, i) => i === 0 || (line.split(',')[dateAt] ?? '') >= firstOfShort)
  return { days30: gzipSync(short.join('\n')), days360: gzipSync(lines.join('\n')) }
}
