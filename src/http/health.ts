import type { Handler } from 'hono'
import { countStores } from '../data/directory'
import { withinLimit } from '../timeLimit'
import type { AppContext } from './context'

/** A health check that waits tells nothing. */
const LIMIT_MS = 2_000

/** `GET /healthz`: that the Worker answers, and how many stores the database has; null where it does not say. */
export const health: Handler<AppContext> = async (context) => {
  const stores = await withinLimit(countStores(context.var.services.openDatabase()), LIMIT_MS).catch(
    () => null,
  )
  return context.json({ ok: true, stores }, 200, { 'Cache-Control': 'no-store' })
}
