import type { Context, Handler } from 'hono'
import type { PersonClaim } from '../access/personDetails'
import { loadPeople } from '../data/people'
import { isRecord, parseJson } from '../json'
import type { PeopleProblem } from '../ui/people/view'
import type { AppContext } from './context'
import { wholeNumber } from './formValues'
import { changePerson, linkFor, savePerson, statusOf } from './peopleChanges'

/** People, for programs of admins: `npm run people` speaks it. */

/** `GET /api/people` */
export const peopleJson: Handler<AppContext> = async (context) =>
  context.json({ people: await loadPeople(context.var.services.openDatabase()) })

/** `POST /api/people` `{name, role, stores: "all" | [names], email?}`: adds a person with a first link. */
export const addPersonJson: Handler<AppContext> = async (context) => {
  const claim = claimOf(parseJson(await context.req.text()))
  if (!claim) {
    const message = 'Send JSON: {"name": "…", "role": "viewer", "stores": ["…"]}, with "all" for all stores.'
    return context.json({ error: 'unreadable', message }, 400)
  }
  const change = await savePerson(context, null, claim)
  if (change.status === 'refused') return refused(context, change.problem)
  return withLink(context, change.personId)
}

/** `POST /api/people/ID/link`: a new link in place of the ones before. */
export const makePersonLinkJson: Handler<AppContext, '/api/people/:id/link'> = (context) =>
  withLink(context, wholeNumber(context.req.param('id')))

/** `POST /api/people/ID/revoke`: ends all links, devices and tokens. */
export const revokePersonJson: Handler<AppContext, '/api/people/:id/revoke'> = async (context) => {
  const change = await changePerson(context, wholeNumber(context.req.param('id')), 'revoke')
  return change.status === 'done' ? context.json({ ok: true }) : refused(context, change.problem)
}

/** `DELETE /api/people/ID`: erases a person. */
export const erasePersonJson: Handler<AppContext, '/api/people/:id'> = async (context) => {
  const change = await changePerson(context, wholeNumber(context.req.param('id')), 'erase')
  return change.status === 'done' ? context.json({ ok: true }) : refused(context, change.problem)
}

async function withLink(context: Context<AppContext>, personId: number): Promise<Response> {
  const link = await linkFor(context, personId)
  if (!link) return refused(context, { code: 'nobodySuch' })
  const { name, url, devices, days } = link
  return context.json({ id: personId, name, link: url, devices, days }, 201)
}

function claimOf(body: unknown): PersonClaim | undefined {
  if (!isRecord(body)) return undefined
  const { name, role, stores = [], email = '' } = body
  if (typeof name !== 'string' || typeof role !== 'string' || typeof email !== 'string') return undefined
  if (stores === 'all') return { name, role, allStores: true, stores: [], email }
  if (!Array.isArray(stores) || !stores.every((store) => typeof store === 'string')) return undefined
  return { name, role, allStores: false, stores, email }
}

const MESSAGES: Record<PeopleProblem['code'], string> = {
  nameMissing: 'The name is blank.',
  nameTooLong: 'The name is too long.',
  unreadableRole: 'role is viewer, operator or admin.',
  noStores: 'Name the stores, or "all".',
  unknownStores: 'Names of stores are as in the export. There is none called: ',
  unreadableEmail: 'email is no e-mail address.',
  emailTaken: 'Another person has this e-mail address.',
  nobodySuch: 'There is no such active person.',
  lastAdmin: 'This is the last admin: make another one first.',
}

function refused(context: Context<AppContext>, problem: PeopleProblem): Response {
  const { code, ...rest } = problem
  const named = problem.code === 'unknownStores' ? problem.stores.join(', ') : ''
  return context.json({ error: code, message: MESSAGES[code] + named, ...rest }, statusOf(problem))
}
