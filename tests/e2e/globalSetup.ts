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
  const { actions } = await worker.getJson<Diagnosis>('/api/diagnosis')
  const first = <Kind extends 'order' | 'product'>(kind: Kind) => {
    const action = actions?.find(({ subject }) => subject.kind === kind)
    if (!action) throw new Error(`The demo data has nothing to do about any ${kind}`)
    const { store, subject } = action
    return { store, id: subject.kind === 'order' ? subject.orderId : String(subject.productId) }
  }
  provide('site', {
    url: worker.url.origin,
    lastDate: LAST_DATE,
    order: first('order'),
    product: first('product'),
  })
  return () => worker.close()
}
