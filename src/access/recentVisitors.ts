import { type RecentValues, recentValues } from '../recentValues'
import type { Visitor } from './visitor'

/** What proofs came to a moment ago, by the proof: a signed-in hit asks the database once a minute and isolate. */
export type RecentVisitors = RecentValues<Visitor>

/** For how long a proof is taken for good without asking: a revocation counts elsewhere within it. */
export const TRUSTED_MS = 60_000
/** For how long readers stay who they are while the database does not answer. */
const KEPT_MS = 600_000
const MAX_VISITORS = 1_000

export function recentVisitors(): RecentVisitors {
  return recentValues(KEPT_MS, MAX_VISITORS)
}
