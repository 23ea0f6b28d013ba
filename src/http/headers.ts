import type { Lang } from '../diagnosis/words'
import { STYLE_SHEETS } from '../ui/styles/sheets'

/** Headers of every page: figures are nobody else's to keep, and nothing may run or load but our own styles. */
export async function pageHeaders(url: string, lang: Lang): Promise<Record<string, string>> {
  styleSources ??= sourcesOf(STYLE_SHEETS)
  return {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Language': lang === 'zh' ? 'zh-CN' : 'en',
    'Content-Security-Policy': `default-src 'none'; style-src ${await styleSources}; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    'Cache-Control': 'private, no-store',
    'Referrer-Policy': 'same-origin',
    Vary: 'Accept-Language',
    'X-Content-Type-Options': 'nosniff',
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
  const { hostname } = new URL(url)
  return hostname === 'localhost' || hostname === '127.0.0.1' ? { 'Content-Encoding': 'identity' } : {}
}
