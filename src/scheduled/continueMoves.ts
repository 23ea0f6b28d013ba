import { isSpent, type MainDatabase } from '../data/database'
import { continueMove, loadMoves } from '../data/moves/storeMoves'
import { errorText, logEvent } from '../log'

/**
 * Continues moves of stores that were cut off, and deletes what is left where stores were; one that somebody is at is left to him. What a run does
 * not come to, the next one does.
 */
export async function continueMoves(db: MainDatabase, now: Date): Promise<void> {
  // Of a move, both databases are needed.
  if (db.all.length === 1) return
  for (const { storeId, toDatabase } of await loadMoves(db)) {
    if (isSpent(db)) return
    try {
      const { status } = await continueMove(db, storeId, now)
      logEvent('move.continued', { store: storeId, to: toDatabase, status, ...db.usage })
    } catch (error) {
      // Another one's databases may answer.
      logEvent('move.failed', { store: storeId, to: toDatabase, error: errorText(error) })
    }
  }
}
