import type { Context, Handler } from 'hono'
import type { PersonClaim } from '../access/personDetails'
import { isRole } from '../access/role'
import { loadDirectory } from '../data/directory'
import { loadPeople } from '../data/people'
import { deleteToken, endSession } from '../data/proofs'
import { renderPeoplePage } from '../ui/people/peoplePage'
import type { PeopleView } from '../ui/people/view'
import { auditSource } from './auditing'
import type { AppContext } from './context'
import { formOf, textOf, textsOf, wholeNumber } from './formValues'
import { pageHeaders } from './headers'
import { languageOf } from './language'
import { changePerson, linkFor, PERSON_ACTIONS, savePerson } from './peopleChanges'
import { refuse } from './refusal'
import { unavailable } from './streamedPage'

/** People, for admins: plain forms. */

type ReadyView = Extract<PeopleView, { status: 'ready' }>
type Shown = Partial<Pick<ReadyView, 'newLink' | 'refused' | 'editId'>>

/** `GET /people?edit=ID` */
export const peoplePage: Handler<AppContext> = (context) => {
  const editId = wholeNumber(context.req.query('edit'))
  return show(context, editId === 0 ? {} : { editId }, 200)
}

async function show(context: Context<AppContext>, shown: Shown, status: 200 | 400): Promise<Response> {
  const { services, visitor } = context.var
  const lang = languageOf(context)
  let view: PeopleView
  try {
    const db = services.openDatabase()
    const [people, { stores }] = await Promise.all([loadPeople(db), loadDirectory(db)])
    view = {
      status: 'ready',
      people,
      stores: stores.map(({ name }) => name),
      meId: visitor.kind === 'person' ? visitor.person.id : 0,
      nowIso: services.now().toISOString(),
      ...shown,
    }
  } catch (error) {
    view = unavailable('database', error)
  }
  const html = renderPeoplePage(view, lang)
  const headers = await pageHeaders(context.req.url, lang)
  return context.body(html, view.status === 'ready' ? status : 503, headers)
}

/** `POST /people`: adds a person, and shows his first link. */
export const addPerson: Handler<AppContext> = async (context) => {
  const claim = claimOf(await formOf(context))
  const change = await savePerson(context, null, claim)
  if (change.status === 'refused') return refused(context, null, change.problem, claim)
  return showLink(context, change.personId)
}

/** `POST /people/ID`: says anew what a person is. */
export const editPerson: Handler<AppContext, '/people/:id'> = async (context) => {
  const personId = wholeNumber(context.req.param('id'))
  const claim = claimOf(await formOf(context))
  const change = await savePerson(context, personId, claim)
  return change.status === 'refused'
    ? refused(context, personId, change.problem, claim)
    : back(context, personId)
}

/** `POST /people/ID/link`: a new link in place of the ones before, shown this once. */
export const makePersonLink: Handler<AppContext, '/people/:id/link'> = (context) =>
  showLink(context, wholeNumber(context.req.param('id')))

/** `POST /people/ID/ACTION` */
export const actOnPerson: Handler<AppContext, '/people/:id/:action'> = async (context) => {
  const personId = wholeNumber(context.req.param('id'))
  const action = PERSON_ACTIONS.find((name) => name === context.req.param('action'))
  if (!action) return refuse(context, { kind: 'notFound' })
  const change = await changePerson(context, personId, action)
  return change.status === 'refused' ? refused(context, personId, change.problem) : back(context, personId)
}

/** `POST /people/ID/sessions/SESSION/end` */
export const endPersonSession: Handler<AppContext, '/people/:id/sessions/:sessionId/end'> = async (
  context,
) => {
  const { services } = context.var
  const personId = wholeNumber(context.req.param('id'))
  const sessionId = wholeNumber(context.req.param('sessionId'))
  const source = auditSource(context)
  await endSession(services.openDatabase(), personId, sessionId, services.now(), source, 'sessionRevoked')
  services.visitors.forget()
  return back(context, personId)
}

/** `POST /people/ID/tokens/TOKEN/revoke` */
export const revokePersonToken: Handler<AppContext, '/people/:id/tokens/:tokenId/revoke'> = async (
  context,
) => {
  const { services } = context.var
  const personId = wholeNumber(context.req.param('id'))
  const tokenId = wholeNumber(context.req.param('tokenId'))
  await deleteToken(services.openDatabase(), personId, tokenId, services.now(), auditSource(context))
  services.visitors.forget()
  return back(context, personId)
}

async function showLink(context: Context<AppContext>, personId: number): Promise<Response> {
  const newLink = await linkFor(context, personId)
  return newLink ? show(context, { newLink }, 200) : refused(context, personId, { code: 'nobodySuch' })
}

function refused(
  context: Context<AppContext>,
  personId: number | null,
  problem: NonNullable<ReadyView['refused']>['problem'],
  claim?: PersonClaim,
): Promise<Response> {
  const form = claim && { ...claim, role: isRole(claim.role) ? claim.role : ('viewer' as const) }
  return show(context, { refused: { personId, problem, ...(form ? { form } : {}) } }, 400)
}

function back(context: Context<AppContext>, personId: number): Response {
  return context.redirect(`/people?lang=${languageOf(context)}#p${personId}`, 303)
}

function claimOf(form: FormData): PersonClaim {
  return {
    name: textOf(form, 'name'),
    role: textOf(form, 'role'),
    allStores: textOf(form, 'scope') === 'all',
    stores: textsOf(form, 'store'),
    email: textOf(form, 'email'),
  }
}
