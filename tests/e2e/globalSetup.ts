import type { TestProject } from 'vitest/node'
import { demoCsv } from '../../scripts/demoData'
import type { Diagnosis } from '../../src/diagnosis/diagnosis'
import { startWorker } from '../harness'

/** One Worker with the demo stores for all tests that only look at it. */

/** The last business date of the demo data. */
const LAST_DATE = '2026-01-18'

/** The Worker that is under test, and what there is to be opened on it. */
interface Site {
  /** Without a slash at its end. */
  url: string
  lastDate: string
  /** An order that lost money. */
  order: { store: string; id: string }
  /** A product that something was found about. */
  product: { store: string; id: string }
}

declare module 'vitest' {
  interface ProvidedContext {
    site: Site
  }
}

export default async function setup({ provide }: TestProject) {
  const worker = await startWorker()
  const imported = await worker.importCsv([...demoCsv({ stores: 4, days: 30, lastDate: LAST_DATE })].join(''))
  if (!imported.ok) throw new Error(`The demo data was refused: ${await imported.text()}`)
  const { tasks } = await worker.getJson<Diagnosis>('/api/diagnosis')
  const [product] = tasks?.find(({ kind }) => kind === 'product')?.places ?? []
  if (!product) throw new Error('The demo data has nothing to do about any product')
  const list = await (await worker.get('/rules/lossOrders')).text()
  const [, address] = /href="(\/order\?[^"]+)"/.exec(list) ?? []
  if (!address) throw new Error('The demo data has no order that lost money')
  const order = new URL(address.replaceAll('&amp;', '&'), worker.url).searchParams
  provide('site', {
    url: worker.url.origin,
    lastDate: LAST_DATE,
    order: { store: order.get('store') ?? '', id: order.get('id') ?? '' },
    product: { store: product.store, id: String(product.productId) },
  })
  return () => worker.close()
}
