import type { Context, MiddlewareHandler } from 'hono'
import { bearerAuth } from 'hono/bearer-auth'
import { readConfig } from '../config'
import type { AppContext } from './context'
import { refuse } from './refusal'

/** Paths with a guard of their own, or nothing to guard. */
const OPEN_PATHS: ReadonlySet<string> = new Set(['/healthz', '/api/import'])

/** Closed by default: a deployment shows its figures to nobody until somebody says that it may. */
export const access: MiddlewareHandler<AppContext> = async (context, next) => {
  if (OPEN_PATHS.has(context.req.path) || readConfig(context.env).accessMode === 'public') return next()
  return refuse(context, { kind: 'closed' })
}

/** Guards the import: closed without the secret IMPORT_TOKEN, else open to who sends it as `Authorization: Bearer`. */
export const importAccess: MiddlewareHandler<AppContext> = async (context, next) => {
  const { importToken } = readConfig(context.env)
  if (!importToken) {
    return context.json(
      {
        error: 'closed',
        message: 'Importing is closed: set the secret IMPORT_TOKEN (wrangler secret put IMPORT_TOKEN).',
      },
      403,
    )
  }
  return bearerAuth<AppContext>({
    token: importToken,
    noAuthenticationHeader: { message: unauthorized },
    invalidAuthenticationHeader: { message: unauthorized },
    invalidToken: { message: unauthorized },
  })(context, next)
}

/** One answer for a missing, an unreadable and a wrong token. */
function unauthorized(context: Context<AppContext>): Response {
  return context.json(
    { error: 'unauthorized', message: 'Send the import token: Authorization: Bearer <IMPORT_TOKEN>.' },
    401,
    { 'WWW-Authenticate': 'Bearer' },
  )
}
