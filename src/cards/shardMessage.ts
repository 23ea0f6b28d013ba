/** A message of the queue: some stores of a run. */
export interface ShardMessage {
  runId: number
  shard: number
  shards: number
  storeIds: number[]
}
