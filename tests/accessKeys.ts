import { fetchedKeys } from '../src/http/accessAssertion'

/** Cloudflare Access as tests have it: a team with keys of its own, which signs whatever it is asked to. */

export const TEAM = { teamOrigin: 'https://team.cloudflareaccess.com', audience: 'the-audience' }

export interface AccessKey {
  kid: string
  pair: CryptoKeyPair
}

const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }

export async function accessKey(kid: string): Promise<AccessKey> {
  const size = { modulusLength: 2_048, publicExponent: new Uint8Array([1, 0, 1]) }
  return {
    kid,
    pair: (await crypto.subtle.generateKey({ ...RSA, ...size }, true, ['sign', 'verify'])) as CryptoKeyPair,
  }
}

async function publicJwk({ kid, pair }: AccessKey) {
  return {
    ...((await crypto.subtle.exportKey('jwk', pair.publicKey)) as JsonWebKey),
    kid,
    alg: 'RS256',
    use: 'sig',
  }
}

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A token with a header and claims, and a signature of `signer` over both. */
export async function signed(
  header: object,
  claims: object,
  signer: (data: Uint8Array<ArrayBuffer>) => Promise<ArrayBuffer> | ArrayBuffer,
): Promise<string> {
  const head = `${part(header)}.${part(claims)}`
  const signature = await signer(new TextEncoder().encode(head))
  return `${head}.${Buffer.from(signature).toString('base64url')}`
}

/** What Access says of somebody at a time, by its key. */
export function assertionOf(
  key: AccessKey,
  email: string | undefined,
  now: Date,
  claims: object = {},
): Promise<string> {
  const seconds = Math.floor(now.getTime() / 1_000)
  const usual = {
    iss: TEAM.teamOrigin,
    aud: [TEAM.audience],
    ...(email === undefined ? {} : { email }),
    sub: 'a-subject',
    type: 'app',
    iat: seconds,
    nbf: seconds,
    exp: seconds + 3_600,
  }
  return signed({ alg: 'RS256', kid: key.kid, typ: 'JWT' }, { ...usual, ...claims }, (data) =>
    crypto.subtle.sign(RSA, key.pair.privateKey, data),
  )
}

/** The team's address for its keys, with how often it was asked; what it has may change, or fail. */
export function keyServer(...initial: AccessKey[]) {
  const server = { keys: initial, asked: [] as string[], answer: undefined as Response | undefined }
  const keys = fetchedKeys(async (url) => {
    server.asked.push(url)
    return server.answer?.clone() ?? Response.json({ keys: await Promise.all(server.keys.map(publicJwk)) })
  })
  return { server, keys }
}

/** The modulus of a public key as PEM: what a forger may take for a shared secret. */
export async function publicPem({ pair }: AccessKey): Promise<string> {
  const der = Buffer.from((await crypto.subtle.exportKey('spki', pair.publicKey)) as ArrayBuffer)
  return `-----BEGIN PUBLIC KEY-----\n${der.toString('base64')}\n-----END PUBLIC KEY-----\n`
}
