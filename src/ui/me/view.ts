import type { Role, TokenPurpose } from '../../access/role'
import type { SessionRecord, TokenRecord } from '../../data/people'
import type { Unavailable } from '../problem'

export type MeView =
  | {
      status: 'ready'
      name: string
      role: Role
      email: string | null
      /** null: all stores. */
      stores: readonly string[] | null
      sessions: readonly SessionRecord[]
      /** The session that this page is read with; null where it came by Cloudflare Access. */
      thisSessionId: number | null
      tokens: readonly TokenRecord[]
      /** What a new token may be for. */
      purposes: readonly TokenPurpose[]
      nowIso: string
      /** Of this deployment, for examples of what to send to it. */
      origin: string
      /** A token that was just made: shown this once. */
      newToken?: { name: string; purpose: TokenPurpose; secret: string }
      refused?: { code: 'tokenNameMissing' | 'unreadablePurpose' | 'tooManyTokens' }
    }
  | Unavailable
