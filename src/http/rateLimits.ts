import type { Env, RateLimitName } from '../env'
import { errorText, logEvent } from '../log'

/** Rate limits by Cloudflare's binding, which counts approximately and in each of its locations by itself. */
export interface RateLimits {
  /** Counts a use. @returns whether it is within the limit; always where the deployment has none */
  use(name: RateLimitName, who: string): Promise<boolean>
  /** Whether this isolate has refused one's use within the period: what has to know it without counting. */
  isRefused(name: RateLimitName, who: string): boolean
}

/** The period of all limits in wrangler.toml. */
export const LIMIT_PERIOD_SECONDS = 60

/** An isolate's memory of refusals, by limit and visitor: until when, in milliseconds. */
export type Refusals = Map<string, number>

/** More than this at a time are an attack, of which nothing need be remembered. */
const MAX_REFUSALS = 1_000

export function rateLimits(env: Env, refusals: Refusals, now: () => Date): RateLimits {
  return {
    async use(name, who) {
      if (await isWithin(env[name], who)) return true
      if (refusals.size >= MAX_REFUSALS) refusals.clear()
      refusals.set(`${name} ${who}`, now().getTime() + LIMIT_PERIOD_SECONDS * 1_000)
      return false
    },
    isRefused: (name, who) => (refusals.get(`${name} ${who}`) ?? 0) > now().getTime(),
  }
}

/** A limit that cannot be asked holds nobody up. */
async function isWithin(limit: RateLimit | undefined, who: string): Promise<boolean> {
  try {
    return limit ? (await limit.limit({ key: who })).success : true
  } catch (error) {
    logEvent('rateLimit.unavailable', { error: errorText(error) })
    return true
  }
}
