import type { ShardMessage } from './cards/shardMessage'
import type { Variables } from './config'

/** Bindings and variables of the Worker; see wrangler.toml. */
export interface Env extends Variables {
  DB: D1Database
  CACHE: KVNamespace
  REFRESH_QUEUE?: Queue<ShardMessage>
}
