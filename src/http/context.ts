import type { RecentVisitors } from '../access/recentVisitors'
import type { StoreScope } from '../access/scope'
import type { Visitor } from '../access/visitor'
import type { KeptFiles } from '../cache/keptFiles'
import type { Services } from '../cards/services'
import type { Env } from '../env'
import type { AssertionKeys } from './accessAssertion'
import type { RateLimits } from './rateLimits'

/** What the routes need from outside, beside what the cards need. */
export interface HttpServices extends Services {
  /** Who this isolate has found proofs to be of. */
  visitors: RecentVisitors
  rateLimits: RateLimits
  keptFiles: KeptFiles
  /** Cloudflare Access' public keys. */
  assertionKeys: AssertionKeys
}

/** What Hono carries through a request. */
export interface AppContext {
  Bindings: Env
  Variables: {
    services: HttpServices
    /** Where the request comes from. */
    country: string | null
    /** Whoever the request is from: nobody, until the route's guard has found out. */
    visitor: Visitor
    /** The stores that the visitor may see: put there by the route's guard, and nowhere else. */
    scope: StoreScope
  }
}
