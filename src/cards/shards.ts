import { loadCardsOn } from '../data/cardRows'
import type { MainDatabase } from '../data/database'
import type { Directory, StoreRecord } from '../data/directory'
import type { Lease } from '../data/leases'
import type { StoreFailure } from '../data/runFailure'
import { finishRun, finishShard, type ShardResult, splitRun } from '../data/runs'
import { errorText, logEvent } from '../log'
import { CARDS_VERSION } from './card'
import { defaultDateOf } from './cardRequest'
import { computeCards, findPreparedCards, type StoreCard, type WantedCard } from './computeCards'
import { currentDirectory } from './edge'
import { entriesOf } from './fillCache'
import { otherFailures } from './otherFailures'
import { missingFailures, publish, publishLease, storedAllStoresCard, takeTurn, writeCards } from './publish'
import type { Services } from './services'
import type { ShardMessage } from './shardMessage'

/**
 * A refresh of more stores than one invocation can carry, as messages of a queue. Each is idempotent:
 * delivered twice, its stores' cards are found and not computed again. The last one to end publishes.
 */

/** Stores whose cards an invocation computes in a second or two. */
const STORES_PER_SHARD = 50
/** Messages that the platform takes at once. */
const MESSAGES_PER_SEND = 100

/**
 * Splits the stores of a run over the queue.
 * @param failures of the run so far
 */
export async function sendShards(
  db: MainDatabase,
  queue: Queue<ShardMessage>,
  runId: number,
  stores: readonly StoreRecord[],
  failures: readonly StoreFailure[],
): Promise<void> {
  const shards = Math.ceil(stores.length / STORES_PER_SHARD)
  const messages = Array.from({ length: shards }, (_, shard) => ({
    body: {
      runId,
      shard,
      shards,
      storeIds: stores.slice(shard * STORES_PER_SHARD, (shard + 1) * STORES_PER_SHARD).map(({ id }) => id),
    },
  }))
  await splitRun(db, runId, shards, failures)
  for (let at = 0; at < messages.length; at += MESSAGES_PER_SEND) {
    await queue.sendBatch(messages.slice(at, at + MESSAGES_PER_SEND))
  }
}

/**
 * Computes a shard's cards, stores them and caches them.
 * @throws where a store fails: the message is delivered again, and only that store is tried again
 */
export async function refreshShard(services: Services, message: ShardMessage): Promise<void> {
  const db = services.openDatabase()
  const directory = await currentDirectory(services.edge, db)
  const { cards, missing } = await cardsOf(services, db, directory, message)
  const computed = await computeCards(db, missing, services.now().toISOString())
  await computed.saved
  await writeCards(services, entriesOf([...cards, ...computed.cards]))
  if (computed.failures.length > 0) {
    throw new Error(computed.failures.map(({ error }) => error).join('; '))
  }
  await endShard(services, db, {
    runId: message.runId,
    shard: message.shard,
    outcome: 'done',
    stores: countStores([...cards, ...computed.cards]),
    failures: [],
  })
}

/** Records a shard whose message became a dead letter after its retries, with the stores that still have no card. */
export async function deadLetterShard(services: Services, message: ShardMessage): Promise<void> {
  const db = services.openDatabase()
  const directory = await currentDirectory(services.edge, db)
  const { cards, missing } = await cardsOf(services, db, directory, message)
  logEvent('shard.failed', {
    runId: message.runId,
    shard: message.shard,
    stores: namesOf(missing).length,
  })
  await endShard(services, db, {
    runId: message.runId,
    shard: message.shard,
    outcome: 'failed',
    stores: countStores(cards),
    failures: namesOf(missing).map((name) => ({
      store: name,
      error: 'given up after all retries; see the logs',
    })),
  })
}

function countStores(cards: readonly StoreCard[]): number {
  return new Set(cards.map(({ store }) => store.id)).size
}

function namesOf(missing: readonly WantedCard[]): string[] {
  return [...new Set(missing.map(({ store }) => store.name))]
}

/** The shard's cards: those that are current, and those that are missing. */
function cardsOf(services: Services, db: MainDatabase, directory: Directory, { storeIds }: ShardMessage) {
  const stores = storeIds.flatMap((id) => directory.withId(id) ?? [])
  return findPreparedCards(
    (ofDay, date) =>
      loadCardsOn(
        db,
        CARDS_VERSION,
        ofDay.map(({ id }) => id),
        date,
      ),
    stores,
    defaultDateOf(directory.parts.map(({ days }) => days)),
    services.now().toISOString(),
  )
}

/** Records the end of a shard; the last one publishes what all have computed. */
async function endShard(services: Services, db: MainDatabase, result: ShardResult): Promise<void> {
  const { run, ended, cost } = await finishShard(db, result)
  if (run?.outcome !== 'running' || ended.length < run.shards) return
  const failures = ended.flatMap((shard) => shard.failures)
  failures.push(...otherFailures(run.failures, failures))
  try {
    const lease = publishLease()
    const { readable, missing, refreshed } = await publishStored(services, db, lease)
    failures.push(...missingFailures(missing, failures))
    await finishRun(
      db,
      run.id,
      new Date(run.startedAt),
      services.now(),
      {
        outcome: failures.length === 0 ? 'done' : 'failed',
        stores: ended.reduce((sum, shard) => sum + shard.stores, 0),
        failures,
        readable,
      },
      { cost, refreshed, lease },
    )
    const errors = failures.map(({ error }) => error)
    logEvent('refresh.end', { trigger: run.trigger, runId: run.id, shards: run.shards, errors, ...cost })
  } catch (error) {
    logEvent('refresh.failed', { runId: run.id, error: errorText(error) })
    throw error
  }
}

/** Publishes what is stored of all stores. */
async function publishStored(services: Services, db: MainDatabase, lease: Lease) {
  const readAt = services.now()
  const directory = await currentDirectory(services.edge, db)
  const { entries, missing } = await storedAllStoresCard(db, directory, readAt.toISOString())
  if ((await takeTurn(db, lease, directory.version)) === 'overtaken') {
    return { readable: 0, missing: [], refreshed: undefined }
  }
  const readable = await publish(services, db, lease, directory, entries, readAt, true)
  if (readable === 'overtaken') return { readable: 0, missing: [], refreshed: undefined }
  const isWhole = missing.length === 0
  return {
    readable,
    missing,
    refreshed: isWhole ? { schema: CARDS_VERSION, version: directory.version } : undefined,
  }
}
