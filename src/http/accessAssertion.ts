import { verifyWithJwks } from 'hono/jwt'
import type { HonoJsonWebKey } from 'hono/utils/jwt/jws'
import { isRecord } from '../json'
import { errorText, logEvent } from '../log'
import { withinLimit } from '../timeLimit'

/** What Cloudflare Access says of a visitor in the header `Cf-Access-Jwt-Assertion`: believed only with its team's signature. */

/** The public keys of an Access team. */
export interface AssertionKeys {
  /** @param keyId that is looked for: keys are asked for anew where the known ones lack it */
  of(teamOrigin: string, keyId: string | undefined, now: Date): Promise<HonoJsonWebKey[]>
}

/** Access changes its keys every six weeks, and announces the next ones before. */
const KEPT_MS = 3_600_000
/** Somebody may send any key ID, and the team may be out of reach: either costs a request a minute at most. */
const RETRY_AFTER_MS = 60_000
const FETCH_LIMIT_MS = 5_000

/** Keys by HTTP, kept for an hour, and longer while they cannot be had anew. @param get as `fetch` */
export function fetchedKeys(get: (url: string, init: RequestInit) => Promise<Response>): AssertionKeys {
  let known: { teamOrigin: string; keys: HonoJsonWebKey[]; fetchedAtMs: number } | undefined
  let tried: { atMs: number; fetching: Promise<HonoJsonWebKey[]> } | undefined

  async function fetchKeys(teamOrigin: string, atMs: number): Promise<HonoJsonWebKey[]> {
    const response = await get(`${teamOrigin}/cdn-cgi/access/certs`, {
      signal: AbortSignal.timeout(FETCH_LIMIT_MS),
    })
    const body: unknown = response.ok ? await response.json() : undefined
    if (!isRecord(body) || !Array.isArray(body.keys)) {
      throw new Error(`${teamOrigin} has no keys of Cloudflare Access: check ACCESS_TEAM_DOMAIN`)
    }
    known = { teamOrigin, keys: body.keys as HonoJsonWebKey[], fetchedAtMs: atMs }
    return known.keys
  }

  return {
    async of(teamOrigin, keyId, now) {
      const nowMs = now.getTime()
      const good = known?.teamOrigin === teamOrigin ? known : undefined
      const isYoung = good !== undefined && Math.abs(nowMs - good.fetchedAtMs) < KEPT_MS
      if (isYoung && good.keys.some(({ kid }) => kid === keyId)) return good.keys
      if (!tried || Math.abs(nowMs - tried.atMs) >= RETRY_AFTER_MS) {
        tried = { atMs: nowMs, fetching: fetchKeys(teamOrigin, nowMs) }
      }
      try {
        // The request that fetches may end before: whoever waits with it keeps his own time.
        return await withinLimit(tried.fetching, FETCH_LIMIT_MS)
      } catch (error) {
        if (!good) throw error
        logEvent('accessKeys.unavailable', { error: errorText(error) })
        return good.keys
      }
    },
  }
}

/** How far Access' clock may be ahead of ours. */
const CLOCK_SKEW_SECONDS = 60

/**
 * The e-mail address that an assertion is about.
 * @returns undefined for one that is forged, expired, of another audience, or of a program (a service token has no address)
 * @throws where the keys cannot be had
 */
export async function assertedEmail(
  assertion: string,
  { teamOrigin, audience }: { teamOrigin: string; audience: string },
  keys: AssertionKeys,
  now: Date,
): Promise<string | undefined> {
  const known = await keys.of(teamOrigin, keyIdOf(assertion), now)
  try {
    const payload: Record<string, unknown> = await verifyWithJwks(assertion, {
      keys: known,
      allowedAlgorithms: ['RS256', 'ES256'],
      // Its own check of these two knows no skew: they are checked below.
      verification: { iss: teamOrigin, aud: audience, iat: false, nbf: false },
    })
    const nowSeconds = now.getTime() / 1_000
    const { exp, nbf = 0, email } = payload
    if (typeof exp !== 'number' || exp <= nowSeconds) return undefined
    if (typeof nbf !== 'number' || nbf > nowSeconds + CLOCK_SKEW_SECONDS) return undefined
    return typeof email === 'string' && email !== '' ? email : undefined
  } catch {
    return undefined
  }
}

function keyIdOf(assertion: string): string | undefined {
  try {
    const [head = ''] = assertion.split('.')
    const header: unknown = JSON.parse(atob(head.replaceAll('-', '+').replaceAll('_', '/')))
    return isRecord(header) && typeof header.kid === 'string' ? header.kid : undefined
  } catch {
    return undefined
  }
}
