import type { Handler } from 'hono'
import { currentDirectory } from '../cards/edge'
import { beginMove, continueMove, type MoveRefusal } from '../data/moves/storeMoves'
import { isRecord, parseJson } from '../json'
import { auditSource } from './auditing'
import type { AppContext } from './context'

/**
 * `POST /api/stores/move` `{store, to}`, for programs of admins: `npm run move` speaks it. Begins to move a store to another database, or goes on
 * with it, as far as one request goes; it is asked again until the store has moved.
 */
export const moveStoreJson: Handler<AppContext> = async (context) => {
  const { services } = context.var
  const body = parseJson(await context.req.text())
  const { store: name, to } = isRecord(body) ? body : {}
  if (typeof name !== 'string' || typeof to !== 'string') {
    const message = 'Send JSON: {"store": "…", "to": "DB_2"}.'
    return context.json({ error: 'unreadable', message }, 400)
  }
  const db = services.openDatabase()
  const store = (await currentDirectory(services.edge, db)).named(name)
  const refused = (reason: MoveRefusal) =>
    context.json({ status: 'refused', reason, message: MESSAGES[reason] }, STATUS[reason])
  if (!store) return refused('unknownStore')
  const detail = { event: 'storeMoved', store: store.id, to } as const
  const now = services.now()
  const begun = await beginMove(db, store.id, to, now, { ...auditSource(context), detail })
  if (begun.status === 'refused') return refused(begun.reason)
  if (begun.status === 'turnedBack') return context.json(begun)
  const continued = await continueMove(db, store.id, now)
  if (continued.status === 'unfinished') return context.json({ status: 'unfinished', ...continued.progress })
  return context.json({ status: 'moved' })
}

const STATUS: Record<MoveRefusal, 404 | 409> = {
  unknownStore: 404,
  unknownDatabase: 404,
  alreadyThere: 409,
  movingElsewhere: 409,
  stillLeaving: 409,
  targetFull: 409,
}

const MESSAGES: Record<MoveRefusal, string> = {
  unknownStore: 'No store with orders is called so.',
  unknownDatabase:
    'There is no database of this binding: add it to wrangler.toml as DB_2, DB_3 and so on, and deploy.',
  alreadyThere: 'The store is in this database already.',
  movingElsewhere:
    'The store is on its way to another database: let that end first, or call it off by moving it back to where it is.',
  stillLeaving: 'The store has just moved, and is still deleted where it was: try again in some minutes.',
  targetFull:
    'This database is full: a store there could take no orders. Choose one with room, or make room there.',
}
