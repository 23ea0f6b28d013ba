import type { PersonWithProofs } from '../src/data/people.ts'
import { isRecord } from '../src/json.ts'
import { type AdminTarget, askAdmin, sendAdmin, unexpectedAnswer } from './adminClient.ts'
import type { UserError } from './userError.ts'

/** The server's people, by `/api/people`. */

export type { PersonWithProofs }

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
export async function listPeople(target: AdminTarget): Promise<PersonWithProofs[]> {
  const json = await ask(target, 'GET', '/api/people')
  if (!isRecord(json) || !Array.isArray(json.people)) throw noPeople(target, 200)
  return json.people as PersonWithProofs[]
}

export async function addPerson(target: AdminTarget, person: NewPerson): Promise<NewLink> {
  return newLink(target, await ask(target, 'POST', '/api/people', person))
}

/** In place of the links that the person has. */
export async function makeLink(target: AdminTarget, personId: number): Promise<NewLink> {
  return newLink(target, await ask(target, 'POST', `/api/people/${personId}/link`))
}

/** Ends a person's links, devices and tokens. */
export async function revokeProofs(target: AdminTarget, personId: number): Promise<unknown> {
  return ask(target, 'POST', `/api/people/${personId}/revoke`)
}

export async function erasePerson(target: AdminTarget, personId: number): Promise<unknown> {
  return ask(target, 'DELETE', `/api/people/${personId}`)
}

/** For whom the server takes who brings no token: 200 means an admin, 401 nobody. */
export async function statusWithoutToken(baseUrl: URL): Promise<number> {
  const { status } = await sendAdmin({ baseUrl, token: undefined }, 'GET', '/api/people')
  return status
}

function newLink(target: AdminTarget, json: unknown): NewLink {
  if (!isRecord(json) || typeof json.link !== 'string') throw noPeople(target, 201)
  return json as unknown as NewLink
}

function ask(target: AdminTarget, method: string, path: `/${string}`, body: object = {}): Promise<unknown> {
  return askAdmin(target, method, path, ABOUT, body)
}

function noPeople(target: AdminTarget, status: number): UserError {
  return unexpectedAnswer(target, status, ABOUT)
}

const ABOUT = 'people'
