import { parseJson } from '../src/json.ts'
import { isBearerToken, TOKEN_CHARACTERS } from './bearerToken.ts'
import { refuseAccessLogin, type ServiceToken, serviceToken } from './cloudflareAccess.ts'
import { errorAnswer } from './json.ts'
import { connectionError, isLocal, serverUrl } from './server.ts'
import { printable } from './terminal.ts'
import { UserError } from './userError.ts'

/** What commands ask of a server as an admin. */

export interface AdminTarget {
  /** Of the server, such as `http://localhost:8051`. */
  baseUrl: URL
  /** An admin's API token of the purpose `people`; undefined on this machine, where nobody is asked for one. */
  token: string | undefined
  /** Where Cloudflare Access stands before the server. */
  serviceToken?: ServiceToken
}

/** The server and the token by a command's options. @throws UserError where they cannot be meant */
export function adminTarget({ url, token }: { url?: string; token?: string }): AdminTarget {
  const baseUrl = serverUrl(url)
  // The token in the environment is a deployment's: this machine's server would take it for a wrong one.
  const found = token ?? (isLocal(baseUrl) ? undefined : process.env.PEOPLE_TOKEN || undefined)
  if (found !== undefined && !isBearerToken(found)) {
    throw new UserError(`The token holds other characters than ${TOKEN_CHARACTERS}: copy it again.`)
  }
  return { baseUrl, token: found, serviceToken: serviceToken() }
}

/**
 * Asks, and takes any answer but a good one for a refusal.
 * @param about what the answer is about, in a word
 * @throws UserError where the server did not do it
 */
export async function askAdmin(
  target: AdminTarget,
  method: string,
  path: `/${string}`,
  about: string,
  body: object = {},
): Promise<unknown> {
  const answer = await sendAdmin(target, method, path, body)
  refuseAccessLogin(answer, target)
  const json = parseJson(answer.body)
  if (answer.status >= 200 && answer.status < 300 && json !== undefined) return json
  throw refusal(target, answer.status, json, about)
}

const ANSWER_LIMIT_MS = 30_000

/** Asks. @throws UserError where no answer comes */
export async function sendAdmin(
  { baseUrl, token, serviceToken }: AdminTarget,
  method: string,
  path: `/${string}`,
  body: object = {},
) {
  try {
    const response = await fetch(new URL(path, baseUrl), {
      method,
      headers: {
        ...serviceToken,
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        accept: 'application/json',
        // Also where there is nothing to say: without a type, a request looks like a form of another site.
        'content-type': 'application/json',
      },
      body: method === 'GET' ? null : JSON.stringify(body),
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
    })
    const location = response.headers.get('location') ?? undefined
    return { status: response.status, location, body: await response.text() }
  } catch (error) {
    throw connectionError(error, baseUrl, '')
  }
}

/** Why the server did not do it. */
export function refusal(target: AdminTarget, status: number, json: unknown, about: string): UserError {
  const { origin } = target.baseUrl
  const { message } = errorAnswer(json)
  if (status === 401) return unknownAsker(target)
  if (message === '') return unexpectedAnswer(target, status, about)
  const advice = status === 403 && target.token !== undefined ? ` ${TOKEN_ADVICE}` : ''
  return new UserError(`${origin} says: ${printable(message, MAX_MESSAGE_CHARS)}${advice}`)
}

const MAX_MESSAGE_CHARS = 600
const TOKEN_ADVICE = "The token must be an admin's, and of the purpose “people”."

function unknownAsker({ baseUrl, token }: AdminTarget): UserError {
  const { origin } = baseUrl
  if (isLocal(baseUrl) && token === undefined) {
    return new UserError(`${origin} has no local admin: start it with \`npm start\`, which makes one.`)
  }
  const whom = token === undefined ? 'you' : 'this token'
  return new UserError(
    `${origin} does not know ${whom}: make a token of the purpose “people” on the page ${origin}/me, and give it with --token or in PEOPLE_TOKEN.`,
  )
}

/** What a server of another kind or version answers. */
export function unexpectedAnswer({ baseUrl }: AdminTarget, status: number, about: string): UserError {
  return new UserError(
    `${baseUrl.origin} answered ${status} and nothing about ${about}: check --url, and that this version is deployed there.`,
  )
}
