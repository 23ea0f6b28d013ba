import type { Env } from '../src/env'
import { createApp } from '../src/http/app'
import { testServices } from './services'

/** What a test sends; `url` is an address, or a path on localhost. */
export interface Asked extends Omit<RequestInit, 'headers' | 'cf'> {
  headers?: Record<string, string>
  /** As Cloudflare tells it. */
  country?: string
  /** Who Cloudflare Access says it is, where the platform itself has checked. */
  access?: { aud: string; email: string }
}

/**
 * The application in this process on real bindings, with a memory of its own as an isolate has it. The clock is the caller's: set
 * `options.now` to move it.
 */
export function openIsolate(env: Env, options: Parameters<typeof testServices>[1] = {}) {
  options.accessMode ??= 'people'
  const test = testServices(env, options)
  const app = createApp(() => test.services)
  const ask = async (url: string, { country, access, ...init }: Asked = {}): Promise<Response> => {
    const request = new Request(new URL(url, 'http://localhost'), init)
    if (country) Object.defineProperty(request, 'cf', { value: { country } })
    const identity = access && { aud: access.aud, getIdentity: async () => ({ email: access.email }) }
    const context: Pick<ExecutionContext, 'waitUntil' | 'passThroughOnException' | 'props'> = {
      waitUntil: () => undefined,
      passThroughOnException: () => undefined,
      props: {},
    }
    if (identity) Object.assign(context, { access: identity })
    return app.fetch(request, env, context as ExecutionContext)
  }
  return { ...test, options, app, ask }
}

export type Isolate = ReturnType<typeof openIsolate>

/** A form as a page of the site sends it. */
export function form(
  fields: Record<string, string> | [string, string][],
  headers: Record<string, string> = {},
): Asked {
  return {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { origin: 'http://localhost', ...headers },
  }
}

/** A program's JSON. */
export function json(value: unknown, headers: Record<string, string> = {}): Asked {
  return {
    method: 'POST',
    body: JSON.stringify(value),
    headers: { 'content-type': 'application/json', ...headers },
  }
}

/** A cookie's value in an answer that sets it; undefined for one that does not. */
export function cookieIn(response: Response, name: string): string | undefined {
  const set = response.headers.getSetCookie().find((cookie) => cookie.startsWith(`${name}=`))
  return set?.slice(name.length + 1).split(';')[0]
}

/** The page that a form's answer leads to, with what it shows this once. @param cookie of the device */
export async function shownOnce(
  isolate: Isolate,
  response: Response,
  path: string,
  cookie: string,
): Promise<string> {
  const name = `new-${path.slice(1)}`
  const cookies = `${cookie}; ${name}=${cookieIn(response, name) ?? ''}`
  return (await isolate.ask(path, { headers: { cookie: cookies } })).text()
}
