import type { ShardMessage } from './cards/shardMessage'

/** Variables and secrets as wrangler.toml and .dev.vars.example name them; a deployment may leave any of them unset. */
export type Variables = Partial<Omit<WranglerEnv, 'DB' | 'CACHE' | 'REFRESH_QUEUE'>>

/** The Worker's bindings: wrangler generates them, but knows neither the queue's messages nor that it may be left out. */
export interface Env extends Pick<WranglerEnv, 'DB' | 'CACHE'>, Variables {
  REFRESH_QUEUE?: Queue<ShardMessage>
}
