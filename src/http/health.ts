import type { Context, Handler } from 'hono'
import { verdictOn } from '../access/verdict'
import { countStores } from '../data/directory'
import { withinLimit } from '../timeLimit'
import type { AppContext } from './context'
import { identify } from './identify'

/** A health check that waits tells nothing. */
const LIMIT_MS = 2_000

/**
 * `GET /healthz`: that the Worker answers. Who asks with a token also hears which deployed version of it does, and how
 * many stores the database has; null where it does not say.
 */
export const health: Handler<AppContext> = async (context) => {
  if (context.req.header('Authorization') === undefined) return context.json({ ok: true })
  const stores = await withinLimit(storesFor(context), LIMIT_MS).catch(() => null)
  if (stores === undefined) return context.json({ ok: true })
  return context.json({ ok: true, stores, version: context.env.VERSION?.id ?? null })
}

/** How many stores the token's holder may know of; undefined for a token that is none. */
async function storesFor(context: Context<AppContext>): Promise<number | undefined> {
  const { config, openDatabase } = context.var.services
  const visitor = await identify(context)
  const hasImportToken = config.importToken.status === 'set'
  const verdict = verdictOn(visitor, 'read', { mode: config.accessMode, hasImportToken })
  if (visitor.kind === 'person' && verdict.status === 'granted' && verdict.scope.kind === 'some') {
    return visitor.person.stores.length
  }
  const mayKnow = visitor.kind === 'importToken' || verdict.status === 'granted'
  return mayKnow ? countStores(openDatabase()) : undefined
}
