import type { MiddlewareHandler } from 'hono'
import type { Lang } from '../diagnosis/words'
import { COPY_SCRIPT } from '../ui/share/copyScript'
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

/**
 * What a page may run: nothing; the script that copies a text, by its hash; or, of the one page that imports, our own
 * files, which it may start as workers, and which may talk to us.
 */
export type PageScripts = 'none' | 'copying' | 'importing'

async function scriptRules(scripts: PageScripts): Promise<string> {
  switch (scripts) {
    case 'none':
      return ''
    case 'copying':
      return `script-src ${await sourcesOf([COPY_SCRIPT])}; `
    case 'importing':
      return "script-src 'self'; worker-src 'self'; connect-src 'self'; "
  }
}

/**
 * What a page says beyond that: its language, and that our own styles may be loaded.
 * @param scripts what it may run; by itself nothing
 */
export async function pageHeaders(
  url: string,
  lang: Lang,
  scripts: PageScripts = 'none',
): Promise<Record<string, string>> {
  return {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Language': lang === 'zh' ? 'zh-CN' : 'en',
    'Content-Security-Policy': await policyOf(scripts),
    Vary: 'Accept-Language, Cookie',
    ...uncompressedLocally(url),
  }
}

/** The same for every page that may run the same. */
const policies = new Map<PageScripts, Promise<string>>()

function policyOf(scripts: PageScripts): Promise<string> {
  const policy = policies.get(scripts) ?? makePolicy(scripts)
  policies.set(scripts, policy)
  return policy
}

async function makePolicy(scripts: PageScripts): Promise<string> {
  const styles = await sourcesOf(STYLE_SHEETS)
  return `default-src 'none'; ${await scriptRules(scripts)}style-src ${styles}; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`
}

/** Style sheets and scripts as a policy names them: by their hashes. */
async function sourcesOf(texts: readonly string[]): Promise<string> {
  const digests = texts.map((text) => crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
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
