import type { PersonWithProofs } from '../src/data/people.ts'
import { isRecord, parseJson } from '../src/json.ts'
import { refuseAccessLogin, type ServiceToken } from './cloudflareAccess.ts'
import { errorAnswer } from './json.ts'
import { connectionError, isLocal } from './server.ts'
import { printable } from './terminal.ts'
import { UserError } from './userError.ts'

/** The server's people, by `/api/people`. */

export type { PersonWithProofs }

/** Whose people, and who asks. */
export interface PeopleTarget {
  /** Of the server, such as `http://localhost:8051`. */
  baseUrl: URL
  /** An admin's API token of the purpose `people`; undefined on this machine, where nobody is asked for one. */
  token: string | undefined
  /** Where Cloudflare Access stands before the server. */
  serviceToken?: ServiceToken
}

export interface NewPerson {
  name: string
  role: string
  /** Names of stores; `all`: also those to come. */
  stores: 'all' | readonly string[]
  email?: string
}

/** A link as it is shown this once. */
export interface NewLink {
  id: number
  name: string
  link: string
  /** That it opens on. */
  devices: number
  /** That it holds unused. */
  days: number
}

/** @throws UserError, as every function here, where the server did not do it */
export async function listPeople(target: PeopleTarget): Promise<PersonWithProofs[]> {
  const json = await ask(target, 'GET', '/api/people')
  if (!isRecord(json) || !Array.isArray(json.people)) throw noPeople(target, 200)
  return json.people as PersonWithProofs[]
}

export async function addPerson(target: PeopleTarget, person: NewPerson): Promise<NewLink> {
  return newLink(target, await ask(target, 'POST', '/api/people', person))
}

/** In place of the links that the person has. */
export async function makeLink(target: PeopleTarget, personId: number): Promise<NewLink> {
  return newLink(target, await ask(target, 'POST', `/api/people/${personId}/link`))
}

/** Ends a person's links, devices and tokens. */
export async function revokeProofs(target: PeopleTarget, personId: number): Promise<unknown> {
  return ask(target, 'POST', `/api/people/${personId}/revoke`)
}

export async function erasePerson(target: PeopleTarget, personId: number): Promise<unknown> {
  return ask(target, 'DELETE', `/api/people/${personId}`)
}

/** For whom the server takes who brings no token: 200 means an admin, 401 nobody. */
export async function statusWithoutToken(baseUrl: URL): Promise<number> {
  const { status } = await send({ baseUrl, token: undefined }, 'GET', '/api/people')
  return status
}

function newLink(target: PeopleTarget, json: unknown): NewLink {
  if (!isRecord(json) || typeof json.link !== 'string') throw noPeople(target, 201)
  return json as unknown as NewLink
}

async function ask(
  target: PeopleTarget,
  method: string,
  path: `/${string}`,
  body: object = {},
): Promise<unknown> {
  const answer = await send(target, method, path, body)
  refuseAccessLogin(answer, target)
  const json = parseJson(answer.body)
  if (answer.status >= 200 && answer.status < 300 && json !== undefined) return json
  throw refusal(target, answer.status, json)
}

const ANSWER_LIMIT_MS = 30_000

async function send(
  { baseUrl, token, serviceToken }: PeopleTarget,
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

function refusal(target: PeopleTarget, status: number, json: unknown): UserError {
  const { origin } = target.baseUrl
  const { message } = errorAnswer(json)
  if (status === 401) return unknownAsker(target)
  if (message === '') return noPeople(target, status)
  const advice = status === 403 && target.token !== undefined ? ` ${TOKEN_ADVICE}` : ''
  return new UserError(`${origin} says: ${printable(message, MAX_MESSAGE_CHARS)}${advice}`)
}

const MAX_MESSAGE_CHARS = 600
const TOKEN_ADVICE = "The token must be an admin's, and of the purpose “people”."

function unknownAsker({ baseUrl, token }: PeopleTarget): UserError {
  const { origin } = baseUrl
  if (isLocal(baseUrl) && token === undefined) {
    return new UserError(`${origin} has no local admin: start it with \`npm start\`, which makes one.`)
  }
  const whom = token === undefined ? 'you' : 'this token'
  return new UserError(
    `${origin} does not know ${whom}: make a token of the purpose “people” on the page ${origin}/me, and give it with --token or in PEOPLE_TOKEN.`,
  )
}

function noPeople({ baseUrl }: PeopleTarget, status: number): UserError {
  return new UserError(
    `${baseUrl.origin} answered ${status} and nothing about people: check --url, and that this version is deployed there.`,
  )
}
