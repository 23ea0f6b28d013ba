import type { Found } from '../../search/search'
import type { StoreDirectory, Unavailable } from '../problem'

/** What the address of the page asks for; '' for nothing. */
export interface SearchAsked {
  text: string
  store: string
}

export type SearchView =
  | {
      status: 'ready'
      /** The one store that was looked into; null for all. */
      store: string | null
      /** null where nothing was looked for. */
      found: Found | null
      directory: StoreDirectory
    }
  | Unavailable
