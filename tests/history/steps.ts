import { expect } from 'vitest'
import { everyStore, type VisibleStore, visibleDirectory } from '../../src/access/scope'
import { type MainDatabase, openDatabase } from '../../src/data/database'
import { loadDirectory } from '../../src/data/directory'
import type { Order } from '../../src/diagnosis/order'
import type { Author } from '../../src/history/author'
import { finishImport, importPart, openImport, startImport } from '../../src/history/importParts'
import type { OrdersPart } from '../../src/import/protocol'
import { ANY_AUTHOR } from '../services'
import { aReport } from './build'

/** An import step by step, as its sender takes them. */
export function stepsIn(d1: () => D1Database, author: Author = ANY_AUTHOR) {
  const db = (): MainDatabase => openDatabase(d1())
  let files = 0

  async function start(stores: readonly string[], file = files++): Promise<number> {
    const started = await startImport(
      db(),
      author,
      {
        file: 'orders.csv',
        fingerprint: file.toString(16).padStart(64, '0'),
        kind: 'own',
        stores: stores.map((name) => ({ name, ids: [] })),
      },
      new Date(),
    )
    if (started.status !== 'started') throw new Error(started.refusal.message)
    return started.importId
  }

  /** @returns undefined where the import is not open */
  async function send(id: number, part: number, of: Partial<OrdersPart> & { store: string }) {
    const open = await openImport(db(), author, id)
    const whole = { orders: [], cancelledIds: [], completeDays: [], rejectedOrders: {}, ...of }
    return open && importPart(db(), author, open, part, whole, new Date())
  }

  async function finish(id: number, parts: number, of: Partial<Parameters<typeof finishImport>[3]> = {}) {
    const open = await openImport(db(), author, id)
    return (
      open &&
      finishImport(
        db(),
        author,
        open,
        { report: aReport(), parts, rejected: [], said: {}, ...of },
        new Date(),
      )
    )
  }

  return {
    db,
    start,
    send,
    finish,
    /** A whole import. */
    async imports(store: string, orders: Order[]): Promise<number> {
      const id = await start([store])
      expect(await send(id, 1, { store, orders })).toMatchObject({ status: 'stored' })
      expect(await finish(id, 1)).toBeDefined()
      return id
    },
    async storeOf(name: string): Promise<VisibleStore> {
      const { stores } = visibleDirectory(await loadDirectory(db()), everyStore())
      const store = stores.find((one) => one.name === name)
      if (!store) throw new Error(`no store ${name}`)
      return store
    },
    /** What is stored, as `store order pieces`. */
    async orders(): Promise<string[]> {
      const { results } = await d1()
        .prepare(
          'SELECT s.name, o.order_id, o.lines ->> 0 ->> 4 AS milli FROM orders o JOIN stores s ON s.id = o.store_id ORDER BY 1, 2',
        )
        .all<{ name: string; order_id: string; milli: number }>()
      return results.map(({ name, order_id, milli }) => `${name} ${order_id} ${milli / 1000}`)
    },
  }
}
