import type { MiddlewareHandler } from 'hono'
import type { Lang } from '../diagnosis/words'
import { STYLE_SHEETS } from '../ui/styles/sheets'
import type { AppContext } from './context'
import { isLocal } from './local'

/** What every answer says, errors and files included: it is the reader's alone, and holds nothing that a browser may run or load. */
const DEFAULTS = {
  'Cache-Control': 'private, no-store',
  'Content-Security-Policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'X-Robots-Tag': 'noindex, nofollow',
}

/** Adds to an answer what it does not say itself. */
export const defaultHeaders: MiddlewareHandler<AppContext> = async (context, next) => {
  await next()
  const { headers } = context.res
  for (const [name, value] of Object.entries(DEFAULTS)) if (!headers.has(name)) headers.set(name, value)
}

/** Of the one page that may run our own scripts, start them as workers, and talk to us. */
export const OWN_SCRIPTS = "script-src 'self'; worker-src 'self'; connect-src 'self'; "

/**
 * What a page says beyond that: its language, and that our own styles may be loaded.
 * @param scripts what it may run; by itself nothing
 */
export async function pageHeaders(
  url: string,
  lang: Lang,
  scripts: '' | typeof OWN_SCRIPTS = '',
): Promise<Record<string, string>> {
  styleSources ??= sourcesOf(STYLE_SHEETS)
  return {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Language': lang === 'zh' ? 'zh-CN' : 'en',
    'Content-Security-Policy': `default-src 'none'; ${scripts}style-src ${await styleSources}; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    Vary: 'Accept-Language, Cookie',
    ...uncompressedLocally(url),
  }
}

let styleSources: Promise<string> | undefined

/** The style sheets as a policy names them: by their hashes. */
async function sourcesOf(sheets: readonly string[]): Promise<string> {
  const digests = sheets.map((sheet) => crypto.subtle.digest('SHA-256', new TextEncoder().encode(sheet)))
  const hashes = (await Promise.all(digests)).map((digest) =>
    btoa(String.fromCharCode(...new Uint8Array(digest))),
  )
  return hashes.map((hash) => `'sha256-${hash}'`).join(' ')
}

/**
 * `wrangler dev` compresses a stream only when it has ended, so that a browser sees no skeleton. The edge
 * compresses as it streams; locally the page goes out as it is.
 */
function uncompressedLocally(url: string): Record<string, string> {
  return isLocal(url) ? { 'Content-Encoding': 'identity' } : {}
}
