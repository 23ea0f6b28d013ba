import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { isSecret } from '../access/secret'
import { SESSION_DAYS } from '../access/signIn'
import type { AppContext } from './context'
import { isLocal } from './local'

/** The cookie that a device is signed in by. Its name keeps other hosts of a domain from setting it, where the browser knows how. */

const NAME = 'session'

/** Not every browser takes a secure cookie from http://localhost. */
function options(context: Context<AppContext>) {
  return isLocal(context.req.url)
    ? ({ path: '/', httpOnly: true, sameSite: 'Lax' } as const)
    : ({ path: '/', httpOnly: true, sameSite: 'Lax', secure: true, prefix: 'host' } as const)
}

/** The secret that a request's cookie holds; undefined for anything that is none. */
export function sessionCookie(context: Context<AppContext>): string | undefined {
  const secret = isLocal(context.req.url) ? getCookie(context, NAME) : getCookie(context, NAME, 'host')
  return secret !== undefined && isSecret(secret) ? secret : undefined
}

export function setSessionCookie(context: Context<AppContext>, secret: string): void {
  setCookie(context, NAME, secret, { ...options(context), maxAge: SESSION_DAYS * 86_400 })
}

export function clearSessionCookie(context: Context<AppContext>): void {
  deleteCookie(context, NAME, options(context))
}
