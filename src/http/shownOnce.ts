import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { isRecord, parseJson } from '../json'
import type { AppContext } from './context'
import { isLocal } from './local'

/**
 * A secret on its way from the form that made it to the page that shows it, once: what a form answers is a redirection, so
 * that loading the page again makes nothing again.
 */

/** From the answer of the form to the next request. */
const KEPT_SECONDS = 60

/** @param path of the pages that may show it; no other request carries it */
function options(context: Context<AppContext>, path: string) {
  return { path, httpOnly: true, sameSite: 'Strict', secure: !isLocal(context.req.url) } as const
}

export function showOnce(context: Context<AppContext>, path: string, secret: object): void {
  setCookie(context, nameOf(path), JSON.stringify(secret), {
    ...options(context, path),
    maxAge: KEPT_SECONDS,
  })
}

/** What is to be shown now, and never again; undefined where there is nothing. Anybody may have written it. */
export function takeShownOnce(
  context: Context<AppContext>,
  path: string,
): Record<string, unknown> | undefined {
  const value = parseJson(getCookie(context, nameOf(path)))
  if (value === undefined) return undefined
  deleteCookie(context, nameOf(path), options(context, path))
  return isRecord(value) ? value : undefined
}

function nameOf(path: string): string {
  return `new${path.replaceAll('/', '-')}`
}
