import type { Context } from 'hono'
import type { Role, TokenPurpose } from '../access/role'
import type { Verdict } from '../access/verdict'
import type { Visitor } from '../access/visitor'
import { renderMessagePage } from '../ui/message/messagePage'
import type { MessageView } from '../ui/message/view'
import { renderSignInPage } from '../ui/signIn/signInPage'
import type { AskReason, SignInView } from '../ui/signIn/view'
import type { AppContext } from './context'
import { pageHeaders } from './headers'
import { languageOf } from './language'
import { clearSessionCookie } from './sessionCookie'

/** A request's refusal as a whole: a small page for people, JSON for programs. */

const STATUS = {
  forbidden: 403,
  otherOrigin: 403,
  notFound: 404,
  tooLarge: 413,
  limited: 429,
  error: 500,
  unavailable: 503,
} as const satisfies Record<MessageView['kind'], number>

const MESSAGES: Record<Exclude<MessageView['kind'], 'forbidden'>, string> = {
  otherOrigin: 'This request was sent from another site. Open the page here and send it again.',
  notFound: 'There is nothing here.',
  tooLarge: 'This request is larger than any form.',
  limited: 'Too many requests. Wait a minute and try again.',
  error: 'Something failed on our side. Try again; the reference names the line in the log.',
  unavailable: 'The database does not answer. Try again.',
}

const NEEDED: Record<Role, string> = {
  viewer: 'Sign in for this.',
  operator: 'This is for operators and admins.',
  admin: 'This is for admins.',
}

const PURPOSES: Record<TokenPurpose, string> = {
  read: 'reading',
  import: 'imports',
  people: 'managing people',
}

function forbiddenMessage({ needs, token }: Extract<MessageView, { kind: 'forbidden' }>): string {
  if (!token) return NEEDED[needs]
  const instead =
    token.needed === null
      ? 'a person has to sign in for this'
      : `this needs one for ${PURPOSES[token.needed]}`
  return `This token is for ${PURPOSES[token.purpose]}; ${instead}.`
}

export async function refuse(context: Context<AppContext>, view: MessageView): Promise<Response> {
  if (view.kind === 'limited') context.header('Retry-After', String(view.retryAfterSeconds))
  if (isForProgram(context)) {
    const message = view.kind === 'forbidden' ? forbiddenMessage(view) : MESSAGES[view.kind]
    const reference = 'reference' in view ? { reference: view.reference } : {}
    return context.json({ error: view.kind, message, ...reference }, STATUS[view.kind])
  }
  const lang = languageOf(context)
  const { visitor } = context.var
  const html = renderMessagePage(view, lang, visitor.kind === 'person')
  return context.body(html, STATUS[view.kind], await pageHeaders(context.req.url, lang))
}

/** The answer to a visitor who may not do what he asks for. */
export function refuseVisitor(
  context: Context<AppContext>,
  visitor: Visitor,
  verdict: Exclude<Verdict, { status: 'granted' }>,
): Promise<Response> | Response {
  switch (verdict.status) {
    case 'forbidden':
      return refuse(context, { ...verdict, kind: 'forbidden' })
    case 'closed':
      if (isForProgram(context))
        return context.json({ error: 'closed', message: closedMessage(context) }, 403)
      return signInPage(context, { kind: 'closed' }, 403)
    case 'unknown': {
      context.header('WWW-Authenticate', 'Bearer')
      if (isForProgram(context)) {
        return context.json({ error: 'unauthorized', message: unauthorizedMessage(context) }, 401)
      }
      const reason = askReason(context, visitor)
      if (reason.code === 'sessionEnded') clearSessionCookie(context)
      return signInPage(context, { kind: 'ask', reason }, 401)
    }
  }
}

/** A page for somebody who is not signed in. */
export async function signInPage(
  context: Context<AppContext>,
  view: SignInView,
  status: 200 | 401 | 403,
): Promise<Response> {
  const lang = languageOf(context)
  const html = renderSignInPage(view, lang)
  return context.body(html, status, await pageHeaders(context.req.url, lang))
}

function askReason({ req, var: { services } }: Context<AppContext>, visitor: Visitor): AskReason {
  if (visitor.kind !== 'nobody') return { code: 'noProof' }
  switch (visitor.reason) {
    case 'sessionEnded':
      return { code: 'sessionEnded' }
    case 'unknownEmail':
      return { code: 'unknownEmail', email: visitor.email }
    case 'noProof':
    case 'badToken': {
      const isOpen = services.config.accessMode === 'public' && req.path.startsWith('/import')
      return { code: isOpen ? 'importing' : 'noProof' }
    }
  }
}

function closedMessage(context: Context<AppContext>): string {
  const { importToken } = context.var.services.config
  if (context.req.path === '/api/import') {
    return importToken.status === 'unusable'
      ? 'Importing is closed: IMPORT_TOKEN holds characters that no request can send. Set it to letters, digits and -._~+/ alone.'
      : 'Importing is closed: set the secret IMPORT_TOKEN (wrangler secret put IMPORT_TOKEN), or ACCESS_MODE=people for operators.'
  }
  return 'Access is closed. Set ACCESS_MODE=people for the people that you name, or ACCESS_MODE=public for everybody who has the address.'
}

function unauthorizedMessage(context: Context<AppContext>): string {
  const purpose =
    context.req.path === '/api/import' ? 'IMPORT_TOKEN, or an API token for imports' : 'an API token'
  return `Sign in, or send ${purpose}: Authorization: Bearer <token>.`
}

/** Whether a program asks: it gets JSON. Exports are asked for by browsers as well, but as files. */
function isForProgram(context: Context<AppContext>): boolean {
  return context.req.path.startsWith('/api/')
}
