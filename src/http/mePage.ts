import type { Context, Handler } from 'hono'
import { isTokenPurpose, purposesOf } from '../access/role'
import { hashOf, newSecret } from '../access/secret'
import type { Visitor } from '../access/visitor'
import { loadOwnProofs } from '../data/people'
import { endOtherSessions, insertToken } from '../data/proofs'
import { MAX_CHARS } from '../limits'
import { meHref } from '../ui/links'
import { renderMePage } from '../ui/me/mePage'
import type { MeView } from '../ui/me/view'
import { accountPage } from './accountPage'
import { auditSource } from './auditing'
import type { AppContext } from './context'
import { formOf, textOf, wholeNumber } from './formValues'
import { keepLanguage, languageOf } from './language'
import { endProof } from './peopleChanges'
import { clearSessionCookie } from './sessionCookie'
import { showOnce, takeShownOnce } from './shownOnce'

/** The own page: who one is here, on which devices, and with which tokens. */

type Own = Extract<Visitor, { kind: 'person' }>
type ReadyView = Extract<MeView, { status: 'ready' }>
type Shown = Pick<ReadyView, 'newToken' | 'refused'>

const PATH = '/me'

/** The guard of these routes lets nobody else in. */
function own(context: Context<AppContext>): Own {
  const { visitor } = context.var
  if (visitor.kind !== 'person') throw new Error('the route has no guard for people')
  return visitor
}

/** `GET /me`; with a token that was just made, this once. */
export const mePage: Handler<AppContext> = (context) => {
  const newToken = tokenOf(takeShownOnce(context, PATH))
  return show(context, newToken ? { newToken } : {})
}

function show(context: Context<AppContext>, shown: Shown, status: 200 | 400 = 200): Promise<Response> {
  return accountPage(context, async () => ({ ...(await read(context)), ...shown }), renderMePage, status)
}

async function read(context: Context<AppContext>): Promise<ReadyView> {
  const { services } = context.var
  const { person, proof } = own(context)
  const { sessions, tokens } = await loadOwnProofs(services.openDatabase(), person.id)
  return {
    status: 'ready',
    name: person.name,
    role: person.role,
    email: person.email,
    stores: person.scope.kind === 'all' ? null : person.stores.map(({ name }) => name),
    sessions,
    thisSessionId: proof.kind === 'session' ? proof.sessionId : null,
    tokens,
    purposes: purposesOf(person.role),
    nowIso: services.now().toISOString(),
    origin: new URL(context.req.url).origin,
  }
}

/** A token as the cookie carries it. */
function tokenOf(value: Record<string, unknown> | undefined): Shown['newToken'] {
  const { name, purpose, secret } = value ?? {}
  if (typeof name !== 'string' || typeof secret !== 'string' || !isTokenPurpose(purpose)) return undefined
  return { name, purpose, secret }
}

/** `POST /me/sessions/ID/end`: signs one of the own devices out. */
export const endOwnSession: Handler<AppContext, '/me/sessions/:id/end'> = async (context) => {
  const { person, proof } = own(context)
  const sessionId = wholeNumber(context.req.param('id'))
  await endProof(context, person.id, { kind: 'session', id: sessionId })
  if (proof.kind === 'session' && proof.sessionId === sessionId) clearSessionCookie(context)
  return back(context)
}

/** `POST /me/sessions/end-others`: signs all other devices out. */
export const endOwnOtherSessions: Handler<AppContext> = async (context) => {
  const { services } = context.var
  const { person, proof } = own(context)
  const thisSessionId = proof.kind === 'session' ? proof.sessionId : null
  const source = auditSource(context)
  await endOtherSessions(services.openDatabase(), person.id, thisSessionId, services.now(), source)
  services.visitors.forget()
  return back(context)
}

/** `POST /me/tokens`: makes a token, and shows it this once. */
export const makeOwnToken: Handler<AppContext> = async (context) => {
  const { services } = context.var
  const { person } = own(context)
  const form = await formOf(context)
  const name = textOf(form, 'name').replace(/\p{C}/gu, '').trim()
  const purpose = purposesOf(person.role).find((of) => of === textOf(form, 'purpose'))
  if (name === '' || name.length > MAX_CHARS.personName) {
    return show(context, { refused: { code: 'tokenNameMissing' } }, 400)
  }
  if (!purpose) {
    return show(context, { refused: { code: 'unreadablePurpose' } }, 400)
  }
  const secret = newSecret()
  const token = { personId: person.id, tokenHash: await hashOf(secret), name, purpose }
  const made = await insertToken(services.openDatabase(), token, services.now(), auditSource(context))
  if (!made) return show(context, { refused: { code: 'tooManyTokens' } }, 400)
  showOnce(context, PATH, { name, purpose, secret })
  return back(context)
}

/** `POST /me/tokens/ID/revoke` */
export const revokeOwnToken: Handler<AppContext, '/me/tokens/:id/revoke'> = async (context) => {
  await endProof(context, own(context).person.id, { kind: 'token', id: wholeNumber(context.req.param('id')) })
  return back(context)
}

/** `POST /me/language`: the language that pages open in where their address names none. */
export const chooseLanguage: Handler<AppContext> = async (context) => {
  const lang = textOf(await formOf(context), 'lang')
  const chosen = lang === 'en' || lang === 'zh' ? lang : languageOf(context)
  keepLanguage(context, chosen)
  return context.redirect(meHref(chosen), 303)
}

function back(context: Context<AppContext>): Response {
  return context.redirect(meHref(languageOf(context)), 303)
}
