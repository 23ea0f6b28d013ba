import type { AuditSource } from '../data/auditEvents'
import type { MainDatabase } from '../data/database'
import { findLink, insertLink, type LinkState, type NewSession, useLink } from '../data/proofs'
import { hashOf, newSecret } from './secret'

/** Personal links, and the sessions that they begin. */

/** A phone, a computer, and one to spare. */
export const LINK_DEVICES = 3
/** A link that nobody has used by then is no link any more. */
export const LINK_DAYS = 7
/** From the last use of a session. */
export const SESSION_DAYS = 90

const DAY_MS = 86_400_000
/** A session is renewed by the first use after so long: a write a day and device. */
const RENEW_AFTER_MS = DAY_MS

/** The end of a session that is used now. */
export function sessionEnd(now: Date): string {
  return new Date(now.getTime() + SESSION_DAYS * DAY_MS).toISOString()
}

/** Whether a session's use is to be noted, so that it lives on. */
export function isDueForRenewal(usedAt: string, now: Date): boolean {
  return now.getTime() - Date.parse(usedAt) > RENEW_AFTER_MS
}

/**
 * Makes a person a link in place of those that he has.
 * @returns its secret, which nobody can read later, with the person's name; undefined where there is no such active person
 */
export async function makeLink(
  db: MainDatabase,
  personId: number,
  now: Date,
  source: AuditSource,
): Promise<{ secret: string; name: string } | undefined> {
  const secret = newSecret()
  const link = {
    personId,
    tokenHash: await hashOf(secret),
    expiresAt: new Date(now.getTime() + LINK_DAYS * DAY_MS).toISOString(),
    maxDevices: LINK_DEVICES,
  }
  const name = await insertLink(db, link, now, source)
  return name === undefined ? undefined : { secret, name }
}

/** How signing in by a link ended. */
export type SignInOutcome =
  /** `secret` is of the new session. */
  | { status: 'signedIn'; secret: string }
  /** The device has a session of the link's person: nothing is used up. */
  | { status: 'signedInAlready' }
  | Exclude<LinkState, { status: 'good' }>

/** @param signedInAs the person whose session the device has */
export async function signInByLink(
  db: MainDatabase,
  linkSecret: string,
  device: Pick<NewSession, 'device' | 'country'>,
  signedInAs: number | undefined,
  now: Date,
): Promise<SignInOutcome> {
  const linkHash = await hashOf(linkSecret)
  const link = await findLink(db, linkHash, now)
  if (link.status === 'unknown') return link
  if (link.personId === signedInAs) return { status: 'signedInAlready' }
  if (link.status !== 'good') return link
  const secret = newSecret()
  const session = { ...device, tokenHash: await hashOf(secret), expiresAt: sessionEnd(now) }
  if (await useLink(db, linkHash, session, now)) return { status: 'signedIn', secret }
  // Others have used it up, or it was revoked, since it was looked at.
  const since = await findLink(db, linkHash, now)
  return since.status === 'good' ? { status: 'unknown' } : since
}
