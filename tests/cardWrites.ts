import { onTestFinished } from 'vitest'

const KINDS = ['INSERT', 'UPDATE'] as const

/**
 * Has the database count the cards that it writes from now on, until the test ends.
 * @returns tells how many there were
 */
export async function countCardWrites(db: D1Database): Promise<() => Promise<number>> {
  await db.batch([
    db.prepare('CREATE TABLE card_writes (store_id INTEGER NOT NULL)'),
    ...KINDS.map((kind) =>
      db.prepare(
        `CREATE TRIGGER count_card_${kind} AFTER ${kind} ON schema_cards BEGIN INSERT INTO card_writes VALUES (new.store_id); END`,
      ),
    ),
  ])
  onTestFinished(async () => {
    await db.batch([
      ...KINDS.map((kind) => db.prepare(`DROP TRIGGER count_card_${kind}`)),
      db.prepare('DROP TABLE card_writes'),
    ])
  })
  return async () => {
    const { results } = await db.prepare('SELECT store_id FROM card_writes').all()
    return results.length
  }
}
