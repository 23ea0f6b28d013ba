import type { Context, MiddlewareHandler } from 'hono'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import { includesRole } from '../access/role'
import { type Action, verdictOn } from '../access/verdict'
import type { Visitor } from '../access/visitor'
import type { AppContext } from './context'
import { identify } from './identify'
import { refuse, refuseVisitor } from './refusal'
import { unavailable } from './streamedPage'

/**
 * A route's guard: finds out who the request is from, judges whether he may, and puts him and the stores that he may see
 * into the context. Every route names one in app.ts.
 */
function guard(action: Action): MiddlewareHandler<AppContext> {
  return async (context, next) => {
    const { config } = context.var.services
    let visitor: Visitor
    try {
      visitor = await identify(context)
    } catch (error) {
      return refuse(context, { kind: 'unavailable', reference: unavailable('database', error).reference })
    }
    const hasImportToken = config.importToken.status === 'set'
    const verdict = verdictOn(visitor, action, { mode: config.accessMode, hasImportToken })
    if (verdict.status !== 'granted') return refuseVisitor(context, visitor, verdict)
    context.set('visitor', visitor)
    context.set('scope', verdict.scope)
    return isSignedIn(context) ? sameOrigin(context, next) : next()
  }
}

const originCheck = csrf()

/** Lets nothing be changed by a form on another site. */
export const sameOrigin: MiddlewareHandler<AppContext> = async (context, next) => {
  let passed = false
  try {
    await originCheck(context, async () => {
      passed = true
    })
  } catch (error) {
    if (!(error instanceof HTTPException)) throw error
  }
  return passed ? next() : refuse(context, { kind: 'otherOrigin' })
}

/** Pages and figures of the visitor's stores. */
export const reading = guard('read')
/** Imports. */
export const importing = guard('import')
/** Pages of imports and stores: what was imported is taken back, stores are changed. */
export const operating = guard('operate')
/** People, and what they did. */
export const managing = guard('manage')
/** The own devices and tokens. */
export const signedIn = guard('own')

/**
 * Whether the visitor is a person in a browser: the bar leads to his own page, and a form on somebody else's site would
 * be sent in his name.
 */
export function isSignedIn(context: Context<AppContext>): boolean {
  const { visitor } = context.var
  return visitor.kind === 'person' && visitor.proof.kind !== 'token'
}

/** Whether a person may also import: then what he reads leads there. */
export function mayImport({ var: { visitor } }: Context<AppContext>): boolean {
  return visitor.kind === 'person' && includesRole(visitor.person.role, 'operator')
}

/** Whom the limits know a visitor as: a person, or an address. */
export function limitKey(context: Context<AppContext>): string {
  const { visitor } = context.var
  if (visitor.kind === 'person') return `person ${visitor.person.id}`
  if (visitor.kind === 'importToken') return 'import token'
  return `address ${context.req.header('CF-Connecting-IP') ?? ''}`
}
