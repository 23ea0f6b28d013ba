import type { Role } from '../../access/role'
import type { WrongToken } from '../../access/verdict'

/** What a page shows that holds nothing but a message. */
export type MessageView =
  /** 403: it is known who it is, but it is for people of another role, or needs another token. */
  | { kind: 'forbidden'; needs: Role; token?: WrongToken }
  /** 403: a form that stood on another site. */
  | { kind: 'otherOrigin' }
  /** 404 */
  | { kind: 'notFound' }
  /** 413: a form with more in it than any has. */
  | { kind: 'tooLarge' }
  /** 429: asked for more in a minute than one does. */
  | { kind: 'limited'; retryAfterSeconds: number }
  /** 500, with what to look for in the logs. */
  | { kind: 'error'; reference: string }
  /** 503: the database does not say who the reader is. */
  | { kind: 'unavailable'; reference: string }
