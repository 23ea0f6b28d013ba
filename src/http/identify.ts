import type { Context } from 'hono'
import { TRUSTED_MS } from '../access/recentVisitors'
import { hashOf, isSecret } from '../access/secret'
import { isDueForRenewal, sessionEnd } from '../access/signIn'
import { toPerson, type Visitor } from '../access/visitor'
import { oncePerIsolate } from '../cards/singleFlight'
import {
  findByEmail,
  findSession,
  findToken,
  noteAccessVisit,
  noteTokenUse,
  renewSession,
} from '../data/proofs'
import { errorText, logEvent } from '../log'
import { retrying } from '../retry'
import { assertedEmail } from './accessAssertion'
import type { AppContext } from './context'
import { isLocal } from './local'
import { sessionCookie, setSessionCookie } from './sessionCookie'

/** A visit that waits longer for who it is from has nobody. */
const LIMIT_MS = 5_000
/** How often the use of a token is noted. */
const TOKEN_USE_NOTED_MS = 3_600_000
/** How often a visit by Cloudflare Access is noted, which has no session that would be. */
const VISIT_NOTED_MS = 86_400_000

/**
 * Who a request is from (docs/access.md). Of its proofs the first counts: `Authorization`, the session's cookie,
 * Cloudflare Access.
 * @throws where the database does not answer and this isolate has not known the visitor lately
 */
export async function identify(context: Context<AppContext>): Promise<Visitor> {
  const authorization = context.req.header('Authorization')
  if (authorization !== undefined) return ofAuthorization(context, authorization)
  const secret = sessionCookie(context)
  const session = secret === undefined ? undefined : await ofSession(context, secret)
  if (session?.kind === 'person') return session
  return (await ofCloudflareAccess(context)) ?? session ?? { kind: 'nobody', reason: 'noProof' }
}

async function ofAuthorization(context: Context<AppContext>, authorization: string): Promise<Visitor> {
  const { importToken } = context.var.services.config
  const token = /^Bearer +([^ ]+) *$/i.exec(authorization)?.[1]
  if (token === undefined) return { kind: 'nobody', reason: 'badToken' }
  // Digests are compared, so that the time tells nothing of the token.
  if (importToken.status === 'set' && (await hashOf(token)) === (await hashOf(importToken.token))) {
    return { kind: 'importToken' }
  }
  if (!isSecret(token)) return { kind: 'nobody', reason: 'badToken' }
  return known(context, `token ${token}`, async () => {
    const { services } = context.var
    const db = services.openDatabase()
    const now = services.now()
    const found = await findToken(db, await hashOf(token))
    if (!found) return { kind: 'nobody', reason: 'badToken' }
    const { person, tokenId, purpose, usedAt } = found
    if (usedAt === null || now.getTime() - Date.parse(usedAt) > TOKEN_USE_NOTED_MS) {
      inBackground(context, noteTokenUse(db, tokenId, now))
    }
    return { kind: 'person', person: toPerson(person), proof: { kind: 'token', tokenId, purpose } }
  })
}

function ofSession(context: Context<AppContext>, secret: string): Promise<Visitor> {
  return known(context, `session ${secret}`, async () => {
    const { services } = context.var
    const db = services.openDatabase()
    const now = services.now()
    const found = await findSession(db, await hashOf(secret), now)
    if (!found) return { kind: 'nobody', reason: 'sessionEnded' }
    const { person, sessionId, usedAt } = found
    if (isDueForRenewal(usedAt, now)) {
      inBackground(context, renewSession(db, sessionId, now, sessionEnd(now)))
      setSessionCookie(context, secret)
    }
    return { kind: 'person', person: toPerson(person), proof: { kind: 'session', sessionId } }
  })
}

/** Undefined where Cloudflare Access says nothing, or nothing that holds. */
async function ofCloudflareAccess(context: Context<AppContext>): Promise<Visitor | undefined> {
  const email = (await emailFromAccess(context))?.toLowerCase()
  // The address that `wrangler dev` simulates is nobody's on a deployment.
  if (!email || (email.endsWith('@localhost') && !isLocal(context.req.url))) return undefined
  return known(context, `email ${email}`, async () => {
    const { services, country } = context.var
    const db = services.openDatabase()
    const person = await findByEmail(db, email)
    if (!person) return { kind: 'nobody', reason: 'unknownEmail', email }
    inBackground(context, noteAccessVisit(db, person.id, services.now(), VISIT_NOTED_MS, country))
    return { kind: 'person', person: toPerson(person), proof: { kind: 'cloudflareAccess' } }
  })
}

async function emailFromAccess(context: Context<AppContext>): Promise<string | undefined> {
  const { config, assertionKeys, now } = context.var.services
  const { cloudflareAccess } = config
  const { access } = context.executionCtx as { access?: CloudflareAccessContext }
  try {
    // The platform itself has verified it; where an audience is configured, it must be for that one.
    if (access && (!cloudflareAccess || access.aud === cloudflareAccess.audience)) {
      return (await access.getIdentity())?.email
    }
    const assertion = context.req.header('Cf-Access-Jwt-Assertion')
    if (!assertion || !cloudflareAccess) return undefined
    return await assertedEmail(assertion, cloudflareAccess, assertionKeys, now())
  } catch (error) {
    logEvent('access.unavailable', { error: errorText(error) })
    return undefined
  }
}

/**
 * What a proof came to within the last minute here, else what `find` finds; visits at the same time share one look. Who
 * changes something is looked up each time: what was revoked elsewhere must not make itself last.
 */
async function known(
  context: Context<AppContext>,
  proof: string,
  find: () => Promise<Visitor>,
): Promise<Visitor> {
  const { services } = context.var
  const { visitors, now } = services
  const isReading = context.req.method === 'GET' || context.req.method === 'HEAD'
  if (!isReading) return retrying(find)
  const recent = visitors.recall(proof, now(), TRUSTED_MS)
  if (recent) return recent
  const generation = visitors.generation()
  const wasKnown = visitors.recall(proof, now()) !== undefined
  try {
    return await oncePerIsolate(services, `visitor ${generation} ${proof}`, LIMIT_MS, async () => {
      // Who was known a moment ago need not wait for a database that does not answer.
      const visitor = await (wasKnown ? find() : retrying(find))
      // Nobody is not remembered: anybody may send any number of bad proofs, and somebody may become a person any time.
      if (visitor.kind === 'person') visitors.keep(proof, visitor, now(), generation)
      return visitor
    })
  } catch (error) {
    const earlier = visitors.recall(proof, now())
    if (!earlier) throw error
    logEvent('visitor.fromMemory', { error: errorText(error) })
    return earlier
  }
}

function inBackground(context: Context<AppContext>, work: Promise<unknown>): void {
  context.var.services.defer(
    work.catch((error: unknown) => logEvent('proof.unnoted', { error: errorText(error) })),
  )
}
