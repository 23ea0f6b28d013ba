import { CARDS_VERSION } from '../src/cards/card'
import { openDatabase } from '../src/data/database'
import { forgetOld } from '../src/data/retention'

/** Deletes what has had its time by then, in as many runs as it takes. @returns how many there were */
export async function forgetAll(d1: D1Database, now: Date): Promise<number> {
  // As if a day had passed since the last time.
  await d1.prepare("DELETE FROM leases WHERE name = 'retention'").run()
  for (let runs = 1; ; runs++) {
    const forgotten = await forgetOld(openDatabase(d1), { now, cardsVersion: CARDS_VERSION })
    if (forgotten === 'done') return runs
    if (forgotten === 'notNow') throw new Error('somebody else is at it')
  }
}
