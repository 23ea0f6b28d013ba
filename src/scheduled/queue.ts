import type { Services } from '../cards/services'
import type { ShardMessage } from '../cards/shardMessage'
import { deadLetterShard, refreshShard } from '../cards/shards'
import { errorText, logEvent } from '../log'

/** The dead-letter queue's name ends so; see wrangler.toml. */
const FAILED_QUEUE_SUFFIX = '-failed'

/** The queue's work: shards of a refresh, each acknowledged or retried by itself; and dead letters. */
export async function runQueue(services: Services, batch: MessageBatch<ShardMessage>): Promise<void> {
  const work = batch.queue.endsWith(FAILED_QUEUE_SUFFIX) ? deadLetterShard : refreshShard
  for (const message of batch.messages) {
    try {
      await work(services, message.body)
      message.ack()
    } catch (error) {
      const { runId, shard } = message.body
      logEvent('shard.retry', { runId, shard, attempts: message.attempts, error: errorText(error) })
      message.retry({ delaySeconds: retryDelaySeconds(message.attempts) })
    }
  }
}

/** Longer each time, and not the same for all: what overloaded the database should not come back at once. */
function retryDelaySeconds(attempts: number): number {
  return Math.ceil(attempts * (1 + Math.random()))
}
