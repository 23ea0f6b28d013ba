import type { MiddlewareHandler } from 'hono'
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

/** Whether two secrets are equal, in a time that tells nothing of where they differ. */
export async function sameSecret(given: string, expected: string): Promise<boolean> {
  // Digests have one length whatever the secrets', which a comparison would otherwise tell.
  const [a, b] = await Promise.all([digest(given), digest(expected)])
  let difference = 0
  for (const [i, byte] of a.entries()) difference |= byte ^ (b[i] ?? 0)
  return difference === 0
}

async function digest(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
}
