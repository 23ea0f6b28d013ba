/** What a token may be, so that a server reads it as it was meant: RFC 6750's `b64token`. */
export const TOKEN_CHARACTERS = 'letters, digits and -._~+/, at the end also ='

export function isBearerToken(text: string): boolean {
  return /^[A-Za-z0-9\-._~+/]+=*$/.test(text)
}
