/** Secrets that show who somebody is: of links, sessions and API tokens. */

const SECRET_BYTES = 32
/** 32 bytes in base64url. */
const SECRET = /[A-Za-z0-9_-]{43}/
const ONLY_SECRET = new RegExp(`^${SECRET.source}$`)

/** A new secret: 256 random bits, in 43 characters that an address may hold. */
export function newSecret(): string {
  return base64Url(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)))
}

/** Whether a text may be a secret: any other is known to be none without asking the database. */
export function isSecret(text: string): boolean {
  return ONLY_SECRET.test(text)
}

/** The secret in a text that somebody pasted: a whole link, or the secret alone; undefined where there is none. */
export function secretIn(text: string): string | undefined {
  // What stands behind a link in a chat, a full stop or a bracket, is no part of it.
  const [, path] = /\/sign-in\/([A-Za-z0-9_-]+)/.exec(text) ?? []
  const candidate = path ?? text.trim()
  return isSecret(candidate) ? candidate : undefined
}

/** What is stored of a secret. It has enough chance in it that a plain digest cannot be reversed by guessing. */
export async function hashOf(secret: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret))
  return base64Url(new Uint8Array(digest))
}

function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
