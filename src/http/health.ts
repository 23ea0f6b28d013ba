import type { Context, Handler } from 'hono'
import { countStores } from '../data/directory'
import { withinLimit } from '../timeLimit'
import type { AppContext } from './context'
import { identify } from './identify'

/** A health check that waits tells nothing. */
const LIMIT_MS = 2_000

/**
 * `GET /healthz`: that the Worker answers. Who asks with a token also hears how many stores the database has; null where
 * it does not say.
 */
export const health: Handler<AppContext> = async (context) => {
  if (context.req.header('Authorization') === undefined) return context.json({ ok: true })
  const stores = await withinLimit(storesFor(context), LIMIT_MS).catch(() => null)
  return context.json({ ok: true, ...(stores === undefined ? {} : { stores }) })
}

/** How many stores the token's holder may know of; undefined for a token that is none. */
async function storesFor(context: Context<AppContext>): Promise<number | undefined> {
  const visitor = await identify(context)
  if (visitor.kind === 'nobody') return undefined
  if (visitor.kind === 'person' && visitor.person.scope.kind === 'some') return visitor.person.stores.length
  return countStores(context.var.services.openDatabase())
}
