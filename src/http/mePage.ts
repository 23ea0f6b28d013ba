import type { Context, Handler } from 'hono'
import { includesRole, isTokenPurpose, PURPOSE_ROLES, TOKEN_PURPOSES } from '../access/role'
import { hashOf, newSecret } from '../access/secret'
import type { Visitor } from '../access/visitor'
import type { Database } from '../data/database'
import { loadOwnProofs } from '../data/people'
import { deleteToken, endOtherSessions, endSession, insertToken } from '../data/proofs'
import { MAX_CHARS } from '../limits'
import { renderMePage } from '../ui/me/mePage'
import type { MeView } from '../ui/me/view'
import { auditSource } from './auditing'
import type { AppContext } from './context'
import { formOf, textOf, wholeNumber } from './formValues'
import { pageHeaders } from './headers'
import { keepLanguage, languageOf } from './language'
import { clearSessionCookie } from './sessionCookie'
import { unavailable } from './streamedPage'

/** The own page: who one is here, on which devices, and with which tokens. */

type Own = Extract<Visitor, { kind: 'person' }>
type Shown = Pick<Extract<MeView, { status: 'ready' }>, 'newToken' | 'refused'>

/** The guard of these routes lets nobody else in. */
function own(context: Context<AppContext>): Own {
  const { visitor } = context.var
  if (visitor.kind !== 'person') throw new Error('the route has no guard for people')
  return visitor
}

/** `GET /me` */
export const mePage: Handler<AppContext> = (context) => show(context, {}, 200)

async function show(context: Context<AppContext>, shown: Shown, status: 200 | 400): Promise<Response> {
  const { services } = context.var
  const lang = languageOf(context)
  let view: MeView
  try {
    view = { ...(await viewOf(context, services.openDatabase())), ...shown }
  } catch (error) {
    view = unavailable('database', error)
  }
  const html = renderMePage(view, lang)
  const headers = await pageHeaders(context.req.url, lang)
  return context.body(html, view.status === 'ready' ? status : 503, headers)
}

async function viewOf(
  context: Context<AppContext>,
  db: Database,
): Promise<Extract<MeView, { status: 'ready' }>> {
  const { person, proof } = own(context)
  const { sessions, tokens } = await loadOwnProofs(db, person.id)
  return {
    status: 'ready',
    name: person.name,
    role: person.role,
    email: person.email,
    stores: person.scope.kind === 'all' ? null : person.stores.map(({ name }) => name),
    sessions,
    thisSessionId: proof.kind === 'session' ? proof.sessionId : null,
    tokens,
    purposes: TOKEN_PURPOSES.filter((purpose) => includesRole(person.role, PURPOSE_ROLES[purpose])),
    nowIso: context.var.services.now().toISOString(),
    origin: new URL(context.req.url).origin,
  }
}

/** `POST /me/sessions/ID/end`: signs one of the own devices out. */
export const endOwnSession: Handler<AppContext, '/me/sessions/:id/end'> = async (context) => {
  const { services } = context.var
  const { person, proof } = own(context)
  const sessionId = wholeNumber(context.req.param('id'))
  const source = auditSource(context)
  await endSession(services.openDatabase(), person.id, sessionId, services.now(), source, 'sessionRevoked')
  services.visitors.forget()
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
  const purpose = textOf(form, 'purpose')
  if (name === '' || name.length > MAX_CHARS.personName) {
    return show(context, { refused: { code: 'tokenNameMissing' } }, 400)
  }
  if (!isTokenPurpose(purpose) || !includesRole(person.role, PURPOSE_ROLES[purpose])) {
    return show(context, { refused: { code: 'unreadablePurpose' } }, 400)
  }
  const secret = newSecret()
  const token = { personId: person.id, tokenHash: await hashOf(secret), name, purpose }
  const made = await insertToken(services.openDatabase(), token, services.now(), auditSource(context))
  if (!made) return show(context, { refused: { code: 'tooManyTokens' } }, 400)
  return show(context, { newToken: { name, purpose, secret } }, 200)
}

/** `POST /me/tokens/ID/revoke` */
export const revokeOwnToken: Handler<AppContext, '/me/tokens/:id/revoke'> = async (context) => {
  const { services } = context.var
  const tokenId = wholeNumber(context.req.param('id'))
  const personId = own(context).person.id
  await deleteToken(services.openDatabase(), personId, tokenId, services.now(), auditSource(context))
  services.visitors.forget()
  return back(context)
}

/** `POST /me/language`: the language that pages open in where their address names none. */
export const chooseLanguage: Handler<AppContext> = async (context) => {
  const lang = textOf(await formOf(context), 'lang')
  const chosen = lang === 'en' || lang === 'zh' ? lang : languageOf(context)
  keepLanguage(context, chosen)
  return context.redirect(`/me?lang=${chosen}`, 303)
}

function back(context: Context<AppContext>): Response {
  return context.redirect(`/me?lang=${languageOf(context)}`, 303)
}
