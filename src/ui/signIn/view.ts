/** What a page for somebody who is not signed in shows. */
export type SignInView =
  /** Whoever opened a personal link: one button; opening alone uses nothing up. */
  | { kind: 'confirm'; secret: string }
  /** Who is nobody here yet: how to get a link, and a field to paste one into. */
  | { kind: 'ask'; reason: AskReason }
  /** 403: nobody may see anything but the health check; signing in would not help. */
  | { kind: 'closed' }

/** Why somebody is asked for a link. */
export type AskReason =
  | { code: 'noProof' }
  /** Everybody may see the figures, but to import takes somebody who is known. */
  | { code: 'importing' }
  | { code: 'sessionEnded' }
  /** Cloudflare Access has told the address, which no active person has. */
  | { code: 'unknownEmail'; email: string }
  /** He has signed out himself. */
  | { code: 'signedOut' }
  /** What was pasted or opened is no link of this system, or was revoked. */
  | { code: 'unknownLink' }
  | { code: 'expiredLink'; days: number }
  | { code: 'usedUpLink'; devices: number }
