import type { Context } from 'hono'
import { checkPerson, type PersonClaim } from '../access/personDetails'
import { LINK_DAYS, LINK_DEVICES, makeLink } from '../access/signIn'
import { currentDirectory } from '../cards/edge'
import type { AuditDetail } from '../data/auditEvents'
import {
  erasePerson,
  insertPerson,
  type PersonWrite,
  revokeProofs,
  setActive,
  updatePerson,
} from '../data/people'
import { deleteToken, endSession } from '../data/proofs'
import type { PeopleProblem } from '../ui/people/view'
import { auditSource } from './auditing'
import type { AppContext } from './context'

/** What admins do to people: the same for the page's forms and for programs. */

export type Change = { status: 'done'; personId: number } | { status: 'refused'; problem: PeopleProblem }

/** Adds a person, or says anew what one is. @param personId null for a person to be added */
export async function savePerson(
  context: Context<AppContext>,
  personId: number | null,
  claim: PersonClaim,
): Promise<Change> {
  const { services } = context.var
  const db = services.openDatabase()
  const directory = await currentDirectory(services.edge, db)
  const checked = checkPerson(claim, { get: (name) => directory.named(name)?.id })
  if (checked.status === 'refused') return checked
  const { details } = checked
  const at = services.now().toISOString()
  const as = { role: details.role, stores: details.allStores ? ('all' as const) : details.storeIds.length }
  return changed(
    context,
    personId === null
      ? await insertPerson(db, details, at, event(context, { event: 'personAdded', ...as }))
      : await updatePerson(db, personId, details, at, event(context, { event: 'personChanged', ...as })),
  )
}

/** What can be done to a person as a whole. */
export const PERSON_ACTIONS = ['revoke', 'deactivate', 'activate', 'erase'] as const

export type PersonAction = (typeof PERSON_ACTIONS)[number]

export async function changePerson(
  context: Context<AppContext>,
  personId: number,
  action: PersonAction,
): Promise<Change> {
  const { services } = context.var
  const db = services.openDatabase()
  const at = services.now().toISOString()
  switch (action) {
    case 'revoke':
      return changed(
        context,
        await revokeProofs(db, personId, at, event(context, { event: 'proofsRevoked' })),
      )
    case 'deactivate': {
      const entry = event(context, { event: 'personDeactivated' })
      return changed(context, await setActive(db, personId, false, at, entry))
    }
    case 'activate':
      return changed(
        context,
        await setActive(db, personId, true, at, event(context, { event: 'personActivated' })),
      )
    case 'erase':
      return changed(context, await erasePerson(db, personId, at, event(context, { event: 'personErased' })))
  }
}

/** A personal link, to be told this once. */
export interface NewLink {
  personId: number
  name: string
  url: string
  devices: number
  days: number
}

/** Makes a person a link in place of those that he has; undefined where there is no such active person. */
export async function linkFor(context: Context<AppContext>, personId: number): Promise<NewLink | undefined> {
  const { services } = context.var
  const link = await makeLink(services.openDatabase(), personId, services.now(), auditSource(context))
  if (!link) return undefined
  const url = new URL(`/sign-in/${link.secret}`, context.req.url).href
  return { personId, name: link.name, url, devices: LINK_DEVICES, days: LINK_DAYS }
}

/** Ends a device or a token of a person: his own, or by an admin. */
export async function endProof(
  context: Context<AppContext>,
  personId: number,
  proof: { kind: 'session' | 'token'; id: number },
): Promise<void> {
  const { services } = context.var
  const db = services.openDatabase()
  const source = auditSource(context)
  if (proof.kind === 'session') {
    await endSession(db, personId, proof.id, services.now(), source, 'sessionRevoked')
  } else {
    await deleteToken(db, personId, proof.id, services.now(), source)
  }
  services.visitors.forget()
}

/** The status of a refused change, by page and by program. */
export function statusOf({ code }: PeopleProblem): 400 | 404 | 409 {
  if (code === 'nobodySuch') return 404
  return code === 'emailTaken' || code === 'lastAdmin' ? 409 : 400
}

function event(context: Context<AppContext>, detail: AuditDetail) {
  return { ...auditSource(context), detail }
}

/** What this isolate knows of people ends with every change. */
function changed(context: Context<AppContext>, write: PersonWrite): Change {
  context.var.services.visitors.forget()
  if (write.status === 'done') return write
  return { status: 'refused', problem: { code: write.status } }
}
