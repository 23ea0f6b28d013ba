import type { Handler } from 'hono'
import { loadDirectory } from '../data/directory'
import type { AppContext } from './context'

/** `GET /healthz`: that the Worker answers, and how many stores the database has; null where it does not say. */
export const health: Handler<AppContext> = async (context) => {
  const stores = await loadDirectory(context.var.services.openDatabase()).then(
    (directory) => directory.stores.length,
    () => null,
  )
  return context.json({ ok: true, stores }, 200, { 'Cache-Control': 'no-store' })
}
