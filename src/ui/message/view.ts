/** What a page shows that holds nothing but a message. */
export type MessageView =
  /** 403: closed by default. */
  | { kind: 'closed' }
  /** 404 */
  | { kind: 'notFound' }
  /** 500, with what to look for in the logs. */
  | { kind: 'error'; reference: string }
