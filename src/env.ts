import type { ShardMessage } from './cards/shardMessage'

/** Bindings that a deployment may lack. */
type OptionalBinding = 'REFRESH_QUEUE' | 'VERSION' | RateLimitName

/** The rate limits of wrangler.toml; without one, nothing is limited by it. */
export type RateLimitName = 'SIGN_IN_LIMIT' | 'IMPORT_LIMIT' | 'EXPORT_LIMIT' | 'COMPUTE_LIMIT'

/** Databases beside the main one. */
type OtherDatabase = `DB_${number}`

/** Variables and secrets as wrangler.toml and .dev.vars.example name them; a deployment may leave any of them unset. */
export type Variables = Partial<Omit<WranglerEnv, 'DB' | OtherDatabase | 'CACHE' | OptionalBinding>>

/** The Worker's bindings: wrangler generates them, but knows neither the queue's messages nor what may be left out. */
export interface Env
  extends Pick<WranglerEnv, 'DB' | 'CACHE'>,
    Partial<Pick<WranglerEnv, 'VERSION' | RateLimitName>>,
    Variables {
  REFRESH_QUEUE?: Queue<ShardMessage>
  [name: OtherDatabase]: D1Database
}
