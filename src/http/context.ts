import type { Services } from '../cards/services'
import type { Env } from '../env'

/** What Hono carries through a request. */
export interface AppContext {
  Bindings: Env
  Variables: { services: Services }
}
