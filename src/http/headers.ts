import type { Lang } from '../ui/language'

/** Headers of every page: figures are nobody else's to keep, and nothing may run or load but the styles sent with it. */
export function pageHeaders(url: string, lang: Lang, nonce: string): Record<string, string> {
  return {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Language': lang === 'zh' ? 'zh-CN' : 'en',
    'Content-Security-Policy': `default-src 'none'; style-src 'nonce-${nonce}'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    'Cache-Control': 'private, no-store',
    'Referrer-Policy': 'same-origin',
    Vary: 'Accept-Language',
    'X-Content-Type-Options': 'nosniff',
    ...uncompressedLocally(url),
  }
}

/**
 * `wrangler dev` compresses a stream only when it has ended, so that a browser sees no skeleton. The edge
 * compresses as it streams; locally the page goes out as it is.
 */
function uncompressedLocally(url: string): Record<string, string> {
  const { hostname } = new URL(url)
  return hostname === 'localhost' || hostname === '127.0.0.1' ? { 'Content-Encoding': 'identity' } : {}
}
