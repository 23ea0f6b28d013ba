import type { Context, Handler } from 'hono'
import { deviceLabel } from '../access/device'
import { isSecret, secretIn } from '../access/secret'
import { LINK_DAYS, type SignInOutcome, signInByLink } from '../access/signIn'
import type { Visitor } from '../access/visitor'
import { endSession } from '../data/proofs'
import { landingHref, signInHref } from '../ui/links'
import type { AskReason } from '../ui/signIn/view'
import { auditSource } from './auditing'
import type { AppContext } from './context'
import { formOf, textOf } from './formValues'
import { limitKey } from './guards'
import { identify } from './identify'
import { keepLanguage, languageOf } from './language'
import { LIMIT_PERIOD_SECONDS } from './rateLimits'
import { refuse, signInPage } from './refusal'
import { clearSessionCookie, sessionCookie, setSessionCookie } from './sessionCookie'

/** Signing in and out. Nothing here tells whether a person or a store exists. */

/** `GET /sign-in`: a field for a link; who is signed in already is led to his stores. */
export const askForLink: Handler<AppContext> = async (context) => {
  if (isClosed(context)) return signInPage(context, { kind: 'closed' }, 403)
  if (context.req.query('signedOut') !== undefined) return ask(context, { code: 'signedOut' }, 200)
  return (await sessionOf(context)) ? enter(context) : ask(context, { code: 'noProof' }, 200)
}

/** The session that this device has. */
async function sessionOf(context: Context<AppContext>) {
  const visitor = sessionCookie(context) === undefined ? undefined : await identify(context)
  return visitor?.kind === 'person' && visitor.proof.kind === 'session' ? visitor : undefined
}

/** `GET /sign-in/SECRET`: one button. Previews and scanners open links too: opening uses nothing up, and asks nothing. */
export const confirmSignIn: Handler<AppContext, '/sign-in/:secret'> = (context) => {
  const secret = context.req.param('secret')
  if (!isSecret(secret)) return ask(context, { code: 'unknownLink' }, 403)
  if (isClosed(context)) return signInPage(context, { kind: 'closed' }, 403)
  return signInPage(context, { kind: 'confirm', secret }, 200)
}

/** `POST /sign-in`: uses a link, and makes this device one of its person's. */
export const signIn: Handler<AppContext> = async (context) => {
  if (isClosed(context)) return signInPage(context, { kind: 'closed' }, 403)
  const { services } = context.var
  if (!(await services.rateLimits.use('SIGN_IN_LIMIT', limitKey(context)))) {
    return refuse(context, { kind: 'limited', retryAfterSeconds: LIMIT_PERIOD_SECONDS })
  }
  const secret = secretIn(textOf(await formOf(context), 'link'))
  if (secret === undefined) return ask(context, { code: 'unknownLink' }, 403)

  const session = await sessionOf(context)
  const device = {
    device: deviceLabel(context.req.header('User-Agent') ?? ''),
    country: context.var.country,
  }
  const outcome = await signInByLink(
    services.openDatabase(),
    secret,
    device,
    session?.person.id,
    services.now(),
  )
  switch (outcome.status) {
    case 'signedIn':
      if (session) await leave(context, session)
      setSessionCookie(context, outcome.secret)
      return enter(context)
    case 'signedInAlready':
      return enter(context)
    default:
      return ask(context, reasonOf(outcome), 403)
  }
}

/** `POST /sign-out`: ends this device's session. */
export const signOut: Handler<AppContext> = async (context) => {
  await leave(context, context.var.visitor)
  clearSessionCookie(context)
  return context.redirect(`${signInHref(languageOf(context))}&signedOut=1`, 303)
}

async function leave(context: Context<AppContext>, visitor: Visitor): Promise<void> {
  if (visitor.kind !== 'person' || visitor.proof.kind !== 'session') return
  const { services } = context.var
  const { person, proof } = visitor
  const source = { ...auditSource(context), personId: person.id, via: 'session' as const }
  await endSession(services.openDatabase(), person.id, proof.sessionId, services.now(), source, 'signOut')
  services.visitors.forget()
}

/** To the reader's own stores, in the language that he reads. */
function enter(context: Context<AppContext>): Response {
  keepLanguage(context)
  return context.redirect(landingHref(languageOf(context)), 303)
}

function ask(context: Context<AppContext>, reason: AskReason, status: 200 | 403): Promise<Response> {
  if (isClosed(context)) return signInPage(context, { kind: 'closed' }, 403)
  return signInPage(context, { kind: 'ask', reason }, status)
}

function isClosed(context: Context<AppContext>): boolean {
  return context.var.services.config.accessMode === 'closed'
}

function reasonOf(outcome: Extract<SignInOutcome, { status: 'unknown' | 'expired' | 'usedUp' }>): AskReason {
  switch (outcome.status) {
    case 'unknown':
      return { code: 'unknownLink' }
    case 'expired':
      return { code: 'expiredLink', days: LINK_DAYS }
    case 'usedUp':
      return { code: 'usedUpLink', devices: outcome.maxDevices }
  }
}
